/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.console.RunningConsole.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of experiments, by the contract's sections 4.5 and 5. */
class RunsTest {
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

    private static String run(String more) {
        Reply reply = console.post("/v1/runs", "{\"name\":\"faq\"" + more + "}");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.json().path("run_id").asText();
    }

    /** One case of a run: a session and its event, as the SDKs send them. */
    private static void add(String run, String datapoint, String metrics) {
        String session = UUID.randomUUID().toString();
        String links = "\"metadata\":{\"run_id\":\"%s\",\"dataset_id\":\"EXT-d\",\"datapoint_id\":\"%s\"}"
                .formatted(run, datapoint);
        assertThat(console.post("/session/start", "{\"session\":{\"session_id\":\"" + session + "\"," + links + "}}")
                        .status())
                .isEqualTo(200);
        assertThat(console.post(
                                "/v1/events",
                                "{\"event_type\":\"chain\",\"event_name\":\"faq\",\"inputs\":{},\"session_id\":\""
                                        + session + "\"," + links + ",\"metrics\":" + metrics + "}")
                        .status())
                .isEqualTo(200);
    }

    private static JsonNode read(String path) {
        Reply reply = console.getWithKey(path);
        assertThat(reply.status()).as(path + reply).isEqualTo(200);
        return reply.json();
    }

    @Test
    void run_isCreatedClosedListedAndDeleted() {
        String id = run(
                ",\"dataset_id\":null,\"status\":\"pending\",\"datapoint_ids\":[\"a\"],\"configuration\":{\"x\":1}");

        Reply closed = console.put("/v1/runs/" + id, "{\"status\":\"completed\",\"event_ids\":[\"e\"]}");
        assertThat(closed.json().at("/evaluation/status").asText()).isEqualTo("completed");
        JsonNode listed = read("/v1/runs?status=completed");
        assertThat(listed.at("/evaluations/0/run_id").asText()).isEqualTo(id);
        assertThat(listed.at("/evaluations/0/configuration/x").asInt()).isEqualTo(1);
        assertThat(listed.at("/pagination/total").asInt()).isEqualTo(1);
        assertThat(read("/v1/runs?status=failed").path("evaluations")).isEmpty();

        Reply deleted = console.call(
                "DELETE", "/v1/runs/" + id, Map.of("Authorization", "Bearer " + RunningConsole.KEY), new byte[0]);
        assertThat(deleted.json().path("deleted").asBoolean()).isTrue();
        assertThat(console.getWithKey("/v1/runs/" + id).status()).isEqualTo(404);
    }

    @Test
    void runSentAgain_staysOneRun() {
        String id = UUID.randomUUID().toString();
        run(",\"run_id\":\"" + id + "\"");
        run(",\"run_id\":\"" + id + "\",\"description\":\"again\"");

        assertThat(read("/v1/runs").path("evaluations")).hasSize(1);
        assertThat(read("/v1/runs/" + id).at("/evaluation/description").asText())
                .isEqualTo("again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\" \"}",
                "{\"name\":\"x\",\"run_id\":\"no-uuid\"}",
                "{\"name\":\"x\",\"unknown\":1}",
                "{\"name\":\"x\",\"status\":\"done\"}"
            })
    void runThatIsNone_isRefused(String body) {
        assertThat(console.post("/v1/runs", body).status()).isEqualTo(400);
        assertThat(read("/v1/runs").path("evaluations")).isEmpty();
    }

    @Test
    void summary_hasMetricsOfTheRunsEvents_andJudgesThemByTheRanges() {
        String id = run(",\"passing_ranges\":{\"f1\":{\"min\":0.5}}");
        add(id, "a", "{\"f1\":0.25,\"f1_explanation\":\"why\",\"ok\":true}");
        add(id, "b", "{\"f1\":0.75,\"ok\":false}");
        add(run(""), "a", "{\"f1\":1}");

        JsonNode summary = read("/v1/runs/" + id + "/summary");
        assertThat(summary.path("passed").toString()).isEqualTo("[\"b\"]");
        assertThat(summary.path("failed").toString()).isEqualTo("[\"a\"]");
        assertThat(summary.path("success").asBoolean()).isFalse();
        JsonNode f1 = summary.at("/metrics/details/0");
        assertThat(f1.path("metric_name").asText()).isEqualTo("f1");
        assertThat(f1.path("aggregate").asDouble()).isEqualTo(0.5);
        assertThat(f1.path("values").toString()).isEqualTo("[0.25,0.75]");
        assertThat(summary.at("/metrics/details/1/aggregate").asDouble()).isEqualTo(0.5);
        assertThat(read("/v1/runs/" + id + "/summary?aggregate_function=max")
                        .at("/metrics/details/0/aggregate")
                        .asDouble())
                .isEqualTo(0.75);
        assertThat(console.getWithKey("/v1/runs/" + id + "/summary?aggregate_function=mode")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void comparison_pairsCasesByTheirDatapoint() {
        String before = run("");
        add(before, "a", "{\"f1\":0.5}");
        add(before, "b", "{\"f1\":0.5}");
        add(before, "gone", "{\"f1\":0}");
        String now = run("");
        add(now, "a", "{\"f1\":0.75}");
        add(now, "b", "{\"f1\":0.25}");
        add(now, "new", "{\"f1\":1}");

        JsonNode comparison = read("/v1/runs/" + now + "/compare/" + before);
        JsonNode f1 = comparison.at("/metrics/0");
        assertThat(f1.path("new_aggregate").asDouble()).isEqualTo(2.0 / 3);
        assertThat(f1.path("old_aggregate").asDouble()).isEqualTo(1.0 / 3);
        assertThat(f1.path("percentage_change").asDouble()).isEqualTo(100);
        assertThat(f1.path("improved").toString()).isEqualTo("[\"a\"]");
        assertThat(f1.path("degraded").toString()).isEqualTo("[\"b\"]");
        assertThat(comparison.path("commonDatapoints").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(comparison.at("/event_details/0/presence").asText()).isEqualTo("both");

        JsonNode events = read("/v1/runs/" + now + "/compare/" + before + "/events");
        assertThat(events.path("totalEvents").asInt()).isEqualTo(2);
        assertThat(events.at("/events/0/event_1/metrics/f1").asDouble()).isEqualTo(0.75);
        assertThat(events.at("/events/0/event_2/metrics/f1").asDouble()).isEqualTo(0.5);
    }

    @Test
    void sessionsOfARun_areFoundByIt() {
        String id = run("");
        add(id, "a", "{\"f1\":1}");
        add(run(""), "a", "{\"f1\":1}");

        assertThat(console.read("/api/sessions?run=" + id).path("sessions")).hasSize(1);
    }
}
