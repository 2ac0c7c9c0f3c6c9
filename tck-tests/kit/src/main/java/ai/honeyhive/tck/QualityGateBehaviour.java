/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Quality gates inside MicroProfile Fault Tolerance. */
public interface QualityGateBehaviour extends Kit {

    @Test
    default void badAnswer_isAskedForAgain_andEachAttemptIsAnEventUnderOneCall() {
        Visit visit = visit("score/insist", Map.of("question", "May I?"));
        assertThat(visit.said("result")).as("bad twice, then good").isEqualTo("yes, please");

        Arrival first = eventOf(visit, "Stubborn.insist attempt");
        List<Arrival> events = eventsOfTrace(first.traceId());
        List<Arrival> attempts = events.stream()
                .filter(event -> event.eventName().equals("Stubborn.insist attempt"))
                .toList();
        List<Arrival> calls = events.stream()
                .filter(event -> event.eventName().equals("Stubborn.insist"))
                .toList();

        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).status()).isNotEqualTo("ERROR");
        assertThat(attempts)
                .allSatisfy(attempt ->
                        assertThat(attempt.parentId()).isEqualTo(calls.get(0).spanId()))
                .extracting(attempt -> attempt.attribute("honeyhive_metrics.manners"))
                .containsExactlyInAnyOrder("0.0", "0.0", "1.0");
        assertThat(attempts)
                .extracting(attempt -> attempt.attribute("honeyhive_error_type"))
                .containsExactlyInAnyOrder(
                        "ai.honeyhive.microprofile.QualityGateException",
                        "ai.honeyhive.microprofile.QualityGateException",
                        "");
    }

    @Test
    default void answerThatStaysBad_isReplacedByTheFallback() {
        assertThat(visit("score/refuse", Map.of("question", "May I?")).said("result"))
                .isEqualTo("Sorry, please ask later.");
    }

    @Test
    default void badAnswers_openTheCircuit() {
        Visit visit = visit("score/trip", Map.of("question", "May I?"));

        assertThat(visit.said("1")).isEqualTo("QualityGateException");
        assertThat(visit.said("2")).isEqualTo("QualityGateException");
        assertThat(visit.said("3")).as("nobody asks any more").isEqualTo("CircuitBreakerOpenException");
        assertThat(visit.said("asked")).isEqualTo("2");
    }
}
