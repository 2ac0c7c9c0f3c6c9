/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls that are scored: by beans and by the library's own evaluators, in time and too late. */
public interface EvaluationBehaviour extends Kit {

    @Test
    default void scores_arriveInsideTheEventOfTheCall() {
        Visit visit = visit("score/answer", Map.of("question", "When does the shop open?"));

        Arrival event = eventOf(visit, "Critic.answer");

        assertThat(visit.said("result")).isEqualTo("at 9, please");
        assertThat(event.eventType()).isEqualTo("model");
        assertThat(event.attribute("honeyhive_metrics.manners")).isEqualTo("1.0");
        assertThat(event.attribute("honeyhive_metrics.manners_explanation"))
                .isEqualTo("asked: When does the shop open?");
        assertThat(event.attribute("honeyhive_metrics.exact-match")).isEqualTo("0.0");
        assertThat(event.attribute("honeyhive_metrics.number-support")).isEqualTo("1.0");
        assertThat(event.attribute("honeyhive_metrics.critique")).isEqualTo("0.8");
        assertThat(event.attribute("honeyhive_metrics.critique_status")).isEqualTo("pass");
        assertThat(event.attribute("honeyhive_feedback.ground_truth")).isEqualTo("at 9");
    }

    @Test
    default void callerIsNotHeld_andScoresThatComeTooLateFollowTheEvent() {
        Visit visit = visit("score/hasten");
        assertThat(visit.said("result"))
                .as("the caller is back, its evaluator is not done")
                .isEqualTo(visit.call());

        Arrival event = eventOf(visit, "Critic.hasten");
        assertThat(event.has("honeyhive_metrics.patience")).isFalse();
        assertThat(event.eventName()).as("traced because it is evaluated").isEqualTo("Critic.hasten");
        visit("score/end", Map.of("of", visit.call()));

        JsonNode metrics = console().awaitMetric(event.attribute("honeyhive_event_id"), "patience");
        assertThat(metrics.path("patience").asDouble()).isEqualTo(0.25);
        assertThat(metrics.path("patience_explanation").asText()).isEqualTo("at last");
    }
}
