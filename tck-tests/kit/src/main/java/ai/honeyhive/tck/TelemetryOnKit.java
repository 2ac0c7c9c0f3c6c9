/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server's telemetry is on: our span is one of its spans, and its own exporter goes on undisturbed. */
public abstract class TelemetryOnKit extends BehaviourKit implements MetricsBehaviour {

    @Override
    public Mode mode() {
        return Mode.ON;
    }

    @Test
    void event_isAChildOfTheServersSpanInTheCallersTrace() {
        Visit visit = visit("answer", Map.of("question", "whose child?"));

        Arrival event = eventOf(visit, "Assistant.answer");
        Arrival server = console().awaitSink(event.traceId(), event.parentId());

        assertThat(event.traceId()).isEqualTo(visit.traceId());
        assertThat(event.parentId()).isEqualTo(visit.seen("resource").spanId());
        assertThat(server.kind()).isEqualTo("SERVER");
        assertThat(server.parentId()).isEqualTo(visit.parentId());
    }

    @Test
    void serversSpan_goesToHoneyHiveAsWell() {
        Visit visit = visit("answer", Map.of("question", "whose parent?"));

        Arrival event = eventOf(visit, "Assistant.answer");
        Arrival parent = console().awaitEvent(event.traceId(), event.parentId());

        assertThat(parent.kind()).isEqualTo("SERVER");
        assertThat(parent.session()).isEqualTo(event.session());
    }

    @Test
    void serversOwnExporter_getsTheSameSpanWithoutContent() {
        Visit visit = visit("advise", Map.of("question", "for HoneyHive only"));

        Arrival model = eventOf(visit, "travel-model");
        Arrival lean = console().awaitSink(model.traceId(), model.spanId());

        assertThat(model.json().toString()).contains("for HoneyHive only");
        assertThat(lean.attribute("gen_ai.operation.name")).isEqualTo("chat");
        assertThat(lean.attribute("gen_ai.request.model")).isEqualTo("gpt-4o-mini");
        assertThat(lean.parentId()).isEqualTo(model.parentId());
        assertThat(lean.json().toString())
                .doesNotContain("for HoneyHive only", "Take the tram", "honeyhive_inputs", "honeyhive_outputs");
    }

    @Test
    void failedCall_isAnErrorAtTheServersOwnExporterToo() {
        Visit visit = visit("late/fail");

        Arrival event = eventOf(visit, "Troubled.fail");

        assertThat(console().awaitSink(event.traceId(), event.spanId()).status())
                .isEqualTo("ERROR");
    }

    @Test
    void spanByTheInjectedTracer_isAChildOfTheCall() {
        Visit visit = visit("handmade");

        Arrival around = eventOf(visit, "Handmade.around");
        Arrival handmade = eventOf(visit, "handmade");

        assertThat(handmade.name()).isEqualTo("handmade");
        assertThat(handmade.parentId()).isEqualTo(around.spanId());
        assertThat(handmade.session()).isEqualTo(around.session());
        assertThat(handmade.eventType()).isEqualTo("model");
        assertThat(console().awaitSink(handmade.traceId(), handmade.spanId()).parentId())
                .isEqualTo(around.spanId());
    }

    @Test
    void methodWithBothAnnotations_isOneEvent() {
        Visit visit = visit("doubly");

        Arrival event = console().awaitEventOfCall(visit.call());

        assertThat(event.eventName()).isEqualTo("Doubly.annotated");
        assertThat(eventsOfTrace(event.traceId()))
                .filteredOn(other ->
                        other.name().contains("annotated") || other.eventName().contains("annotated"))
                .hasSize(1);
    }
}
