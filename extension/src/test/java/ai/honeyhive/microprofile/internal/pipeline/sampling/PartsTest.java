/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartsTest {

    /** Few different names, some of them with the same hash, and sizes that grow and shrink. */
    private static String name(Random random) {
        return (random.nextBoolean() ? "Aa" : "BB") + random.nextInt(150);
    }

    @Test
    void behavesAsJavasMapInTheOrderOfInsertion() {
        Random random = new Random(4711);
        Parts<Integer> parts = new Parts<>();
        Map<String, Integer> expected = new LinkedHashMap<>();
        for (int i = 0; i < 100_000; i++) {
            String name = name(random);
            boolean growing = i / 1000 % 2 == 0;
            if (expected.containsKey(name) && random.nextInt(growing ? 3 : 1) == 0) {
                assertThat(parts.remove(name)).isEqualTo(expected.remove(name));
            } else if (!expected.containsKey(name) && (growing || random.nextInt(4) == 0)) {
                parts.add(name, i);
                expected.put(name, i);
            }
            assertThat(parts.get(name)).isEqualTo(expected.get(name));
            assertThat(parts.size()).isEqualTo(expected.size());
            assertThat(parts.oldest())
                    .isEqualTo(expected.keySet().stream().findFirst().orElse(null));
        }
        Map<String, Integer> seen = new LinkedHashMap<>();
        parts.forEach(seen::put);
        assertThat(seen).containsExactlyEntriesOf(expected).isNotEmpty();
    }

    @Test
    void whatIsSeenMayBeRemoved() {
        Parts<Integer> parts = new Parts<>();
        for (int i = 0; i < 100; i++) {
            parts.add("part " + i, i);
        }
        parts.forEach((name, value) -> assertThat(parts.remove(name)).isEqualTo(value));
        assertThat(parts.size()).isZero();
        assertThat(parts.oldest()).isNull();
    }
}
