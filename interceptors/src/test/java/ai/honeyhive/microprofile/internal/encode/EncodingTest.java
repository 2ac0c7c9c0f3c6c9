/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What values become. */
class EncodingTest extends EncodingCase {

    public static class Bean {

        public final String open = "field";
        private final String name;

        Bean(String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }

        public boolean isGood() {
            return true;
        }

        public String getURL() {
            return "u";
        }

        public static String getShared() {
            return "static";
        }

        public String get() {
            return "no property";
        }

        String getInvisible() {
            return "package";
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface JsonIgnore {}

    public static class Discreet {

        @JsonIgnore
        private final String password = "secret";

        public String getPassword() {
            return password;
        }

        @JsonIgnore
        public String getToken() {
            return "secret";
        }

        public String getUser() {
            return "ann";
        }
    }

    @Test
    void recordsAndBeans_areWrittenByTheirProperties() {
        assertThat(json(new Point(1, null, "a\"b"))).isEqualTo("{\"x\":1,\"y\":null,\"label\":\"a\\\"b\"}");
        assertThat(json(new Bean("n"))).isEqualTo("{\"URL\":\"u\",\"good\":true,\"name\":\"n\",\"open\":\"field\"}");
    }

    @Test
    void mapsCollectionsAndArrays_areWalked() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", List.of(1, 2L, 3.5));
        map.put(7, new int[] {1, 2});
        map.put(Thread.State.NEW, new Object[] {"x", null, true});
        map.put("nested", Map.of("k", Optional.of(OptionalInt.of(3))));

        assertThat(json(map)).isEqualTo("{\"a\":[1,2,3.5],\"7\":[1,2],\"NEW\":[\"x\",null,true],\"nested\":{\"k\":3}}");
    }

    @Test
    void whatIsKeptOutOfJson_isKeptOutHereToo() {
        assertThat(json(new Discreet())).isEqualTo("{\"user\":\"ann\"}");
    }

    @Test
    void numbers_keepTheirPrecision() {
        assertThat(json(List.of(
                        Long.MAX_VALUE,
                        new BigDecimal("0.1000000000000000055511151231257827"),
                        new BigInteger("123456789012345678901234567890"),
                        0.1,
                        0.1f,
                        1e300,
                        new AtomicLong(5),
                        Double.NaN,
                        Float.NEGATIVE_INFINITY)))
                .isEqualTo("[9223372036854775807,0.1000000000000000055511151231257827,123456789012345678901234567890,"
                        + "0.1,0.1,1.0E300,5,\"NaN\",\"-Infinity\"]");
    }

    @Test
    void timesAndOtherTexts_areText() {
        CharSequence characters = CharBuffer.wrap("sb");
        assertThat(json(List.of(Instant.ofEpochSecond(0), Duration.ofSeconds(5), Path.of("a"), characters, 'c')))
                .isEqualTo("[\"1970-01-01T00:00:00Z\",\"PT5S\",\"a\",\"sb\",\"c\"]");
    }

    @Test
    void jsonValues_stayWhatTheyAre() {
        JsonObject object = Json.createObjectBuilder()
                .add("a", 1)
                .add("b", Json.createArrayBuilder().add("x").add(true).addNull())
                .build();

        assertThat(parse(json(Map.of("body", object))).asJsonObject().get("body"))
                .isEqualTo(object);
    }

    @Test
    void specialCharacters_areEscaped() {
        String text = "\" \\ / \b \f \n \r \t \u0000 \u001f \u007f ä € 😀";

        assertThat(parse(json(List.of(text))).asJsonArray().getString(0)).isEqualTo(text);
    }

    @Test
    void loneSurrogates_becomeValidText() {
        assertThat(parse(json(List.of("a\ud83d", "\ude00b"))).asJsonArray().getString(0))
                .isEqualTo("a?");
    }

    @Test
    void whatCanBeReadOnce_isNotRead() {
        Iterator<String> iterator = List.of("a").iterator();
        Stream<String> stream = Stream.of("a");
        InputStream input = InputStream.nullInputStream();
        Iterable<String> lazy = () -> {
            throw new AssertionError("iterated");
        };

        String json = json(List.of(
                iterator,
                stream,
                input,
                lazy,
                new CompletableFuture<>(),
                new StringReader("x"),
                Thread.currentThread()));

        assertThat(parse(json).asJsonArray())
                .hasSize(7)
                .allMatch(value -> value.toString().startsWith("\"<"));
        assertThat(iterator.hasNext()).isTrue();
        assertThat(stream.count()).isEqualTo(1);
    }

    @Test
    void proxiesAndRemoteCollections_areNotTouched() {
        Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Map.class}, (p, m, a) -> {
            throw new AssertionError(m + " called");
        });
        assertThat(json(List.of(proxy))).startsWith("[\"<");
    }

    @Test
    void bytesAndChars_areNotShown() {
        assertThat(json(List.of(new byte[3], "secret".toCharArray()))).isEqualTo("[\"<byte[3]>\",\"<char[6]>\"]");
        assertThat(attribute(new byte[5])).isEqualTo("<byte[5]>");
    }

    @Test
    void objectsThatSayNothing_areNamedByTheirClass() {
        assertThat(attribute(new Object() {})).asString().startsWith("<").contains("EncodingTest");
    }
}
