/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire, against the stand-in. */
class HoneyHiveRunTest {

    @TempDir
    Path directory;

    private final EvaluationWorkers workers = EvaluationWorkers.ofThreads(2);
    private final HoneyHiveStandIn honeyHive = new HoneyHiveStandIn();

    @AfterEach
    void close() {
        workers.close();
        honeyHive.close();
    }

    private Experiment.Builder experiment(int rows, String key) {
        return Experiment.builder("faq", Some.rows(rows), Some.exact(workers))
                .maxWorkers(2)
                .honeyHive(HoneyHiveRuns.at(honeyHive.uri(), () -> key));
    }

    @Test
    void a_run_is_created_filled_and_closed() throws InterruptedException {
        ExperimentResult result = experiment(2, HoneyHiveStandIn.KEY)
                .task(datapoint -> {
                    if (datapoint.input("question").equals("q1")) {
                        throw new IllegalStateException("away");
                    }
                    return Some.right(datapoint);
                })
                .run();

        assertThat(result.notes()).isEmpty();
        assertThat(honeyHive.calls()).hasSize(2 + 3 * 2);
        assertThat(honeyHive.calls().get(0).line()).isEqualTo("POST /v1/runs");
        assertThat(honeyHive.calls().get(0).headers().get("Hh-client-language")).containsExactly("java");
        Map<?, ?> created = honeyHive.calls().get(0).body();
        assertThat(created.get("run_id")).isEqualTo(result.runId());
        assertThat(created.containsKey("dataset_id")).isTrue();
        assertThat(created.get("dataset_id")).isNull();
        assertThat(created.get("status")).isEqualTo("pending");
        assertThat(created.get("datapoint_ids")).isEqualTo(List.of("EXT-row-0", "EXT-row-1"));
        assertThat((Map<?, ?>) created.get("metadata"))
                .satisfies(metadata ->
                        assertThat(metadata.get("offline_dataset_id")).isEqualTo(result.datasetId()));

        CaseResult first = result.cases().get(0);
        Map<?, ?> links =
                Map.of("run_id", result.runId(), "dataset_id", result.datasetId(), "datapoint_id", "EXT-row-0");
        assertThat(of("POST /session/start", "session", first)).satisfies(session -> {
            assertThat(session.get("metadata")).isEqualTo(links);
            assertThat(session.get("source")).isEqualTo("evaluation");
            assertThat(session.get("session_name")).isEqualTo("faq");
            assertThat(session.get("inputs")).isEqualTo(Map.of("question", "q0"));
        });
        assertThat(of("POST /v1/events", "", first)).satisfies(event -> {
            assertThat(event.get("event_type")).isEqualTo("chain");
            assertThat(event.get("event_id")).isEqualTo(first.eventId());
            assertThat(event.get("parent_id")).isEqualTo(first.sessionId());
            assertThat(event.get("metadata")).isEqualTo(links);
            assertThat(event.get("outputs")).isEqualTo(Map.of("result", "answer 0"));
            assertThat(((Map<?, ?>) event.get("metrics")).get("exact-match").toString())
                    .isEqualTo("1.0");
            assertThat(((Map<?, ?>) event.get("metrics")).containsKey("broken")).isFalse();
            assertThat(event.containsKey("error")).isFalse();
        });
        assertThat(of("POST /v1/events", "", result.cases().get(1))).satisfies(event -> {
            assertThat(event.get("error")).isEqualTo("java.lang.IllegalStateException: away");
            assertThat(event.get("metrics")).isEqualTo(Map.of());
        });
        assertThat(honeyHive.calls("PUT /events")).anySatisfy(call -> {
            assertThat(call.body().get("event_id")).isEqualTo(first.sessionId());
            assertThat(call.body().get("feedback")).isEqualTo(Map.of("ground_truth", "answer 0"));
        });
        HoneyHiveStandIn.Call closed = honeyHive.calls().get(7);
        assertThat(closed.line()).isEqualTo("PUT /v1/runs/" + result.runId());
        assertThat(closed.body().get("status")).isEqualTo("completed");
        assertThat(closed.body().get("event_ids"))
                .isEqualTo(result.cases().stream().map(CaseResult::sessionId).toList());
    }

    private Map<?, ?> of(String line, String inside, CaseResult result) {
        return honeyHive.calls(line).stream()
                .map(call ->
                        inside.isEmpty() ? call.body() : (Map<?, ?>) call.body().get(inside))
                .filter(body -> result.sessionId().equals(body.get("session_id")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_busy_server_is_asked_again() throws InterruptedException {
        honeyHive.answerWith(503, 429);

        assertThat(experiment(1, HoneyHiveStandIn.KEY).task(Some::right).run().notes())
                .isEmpty();
        assertThat(honeyHive.calls("POST /v1/runs")).hasSize(1);
    }

    @Test
    void a_refusal_stops_nothing_is_told_and_holds_no_key() throws InterruptedException {
        ExperimentResult result =
                experiment(3, "hh_wrong-4711").task(Some::right).run();

        assertThat(result.passed()).isEqualTo(3);
        assertThat(result.notes()).hasSize(3);
        assertThat(result.notes().get(2))
                .contains("3 of 3 cases were not taken")
                .contains("401");
        assertThat(result.toJson()).doesNotContain("4711");
    }

    @Test
    void a_key_that_is_no_header_is_not_quoted() throws InterruptedException {
        ExperimentResult result =
                experiment(1, "hh_4711\nX: y").task(Some::right).run();

        assertThat(result.notes())
                .isNotEmpty()
                .allSatisfy(note -> assertThat(note).doesNotContain("4711"));
        assertThat(honeyHive.calls()).isEmpty();
    }

    @Test
    void a_redirect_gets_no_key() throws InterruptedException {
        try (HoneyHiveStandIn other = new HoneyHiveStandIn()) {
            honeyHive.redirectTo(other.uri());

            ExperimentResult result =
                    experiment(1, HoneyHiveStandIn.KEY).task(Some::right).run();

            assertThat(other.calls()).isEmpty();
            assertThat(result.notes().get(0)).contains("307").contains("redirects are not followed");
        }
    }

    @Test
    void a_resumed_run_keeps_its_id_and_sends_no_case_twice() throws InterruptedException {
        Path journal = directory.resolve("faq.journal");
        Experiment crashing = experiment(3, HoneyHiveStandIn.KEY)
                .maxWorkers(1)
                .journal(journal)
                .task(datapoint -> {
                    if (datapoint.input("question").equals("q2")) {
                        throw new OutOfMemoryError("as a crash would");
                    }
                    return Some.right(datapoint);
                });
        assertThatThrownBy(crashing::run).isInstanceOf(OutOfMemoryError.class);

        ExperimentResult result = experiment(3, HoneyHiveStandIn.KEY)
                .journal(journal)
                .task(Some::right)
                .run();

        assertThat(honeyHive.calls("POST /v1/events")).hasSize(3);
        Set<Object> runIds = new HashSet<>();
        honeyHive.calls("POST /v1/runs").forEach(call -> runIds.add(call.body().get("run_id")));
        assertThat(runIds).containsExactly(result.runId());
    }

    @Test
    void only_https_leaves_this_machine() {
        assertThatThrownBy(() -> HoneyHiveRuns.at(URI.create("http://api.example.com"), () -> "k"))
                .hasMessageContaining("must be https");
        assertThatThrownBy(() -> HoneyHiveRuns.at(URI.create("localhost:80"), () -> "k"))
                .hasMessageContaining("https");
    }
}
