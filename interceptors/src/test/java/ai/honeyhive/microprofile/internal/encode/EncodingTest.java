/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

    private final ArgumentEncoder encoder = new ArgumentEncoder();

    private String json(Object value) {
        return json(value, 10_000);
    }

    private String json(Object value, int maxBytes) {
        Encoding encoding = encoder.borrow(maxBytes, 6, 50);
        try {
            return encoding.json(value);
        } finally {
            encoder.giveBack(encoding);
        }
    }

    private Object attribute(Object value) {
        Encoding encoding = encoder.borrow(1000, 6, 50);
        try {
            return encoding.attribute(value);
        } finally {
            encoder.giveBack(encoding);
        }
    }

    private static JsonValue parse(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        } catch (RuntimeException e) {
            throw new AssertionError("No JSON: " + json, e);
        }
    }

    record Point(int x, Double y, String label) {}

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

    public static class Hostile {

        public String getOk() {
            return "ok";
        }

        public String getThrowing() {
            throw new IllegalStateException("secret in a message");
        }

        @SuppressWarnings("InfiniteRecursion") // That is the point.
        public String getOverflowing() {
            return getOverflowing();
        }

        public String getOutOfMemory() {
            throw new OutOfMemoryError("pretended");
        }

        @Override
        public String toString() {
            throw new AssertionError("not to be called");
        }
    }

    public class Reentrant {

        public String getInner() {
            return json(Map.of("k", 1));
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
    void cycle_isNamed() {
        List<Object> list = new ArrayList<>();
        Map<String, Object> map = new HashMap<>();
        map.put("back", list);
        list.add(map);

        assertThat(json(list)).isEqualTo("[{\"back\":\"<cycle>\"}]");
    }

    @Test
    void sameObjectTwice_isNoCycle() {
        Point point = new Point(1, 2.0, "p");

        assertThat(parse(json(List.of(point, point))).asJsonArray()).hasSize(2);
    }

    @Test
    void depth_isBounded() {
        Object nested = "deep";
        for (int i = 0; i < 100_000; i++) {
            nested = new Object[] {nested};
        }

        assertThat(json(nested)).isEqualTo("[[[[[[\"…\"]]]]]]");
    }

    @Test
    void elements_areBounded_andTheRestIsCounted() {
        JsonArray array = parse(json(Collections.nCopies(10_000, 1))).asJsonArray();

        assertThat(array).hasSize(51);
        assertThat(array.getString(50)).isEqualTo("… 9950 more");
        assertThat(parse(json(new double[2000])).asJsonArray()).hasSize(51);
    }

    @Test
    void hostileGetters_costTheirPropertyOnly() {
        JsonObject object =
                parse(json(List.of(new Hostile(), "next"))).asJsonArray().getJsonObject(0);

        assertThat(object.getString("ok")).isEqualTo("ok");
        assertThat(object.getString("throwing")).isEqualTo("<IllegalStateException>");
        assertThat(object.getString("overflowing")).isEqualTo("<StackOverflowError>");
        assertThat(object.getString("outOfMemory")).isEqualTo("<OutOfMemoryError>");
    }

    @Test
    void hostileText_becomesThePlaceholderOfItsError() {
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new NoSuchElementException("secret");
            }
        };

        assertThat(attribute(hostile)).isEqualTo("<NoSuchElementException>");
        assertThat(json(Map.of("k", hostile))).isEqualTo("{\"k\":\"<NoSuchElementException>\"}");
        assertThat(json(Map.of(hostile, 1))).isEqualTo("{\"<NoSuchElementException>\":1}");
    }

    @Test
    void collectionThatFailsHalfWay_isReplacedAsAWhole() {
        List<Object> failing = new AbstractList<>() {
            @Override
            public Object get(int index) {
                if (index == 2) {
                    throw new IllegalStateException("connection closed");
                }
                return index;
            }

            @Override
            public int size() {
                return 5;
            }
        };

        assertThat(json(Map.of("rows", failing, "rest", 1))).contains("\"<IllegalStateException>\"", "\"rest\":1");
        parse(json(List.of(failing, failing)));
    }

    @Test
    void endlessCollection_isCut() {
        List<Integer> endless = new AbstractList<>() {
            @Override
            public Integer get(int index) {
                return index;
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };

        assertThat(parse(json(endless)).asJsonArray()).hasSize(51);
    }

    @Test
    void slowGetters_areGivenUp() {
        List<Object> slow = new AbstractList<>() {
            @Override
            public Object get(int index) {
                long end = System.nanoTime() + Duration.ofMillis(2).toNanos();
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                return index;
            }

            @Override
            public int size() {
                return 1_000_000;
            }
        };
        Encoding encoding = encoder.borrow(1 << 20, 6, 1_000_000);
        long start = System.nanoTime();

        parse(encoding.json(slow));

        assertThat(encoding.isCut()).isTrue();
        // A million elements would take half an hour.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
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

    @Test
    void bufferIsUsedAgain_andForgetsWhatItHeld() {
        assertThat(json("x".repeat(5000))).hasSize(5002);
        assertThat(json("y")).isEqualTo("\"y\"");
    }

    @Test
    void getterThatEncodesItself_getsABufferOfItsOwn() {
        assertThat(json(List.of("before", new Reentrant(), "after")))
                .isEqualTo("[\"before\",{\"inner\":\"{\\\"k\\\":1}\"},\"after\"]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyGraphAtAnyLimit_isValidJsonWithinTheLimit(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Object graph = graph(random, 0);
            String whole = json(graph, 1 << 20);
            parse(whole);
            int limit = 10 + random.nextInt(Math.max(1, whole.length() + 20));

            String cut = json(graph, limit);

            parse(cut);
            assertThat(cut.getBytes(StandardCharsets.UTF_8).length)
                    .as("limit %s of %s", limit, whole)
                    .isLessThanOrEqualTo(limit);
            if (limit >= 2 * whole.getBytes(StandardCharsets.UTF_8).length + 2000) {
                assertThat(cut).isEqualTo(whole);
            }
        }
    }

    private static Object graph(Random random, int depth) {
        int kind = random.nextInt(depth > 4 ? 6 : 10);
        return switch (kind) {
            case 0 -> random.nextLong();
            case 1 -> random.nextDouble();
            case 2 -> random.nextBoolean();
            case 3, 4 -> text(random);
            case 5 -> new Point(random.nextInt(), random.nextDouble(), text(random));
            case 6 -> new Hostile();
            case 7 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    list.add(graph(random, depth + 1));
                }
                yield list;
            }
            case 8 -> new Object[] {graph(random, depth + 1), null};
            default -> {
                Map<String, Object> map = new HashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    map.put(text(random), graph(random, depth + 1));
                }
                yield map;
            }
        };
    }

    private static String text(Random random) {
        int[] alphabet = {'a', 'z', ' ', '"', '\\', '\n', 0, 0x1f, 0x7f, 0xe4, 0x20ac, 0x1f600, 0xd83d, 0xffff};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcdefghij", "äöüäöüäöü", "€€€€€€€€", "😀😀😀😀", "a😀b€ä😀"})
    void plainText_isCutBetweenCharacters(String text) {
        for (int limit = 3; limit < 40; limit++) {
            String cut = Texts.shorten(text, limit);
            byte[] utf8 = cut.getBytes(StandardCharsets.UTF_8);

            assertThat(utf8.length).isLessThanOrEqualTo(limit);
            assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(cut);
            if (text.getBytes(StandardCharsets.UTF_8).length <= limit) {
                assertThat(cut).isEqualTo(text);
            } else {
                assertThat(cut).endsWith("…");
                assertThat(text).startsWith(cut.substring(0, cut.length() - 1));
            }
        }
    }
}
