/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TreeTest {
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        console = RunningConsole.inMemory();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void clear() {
        console.call("DELETE", "/api/data", Map.of(), new byte[0]);
    }

    private static Span.Builder child(int id, int parent, long startsAfter) {
        Span.Builder span = Spans.chain(hex(id), "span " + id);
        span.setStartTimeUnixNano(Spans.START + startsAfter).setEndTimeUnixNano(Spans.START + 1_000_000);
        return parent == 0 ? span : span.setParentSpanId(Spans.id(hex(parent)));
    }

    private static String hex(int id) {
        return HexFormat.of().toHexDigits((long) id);
    }

    private JsonNode session() {
        return console.read("/api/sessions/" + Spans.SESSION);
    }

    @Test
    void childrenThatComeBeforeTheirParent_hangBelowItInOrderOfStart() {
        console.send(Spans.request(child(3, 1, 200), child(2, 1, 100)));
        console.send(Spans.request(child(1, 0, 0)));

        JsonNode root = session().at("/events/0");
        assertThat(session().path("events")).hasSize(1);
        assertThat(root.path("children").findValuesAsText("event_name")).containsExactly("span 2", "span 3");
        assertThat(root.at("/children/0/parent_id")).isEqualTo(root.path("event_id"));
        assertThat(root.path("parent_id").asText()).isEqualTo(Spans.SESSION);
        assertThat(root.path("children_ids")).hasSize(2);
    }

    @Test
    void spansThatAreEachOthersParents_areShownAndMarked() {
        console.send(Spans.request(child(1, 2, 0), child(2, 1, 0), child(3, 3, 0)));

        JsonNode session = session();
        assertThat(session.findValuesAsText("event_name")).contains("span 1", "span 2", "span 3");
        assertThat(session.findValuesAsText("code")).contains("PARENT_CYCLE");
    }

    @Test
    void chainOfTwoThousandSpans_isReadable() {
        List<Span.Builder> spans = new ArrayList<>();
        for (int i = 1; i <= 2000; i++) {
            spans.add(child(i, i - 1, i));
        }
        console.send(Spans.request(spans.toArray(Span.Builder[]::new)));

        assertThat(session().path("num_events").asInt()).isEqualTo(2000);
        assertThat(session().findValuesAsText("span_id")).contains(hex(2000));
    }

    @Test
    void withoutContent_theTreeLeavesTheMapsOut() {
        console.send(
                Spans.request(Spans.with(child(1, 0, 0), "honeyhive_inputs.q", "why", "honeyhive_config.model", "m")));

        JsonNode event = console.read("/api/sessions/" + Spans.SESSION + "?content=false")
                .at("/events/0");
        assertThat(event.has("inputs")).isFalse();
        assertThat(event.path("model").asText()).isEqualTo("m");
        assertThat(event.path("event_name").asText()).isEqualTo("span 1");
    }

    @Test
    void summary_countsEventsTokensAndErrors() {
        console.send(Spans.request(
                child(1, 0, 0),
                Spans.with(
                        child(2, 1, 1),
                        "gen_ai.operation.name",
                        "chat",
                        "gen_ai.usage.input_tokens",
                        10,
                        "gen_ai.usage.output_tokens",
                        5),
                Spans.with(child(3, 1, 2), "honeyhive_error", "boom")));

        JsonNode summary = console.read("/api/sessions").at("/sessions/0");
        assertThat(summary.path("num_events").asInt()).isEqualTo(3);
        assertThat(summary.path("num_model_events").asInt()).isEqualTo(1);
        assertThat(summary.path("tokens").toString()).isEqualTo("{\"prompt\":10,\"completion\":5,\"total\":15}");
        assertThat(summary.path("errors").asInt()).isEqualTo(1);
        assertThat(summary.path("services").toString()).isEqualTo("[\"shop\"]");
    }

    @Test
    void sessionsList_hasTheOneChangedLastFirst() {
        String other = "00000000-0000-4000-8000-000000000001";
        console.send(Spans.request(child(1, 0, 0)));
        console.post("/v1/sessions", "{\"session_id\":\"" + other + "\"}");

        JsonNode sessions = console.read("/api/sessions").path("sessions");
        assertThat(sessions.findValuesAsText("key")).containsExactly(other, Spans.SESSION);
        long before = sessions.at("/0/updated_at").asLong();
        assertThat(console.read("/api/sessions?limit=1").path("sessions")).hasSize(1);
        assertThat(console.read("/api/sessions?before=" + before)
                        .path("sessions")
                        .findValuesAsText("key"))
                .doesNotContain(other);
    }

    @Test
    void spansFilters_restrict() {
        console.send(Spans.request(child(1, 0, 0), child(2, 1, 0)));

        assertThat(console.read("/api/spans?name=span%202").path("spans")).hasSize(1);
        assertThat(console.read("/api/spans?service=other").path("spans")).isEmpty();
        assertThat(console.read("/api/spans?trace_id=" + Spans.TRACE).path("spans"))
                .hasSize(2);
        assertThat(console.read("/api/spans?session=" + Spans.SESSION).path("spans"))
                .hasSize(2);
    }
}
