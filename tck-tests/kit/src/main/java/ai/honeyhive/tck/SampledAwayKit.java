/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server's sampler drops every span: the fallback entrance delivers the event, under the ids the span has. */
public abstract class SampledAwayKit extends BehaviourKit implements MetricsBehaviour {

    @Override
    public Mode mode() {
        return Mode.DROPPED;
    }

    @Test
    void event_isAChildOfTheServersSpanInTheCallersTrace() {
        Visit visit = visit("answer", Map.of("question", "whose child?"));

        Arrival event = eventOf(visit, "Assistant.answer");

        assertThat(event.traceId()).isEqualTo(visit.traceId());
        assertThat(event.parentId()).isEqualTo(visit.seen("resource").spanId());
    }

    @Test
    void serversOwnExporter_getsNothing() {
        eventOf(visit("advise", Map.of("question", "for HoneyHive only")), "travel-agent");
        eventsUpToNow();

        assertThat(console().sink()).isEmpty();
    }
}
