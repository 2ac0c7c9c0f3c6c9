/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetTest {

    @Test
    void ratio_at_its_limit_is_met() {
        assertThat(Target.ratio("a call", 1.8, 1.8, "N").row()).isEqualTo("| a call | ≤ 1.8 N | 1.80 N | met |");
    }

    @Test
    void ratio_above_its_limit_is_missed() {
        assertThat(Target.ratio("a call", 1.81, 1.8, "N").row()).endsWith("| **missed** |");
    }

    @Test
    void ratio_that_was_not_measured_is_missed() {
        assertThat(Target.ratio("a call", Double.NaN, 1.8, "N").met()).isFalse();
    }

    @Test
    void bytes_are_compared_with_what_is_allowed() {
        assertThat(Target.bytes("a jar", "≤ 1 KB", 1025, 1024).met()).isFalse();
    }

    @Test
    void what_nothing_was_compared_with_is_neither_met_nor_missed() {
        assertThat(new Target("scores", "≥ 5 times", Target.NOT_COMPARED + ": no Python", false).row())
                .isEqualTo("| scores | ≥ 5 times | not compared: no Python |  |");
    }
}
