/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server's telemetry is off, as it is by default: the fallback entrance delivers the same event. */
public abstract class TelemetryOffKit extends BehaviourKit {

    @Override
    public Mode mode() {
        return Mode.OFF;
    }

    @Test
    void callersTrace_isContinuedWhereTheServerReadsIt() {
        Visit visit = visit("answer", Map.of("question", "whose trace?"));

        Arrival event = eventOf(visit, "Assistant.answer");

        assertThat(event.traceId().equals(visit.traceId()))
                .isEqualTo(!limits().contains(Limit.OFF_LOSES_THE_CALLERS_TRACE));
    }

    @Test
    void serversOwnExporter_getsNothing() {
        eventOf(visit("advise", Map.of("question", "for HoneyHive only")), "travel-agent");
        eventsUpToNow();

        assertThat(console().sink()).isEmpty();
    }
}
