/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import static ai.honeyhive.microprofile.evaluation.internal.builtin.Judging.judge;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.Judging.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.Telemetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessEvaluatorsTest {

    private static Sample.Builder signal(String name, Object value) {
        return Sample.builder().metadata(name, value);
    }

    @Test
    void goals_are_the_share_of_the_signals_given() {
        Sample.Builder sample =
                signal("order_placed", true).metadata("upsold", "no").metadata("other", 7);
        Evaluation evaluation = judge(sample, "goal-achievement", "signals", "order_placed,upsold,unknown");
        assertThat(evaluation.score()).hasValue(0.5);
        assertThat(evaluation.status()).isEqualTo(Status.FAIL);
        assertThat(evaluation.explanation()).isEqualTo("missed: upsold");
        assertThat(judge(sample, "goal-achievement").status()).isEqualTo(Status.SKIPPED);
    }

    @ParameterizedTest
    @CsvSource({"1,FAIL,0", "3,FAIL,0.5", "3.4,PASS,0.6", "5,PASS,1", "6,ABSTAIN,", "0,ABSTAIN,"})
    void rating_is_read_on_its_scale(double rating, Status status, Double score) {
        Evaluation evaluation = judge(signal("rating", rating), "customer-satisfaction");
        assertThat(evaluation.status()).isEqualTo(status);
        if (score != null) {
            assertThat(evaluation.score().orElseThrow()).isCloseTo(score, within(1e-9));
        }
    }

    @Test
    void thumbs_are_a_rating_and_silence_is_none() {
        assertThat(judge(signal("rating", "thumbs_down"), "customer-satisfaction")
                        .score())
                .hasValue(0);
        assertThat(judge(Sample.builder(), "customer-satisfaction").status()).isEqualTo(Status.SKIPPED);
    }

    @Test
    void money_without_a_goal_is_lost() {
        Telemetry cost = Telemetry.builder().cost(0.1).build();
        assertThat(judge(signal("goal_achieved", true).telemetry(cost), "cost-efficiency", "limit", "0.05")
                        .score())
                .hasValue(0.5);
        assertThat(judge(signal("goal_achieved", false).telemetry(cost), "cost-efficiency", "limit", "1")
                        .score())
                .hasValue(0);
        assertThat(judge(Sample.builder().telemetry(cost), "cost-efficiency").status())
                .isEqualTo(Status.SKIPPED);
    }

    @Test
    void escalation_is_told_by_the_signal_or_else_by_the_answer() {
        String handover = "I will transfer you to a human agent now.";
        assertThat(judge(output(handover), "escalation").status()).isEqualTo(Status.FAIL);
        assertThat(judge(output(handover).metadata("escalated", false), "escalation")
                        .status())
                .isEqualTo(Status.PASS);
        assertThat(judge(output("Your parcel is on its way."), "escalation").status())
                .isEqualTo(Status.PASS);
        assertThat(judge(Sample.builder(), "escalation").status()).isEqualTo(Status.SKIPPED);
    }
}
