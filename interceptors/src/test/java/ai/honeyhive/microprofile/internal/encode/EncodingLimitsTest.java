/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bounds the work and the result, whatever the objects do. */
class EncodingLimitsTest extends EncodingCase {

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
        }
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
    void anyGraphWithRoomToSpare_isWhole(long seed) {
        Random random = new Random(seed);
        int compared = 0;
        for (int i = 0; i < 100; i++) {
            Object graph = graph(random, 0);
            String whole = uncut(graph, 1 << 20);
            // A key is granted six bytes a character, up to 256 of them, before it is looked at.
            String again = whole == null ? null : uncut(graph, whole.getBytes(StandardCharsets.UTF_8).length + 2_000);
            if (again != null) {
                assertThat(again).isEqualTo(whole);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    /** {@code null} where something is left out: time alone may do that, since a getter that overflows the stack takes long. */
    private String uncut(Object graph, int maxBytes) {
        Encoding encoding = encoder.borrow(maxBytes, 6, 50);
        String json = encoding.json(graph);
        boolean cut = encoding.isCut();
        encoder.giveBack(encoding);
        return cut ? null : json;
    }

    /** Characters of every width, pairs among them, at every place of the borders between the parts that are copied. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "\"", "\n", "\u0001", "ä", "€", "😀", "a😀"})
    void longText_losesNothing_andIsCutBetweenCharacters(String unit) {
        for (int shift = 0; shift < 4; shift++) {
            String text = "x".repeat(509 + shift) + unit.repeat(1_200);
            assertThat(string(json(List.of(text), 1 << 20))).isEqualTo(text);
            for (int limit = 500; limit < 560; limit++) {
                String cut = json(List.of(text), limit);

                assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(limit);
                assertThat(string(cut)).endsWith("…");
                String kept = string(cut).substring(0, string(cut).length() - 1);
                assertThat(text).startsWith(kept);
                assertThat(kept).doesNotContain("?").hasSizeGreaterThan(400);
            }
        }
    }

    private static String string(String json) {
        return parse(json).asJsonArray().getString(0);
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
}
