/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RememberedTest {

    /** Names in pairs that have the same hash. */
    private static String part(int number) {
        return (number % 2 == 0 ? "Aa" : "BB") + number / 2;
    }

    @Test
    void lastOnesAreThereAndNoOtherDecisionIsTakenForThem() {
        Remembered remembered = new Remembered();
        Map<Integer, Decision> given = new HashMap<>();
        int count = 5 * Remembered.LEAST + 77;
        for (int i = 0; i < count; i++) {
            assertThat(remembered.get(part(i))).isNull();
            Decision decision = new Decision(true, "class", "of " + i, 1);
            remembered.add(part(i), decision);
            given.put(i, decision);
            assertThat(remembered.get(part(i))).isSameAs(decision);
            if (i % Remembered.LEAST < 3) {
                int oldest = Math.max(0, i - Remembered.LEAST + 1);
                for (int last = oldest; last <= i; last++) {
                    assertThat(remembered.get(part(last))).isSameAs(given.get(last));
                }
            }
        }
        for (int forgotten = 0; forgotten < count - 2 * Remembered.LEAST; forgotten++) {
            assertThat(remembered.get(part(forgotten))).isNull();
        }
    }
}
