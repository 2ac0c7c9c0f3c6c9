/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.audit.internal.sink.PostgresServer;
import ai.honeyhive.microprofile.console.store.Storage;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same console with its data in a real PostgreSQL; skipped where there is none. */
class PostgresTest {
    private static final long START_NANOS = 60_000_000_000L;
    private static PostgresServer server;
    private static Storage storage;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
        long end = System.nanoTime() + START_NANOS;
        while (!answers() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        storage = new Storage.PostgreSql(server.url(), "audit", null);
    }

    private static boolean answers() {
        try (Connection connection = DriverManager.getConnection(server.url(), "audit", "")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void clear() {
        try (RunningConsole console = RunningConsole.on(storage)) {
            console.call("DELETE", "/api/data", Map.of(), new byte[0]);
        }
    }

    @Test
    void restart_keepsEverythingAndEveryViewReadsIt() {
        String run = UUID.randomUUID().toString();
        JsonNode before;
        try (RunningConsole console = RunningConsole.on(storage)) {
            assertThat(console.read("/api/health").path("storage").asText()).startsWith("PostgreSQL, 127.0.0.1:");
            console.send(Spans.request(Spans.with(
                    Spans.span("b7ad6b7169203331", "ask"),
                    "honeyhive_event_type",
                    "model",
                    "honeyhive_inputs.q",
                    "why",
                    "honeyhive_metadata.cost",
                    0.5,
                    "honeyhive_metrics.relevance",
                    0.25)));
            console.post("/v1/runs", "{\"run_id\":\"%s\",\"name\":\"first\",\"event_ids\":[]}".formatted(run));
            console.put("/v1/runs/" + run, "{\"name\":\"second\",\"status\":\"completed\"}");
            before = console.read("/api/sessions/" + Spans.SESSION);
            console.post("/api/tracers", TracersTest.REPORT);
        }

        try (RunningConsole console = RunningConsole.on(storage)) {
            assertThat(console.read("/api/sessions/" + Spans.SESSION)).isEqualTo(before);
            console.send(Spans.request(Spans.chain("b7ad6b7169203332", "after the restart")));
            assertThat(console.read("/api/sessions/" + Spans.SESSION).path("events"))
                    .hasSize(2);

            String all = "/api/sessions?text=%s&source=test&errors=%s&score=relevance&below=0.3&cost=0.5&from=1";
            assertThat(console.read(all.formatted("WHY", "false")).path("sessions"))
                    .hasSize(1);
            assertThat(console.read(all.formatted("100%25_", "false")).path("sessions"))
                    .isEmpty();
            assertThat(console.read(all.formatted("why", "true")).path("sessions"))
                    .isEmpty();
            assertThat(console.read("/api/facets").at("/score/0").asText()).isEqualTo("relevance");
            assertThat(console.read("/api/scores").at("/evaluators/0/mean").asDouble())
                    .isEqualTo(0.25);
            assertThat(console.read("/api/charts").at("/total/cost").asDouble()).isEqualTo(0.5);
            assertThat(console.read("/api/spans").path("spans")).hasSize(2);
            assertThat(console.read("/api/requests").path("requests")).hasSize(4);
            console.post("/api/tracers", TracersTest.REPORT);
            JsonNode tracers = console.read("/api/tracers").path("tracers");
            assertThat(tracers).hasSize(1);
            assertThat(console.read("/api/tracers/" + tracers.at("/0/key").asText())
                            .path("history"))
                    .hasSize(2);
            assertThat(console.read("/api/runs").toString())
                    .contains(run, "second")
                    .doesNotContain("first");
        }
    }

    @Test
    void textThatPostgresDoesNotTake_isKeptAllTheSame() {
        try (RunningConsole console = RunningConsole.on(storage)) {
            String escaped = "\\u0000 \\ud800 \\u202e ' OR 1=1 --";
            RunningConsole.Reply reply =
                    console.post(RunningConsole.TRACES, """
                    {"resourceSpans":[{"scopeSpans":[{"scope":{"name":"s"},"spans":[{
                    "traceId":"%s","spanId":"b7ad6b7169203331","name":"%s","attributes":[
                    {"key":"honeyhive.session_id","value":{"stringValue":"%s"}},
                    {"key":"honeyhive_metrics.%s","value":{"doubleValue":1}},
                    {"key":"honeyhive_event_id","value":{"stringValue":"%s"}},
                    {"key":"honeyhive.session_auto_create","value":{"boolValue":true}}]}]}]}]}
                    """.formatted(Spans.TRACE, escaped, escaped, escaped, escaped));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(console.post("/api/tracers", TracersTest.REPORT.replace("payments", escaped))
                            .status())
                    .isEqualTo(200);
            assertThat(console.read("/api/tracers").path("tracers")).hasSize(1);
            assertThat(console.read("/api/sessions").path("sessions")).hasSize(1);
            assertThat(console.get("/api/sessions/%00x").status()).isEqualTo(400);
            assertThat(console.get("/api/sessions?source=%00&text=%00").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void secondConsoleOnTheSameDatabase_isRefused() {
        try (RunningConsole console = RunningConsole.on(storage)) {
            assertThatThrownBy(() -> RunningConsole.on(storage).close())
                    .hasStackTraceContaining("another console works on this database");
            assertThat(console.read("/api/health").path("status").asText()).isEqualTo("ok");
        }
    }
}
