/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls whose work ends after the method has returned. */
public interface LateBehaviour extends Kit {

    @Test
    default void completionStage_endsItsEventWhenItCompletes() {
        Visit visit = visit("late/stage", Map.of("millis", "300"));

        Arrival event = eventOf(visit, "Deferred.later");

        assertThat(event.duration()).isBetween(Duration.ofMillis(295), Duration.ofSeconds(30));
        assertThat(event.attribute("honeyhive_outputs.result")).isEqualTo("after 300 ms");
        assertThat(visit.said("result")).isEqualTo("after 300 ms");
    }

    @Test
    default void failedStage_carriesTheErrorAndFailsWithTheSameObject() {
        Visit visit = visit("late/fail-later");

        Arrival event = eventOf(visit, "Troubled.failLater");

        assertThat(visit.said("same")).isEqualTo("true");
        assertThat(event.attribute("honeyhive_error")).contains("no model for " + visit.call());
        assertThat(event.attribute("error.type")).isEqualTo("ai.honeyhive.tck.application.Troubled$ModelUnavailable");
        assertThat(event.status()).isEqualTo("ERROR");
    }

    @Test
    default void publisher_endsItsEventAtTheLastChunk() {
        Visit visit = visit("late/stream", Map.of("chunks", "3"));

        Arrival event = eventOf(visit, "Deferred.stream");

        assertThat(visit.said("result")).isEqualTo("3 chunks");
        assertThat(event.attribute("honeyhive_outputs.result")).contains("chunk-0", "chunk-2");
    }

    @Test
    default void callLeftOpen_doesNotStayCurrentInTheCaller() {
        Visit visit = visit("late/stage", Map.of("millis", "50"));

        assertThat(visit.seen("resource").spanId())
                .as("the span that is current after the traced method has returned")
                .isNotEqualTo(visit.seen("Deferred.later").spanId());
    }
}
