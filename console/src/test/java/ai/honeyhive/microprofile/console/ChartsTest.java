/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Latency, tokens, cost and errors over time, and sessions by their cost. */
class ChartsTest {
    private static final String CHEAP = UUID.randomUUID().toString();
    private static final String DEAR = UUID.randomUUID().toString();
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        console = RunningConsole.inMemory();
        // Twenty calls of 10, 20 … 200 ms, one a second; each 100 and 10 tokens; the last four fail.
        for (int i = 1; i <= 20; i++) {
            model(i <= 10 ? CHEAP : DEAR, "dev", i * 1000L, i * 10L, i <= 10 ? 0.001 : 0.01, i > 16);
        }
        model(UUID.randomUUID().toString(), "prod", 500_000, 7, 0, false);
        event(CHEAP, "chain", "dev", 1000, 5000, "", "");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static void model(String session, String source, long start, long millis, double cost, boolean failed) {
        event(
                session,
                "model",
                source,
                start,
                start + millis,
                ",\"metadata\":{\"prompt_tokens\":100,\"completion_tokens\":10%s}"
                        .formatted(cost > 0 ? ",\"cost\":" + cost : ""),
                failed ? ",\"error\":\"no answer\"" : "");
    }

    private static void event(
            String session, String type, String source, long start, long end, String metadata, String error) {
        String body = """
                {"event_type":"%s","event_name":"call","event_id":"%s","session_id":"%s","source":"%s","start_time":%d,
                 "end_time":%d,"inputs":{"q":"why"}%s%s}
                """.formatted(type, UUID.randomUUID(), session, source, start, end, metadata, error);
        assertThat(console.post("/v1/events", body).status()).isEqualTo(200);
    }

    @Test
    void modelCalls_haveLatencyTokensCostAndErrorsInAllAndInSteps() {
        JsonNode charts = console.read("/api/charts?source=dev");

        JsonNode total = charts.path("total");
        assertThat(total.path("calls").asInt()).isEqualTo(20);
        // Nearest rank: the 10th and the 19th of twenty.
        assertThat(total.path("p50").asDouble()).isEqualTo(100);
        assertThat(total.path("p95").asDouble()).isEqualTo(190);
        assertThat(total.path("prompt_tokens").asInt()).isEqualTo(2000);
        assertThat(total.path("completion_tokens").asInt()).isEqualTo(200);
        assertThat(total.path("cost").asDouble()).isCloseTo(0.11, within(1e-12));
        assertThat(total.path("errors").asInt()).isEqualTo(4);

        JsonNode steps = charts.path("steps");
        assertThat(steps).hasSize(40);
        assertThat(steps.get(0).path("time").asDouble()).isEqualTo(1000);
        assertThat(steps.get(0).path("p50").asDouble()).isEqualTo(10);
        assertThat(steps.get(1).has("p50")).isFalse();
        assertThat(steps.get(39).path("errors").asInt()).isEqualTo(1);
        int calls = 0;
        for (JsonNode step : steps) {
            calls += step.path("calls").asInt();
        }
        assertThat(calls).isEqualTo(20);
    }

    @Test
    void otherTypesSourcesAndTimes_areApart() {
        assertThat(console.read("/api/charts?type=chain").at("/total/p50").asDouble())
                .isEqualTo(4000);
        assertThat(console.read("/api/charts?source=prod").at("/total/calls").asInt())
                .isEqualTo(1);
        assertThat(console.read("/api/charts?from=20000&to=20001")
                        .at("/total/errors")
                        .asInt())
                .isEqualTo(1);
        JsonNode none = console.read("/api/charts?type=tool");
        assertThat(none.at("/total/calls").asInt()).isZero();
        assertThat(none.path("steps")).isEmpty();
    }

    @Test
    void session_isFoundByWhatItsEventsHaveCostTogether() {
        assertThat(console.read("/api/sessions?cost=0.05").path("sessions"))
                .singleElement()
                .satisfies(session -> {
                    assertThat(session.path("key").asText()).isEqualTo(DEAR);
                    assertThat(session.path("cost").asDouble()).isCloseTo(0.1, within(1e-12));
                });
        assertThat(console.read("/api/sessions?cost=0.01").path("sessions")).hasSize(2);
        assertThat(console.get("/api/sessions?cost=much").status()).isEqualTo(400);
    }

    @Test
    void costThatComesLater_counts() {
        String id = UUID.randomUUID().toString();
        String session = UUID.randomUUID().toString();
        console.post("/v1/events", """
                {"event_type":"model","event_name":"call","event_id":"%s","session_id":"%s","source":"late","start_time":1,
                 "inputs":{"q":"why"}}""".formatted(id, session));
        assertThat(console.put("/v1/events/" + id, "{\"metadata\":{\"cost\":0.25}}")
                        .status())
                .isEqualTo(200);

        assertThat(console.read("/api/charts?source=late").at("/total/cost").asDouble())
                .isEqualTo(0.25);
        assertThat(console.call("GET", "/charts.js", Map.of(), new byte[0]).status())
                .isEqualTo(200);
    }
}
