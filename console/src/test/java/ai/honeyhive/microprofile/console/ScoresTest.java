/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores of live answers, and finding sessions by them and by more. */
class ScoresTest {
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

    /** A session with one event. */
    private static String event(
            RunningConsole console, String name, String source, String user, long time, String more) {
        String id = UUID.randomUUID().toString();
        String session = UUID.randomUUID().toString();
        String body = """
                {"event_type":"chain","event_name":"%s","event_id":"%s","session_id":"%s","source":"%s","start_time":%d,
                 "inputs":{"q":"%s"},"user_properties":{"user_id":"%s"}%s}
                """.formatted(name, id, session, source, time, name, user, more);
        assertThat(console.post("/v1/events", body).status()).isEqualTo(200);
        return id;
    }

    private static String event(String name, String source, String user, long time, String more) {
        return event(console, name, source, user, time, more);
    }

    @Test
    void evaluators_haveMeanDistributionPassesAndCourseOverTime() {
        event(
                "ask",
                "dev",
                "ada",
                1_000,
                ",\"metrics\":{\"relevance\":0.25,\"relevance_passed\":false,\"why\":\"text\"}");
        event("ask", "dev", "ada", 2_000, ",\"metrics\":{\"relevance\":0.5,\"relevance_passed\":true}");
        event("ask", "prod", "bob", 3_000, ",\"metrics\":{\"relevance\":0.95,\"relevance_passed\":true}");

        JsonNode evaluators = console.read("/api/scores").path("evaluators");
        assertThat(evaluators).hasSize(1);
        JsonNode relevance = evaluators.get(0);
        assertThat(relevance.path("count").asInt()).isEqualTo(3);
        assertThat(relevance.path("mean").asDouble()).isEqualTo((0.25 + 0.5 + 0.95) / 3);
        assertThat(relevance.path("median").asDouble()).isEqualTo(0.5);
        assertThat(relevance.path("pass_rate").asDouble()).isEqualTo(2.0 / 3);
        assertThat(relevance.at("/histogram/counts").toString()).isEqualTo("[0,0,1,0,0,1,0,0,0,1]");
        assertThat(relevance.at("/series/0/mean").asDouble()).isEqualTo(0.25);
        assertThat(relevance.path("series")).hasSize(3);

        assertThat(console.read("/api/scores?source=prod")
                        .at("/evaluators/0/count")
                        .asInt())
                .isEqualTo(1);
        assertThat(console.read("/api/scores?from=1500&to=2500")
                        .at("/evaluators/0/mean")
                        .asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void scoreThatComesLater_countsOnce() {
        String id = event("ask", "dev", "ada", 1_000, ",\"metrics\":{\"relevance\":0.1}");

        console.put("/events", "{\"event_id\":\"" + id + "\",\"metrics\":{\"relevance\":0.75,\"polite\":true}}");

        JsonNode evaluators = console.read("/api/scores").path("evaluators");
        assertThat(evaluators).hasSize(2);
        assertThat(evaluators.at("/0/name").asText()).isEqualTo("polite");
        assertThat(evaluators.at("/1/mean").asDouble()).isEqualTo(0.75);
    }

    @Test
    void scoresOfAnExperiment_areNoLiveTraffic() {
        event("ask", "evaluation", "ada", 1_000, ",\"metadata\":{\"run_id\":\"r\"},\"metrics\":{\"relevance\":1}");

        assertThat(console.read("/api/scores").path("evaluators")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "source=prod, 'second'",
        "user=ada, 'first'",
        "errors=true, 'second'",
        "score=relevance, 'second,first'",
        "score=relevance&below=0.5, 'first'",
        "text=IRS, 'first'",
        "text=%25, ''",
        "text=x&user=ada, ''",
        "source=prod&user=bob, 'second'",
        "from=99999999999999, ''",
        "source=' OR 1=1 --, ''"
    })
    void filter_findsSessionsByWhatTheirEventsAre(String query, String found) {
        event("first", "dev", "ada", 1_000, ",\"metrics\":{\"relevance\":0.25}");
        event("second", "prod", "bob", 2_000, ",\"error\":\"broken\",\"metrics\":{\"relevance\":0.75}");

        JsonNode sessions = console.read(
                        "/api/sessions?" + query.replace(" ", "%20").replace("'", "%27"))
                .path("sessions");

        assertThat(sessions.findValuesAsText("preview"))
                .containsExactlyInAnyOrder(found.isEmpty() ? new String[0] : found.split(","));
    }

    @Test
    void facets_nameWhatThereIsToFilterBy() {
        event("first", "dev", "ada", 1_000, ",\"metrics\":{\"relevance\":0.25,\"ok\":true}");

        assertThat(console.read("/api/facets").toString())
                .isEqualTo("{\"project\":[],\"source\":[\"dev\"],\"user\":[\"ada\"],\"score\":[\"relevance\"]}");
    }

    @Test
    void scoresAndRuns_areThereAfterARestart(@TempDir Path directory) {
        try (RunningConsole before = RunningConsole.in(directory)) {
            event(before, "ask", "dev", "ada", 1_000, ",\"metrics\":{\"relevance\":0.5}");
            before.post("/v1/runs", "{\"name\":\"kept\"}");
        }

        try (RunningConsole after = RunningConsole.in(directory)) {
            assertThat(after.read("/api/scores").at("/evaluators/0/mean").asDouble())
                    .isEqualTo(0.5);
            assertThat(after.read("/api/runs").at("/evaluations/0/name").asText())
                    .isEqualTo("kept");
        }
    }

    @ParameterizedTest
    @CsvSource({"below=many", "from=NaN", "limit=0"})
    void filterThatIsNone_isRefused(String query) {
        assertThat(console.get("/api/sessions?" + query).status()).isEqualTo(400);
    }
}
