/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The server runs one SDK for all applications and loads nothing of theirs into it: the spans are real, our processor
 * does not see them, and the fallback entrance delivers the events under their ids.
 */
public abstract class ServerWideSdkKit extends BehaviourKit {

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
        assertThat(server.kind()).isEqualTo("SERVER");
        assertThat(server.parentId()).isEqualTo(visit.parentId());
    }

    @Test
    void serversOwnExporter_getsTheSameSpanWithoutContent() {
        Visit visit = visit("advise", Map.of("question", "for HoneyHive only"));

        Arrival model = eventOf(visit, "travel-model");
        Arrival lean = console().awaitSink(model.traceId(), model.spanId());

        assertThat(model.json().toString()).contains("for HoneyHive only");
        assertThat(lean.attribute("gen_ai.operation.name")).isEqualTo("chat");
        assertThat(lean.parentId()).isEqualTo(model.parentId());
        assertThat(lean.attribute("gen_ai.request.model")).isEqualTo("gpt-4o-mini");
        assertThat(lean.json().toString())
                .doesNotContain("for HoneyHive only", "Take the tram", "honeyhive_inputs", "honeyhive_outputs");
    }

    @Test
    void spanByTheInjectedTracer_reachesTheServersExporterOnly() {
        Visit visit = visit("handmade");

        Arrival around = eventOf(visit, "Handmade.around");
        Visit.Sighting handmade = visit.seen("handmade");

        assertThat(console().awaitSink(handmade.traceId(), handmade.spanId()).parentId())
                .isEqualTo(around.spanId());
        assertThat(eventsUpToNow()).noneMatch(event -> event.spanId().equals(handmade.spanId()));
    }
}
