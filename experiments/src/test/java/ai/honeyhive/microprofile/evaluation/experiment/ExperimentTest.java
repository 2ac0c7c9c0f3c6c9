/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {

    @TempDir
    Path directory;

    private final EvaluationWorkers workers = EvaluationWorkers.ofThreads(4);

    @AfterEach
    void close() {
        workers.close();
    }

    private Experiment.Builder experiment(int rows) {
        return Experiment.builder("faq", Some.rows(rows), Some.exact(workers));
    }

    @Test
    void every_row_is_answered_judged_and_in_its_place() throws InterruptedException {
        ExperimentResult result = experiment(20)
                .maxWorkers(4)
                .task(datapoint -> datapoint.input("question").equals("q3") ? "wrong" : Some.right(datapoint))
                .run();

        assertThat(result.cases())
                .extracting(CaseResult::datapointId)
                .containsExactly(
                        Some.rows(20).datapoints().stream().map(Datapoint::id).toArray(String[]::new));
        assertThat(result.passes()).containsEntry("EXT-row-3", false).containsEntry("EXT-row-4", true);
        assertThat(result.passRate()).isEqualTo(0.95);
        assertThat(result.meanScore()).hasValue(0.95);
        assertThat(result.count("broken", Status.ERROR)).isEqualTo(20);
        assertThat(result.scores("broken")).isEmpty();
        assertThat(result.cases()).extracting(CaseResult::sessionId).doesNotHaveDuplicates();
    }

    @Test
    void a_failing_task_has_no_score_has_not_passed_and_stops_nothing() throws InterruptedException {
        ExperimentResult result = experiment(4)
                .task(datapoint -> {
                    if (datapoint.input("question").equals("q1")) {
                        throw new StackOverflowTest("the model is away");
                    }
                    return Some.right(datapoint);
                })
                .run();

        assertThat(result.failures()).isEqualTo(1);
        assertThat(result.scores()).hasSize(3).doesNotContainKey("EXT-row-1");
        assertThat(result.meanScore()).hasValue(1);
        assertThat(result.passRate()).isEqualTo(0.75);
        assertThat(result.unjudged()).isZero();
        assertThat(result.cases().get(1).error()).contains("StackOverflowTest").contains("the model is away");
    }

    private static final class StackOverflowTest extends AssertionError {
        private static final long serialVersionUID = 1L;

        StackOverflowTest(String message) {
            super(message);
        }
    }

    @Test
    void max_workers_run_at_a_time_and_no_more() throws InterruptedException {
        CountDownLatch together = new CountDownLatch(3);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        ExperimentResult result = experiment(12)
                .maxWorkers(3)
                .task(datapoint -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    together.countDown();
                    assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
                    now.decrementAndGet();
                    return Some.right(datapoint);
                })
                .run();

        assertThat(result.failures()).isZero();
        assertThat(most).hasValue(3);
    }

    @Test
    void one_worker_is_the_calling_thread() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        experiment(5)
                .maxWorkers(1)
                .task(datapoint -> {
                    threads.add(Thread.currentThread());
                    return "x";
                })
                .run();

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void a_row_passes_if_more_than_half_of_its_repeats_do() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();

        ExperimentResult result = experiment(2)
                .maxWorkers(1)
                .repeats(3)
                .task(datapoint -> calls.getAndIncrement() % 3 == 0
                                || datapoint.input("question").equals("q1")
                        ? "wrong"
                        : Some.right(datapoint))
                .run();

        assertThat(result.cases()).hasSize(6);
        assertThat(result.passes()).containsEntry("EXT-row-0", true).containsEntry("EXT-row-1", false);
        assertThat(result.scores().get("EXT-row-0")).isEqualTo(2.0 / 3);
    }

    @Test
    void a_run_that_crashed_goes_on_and_answers_nothing_twice() throws InterruptedException, IOException {
        Path journal = directory.resolve("faq.journal");
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        Experiment crashing = experiment(6).maxWorkers(1).journal(journal).task(datapoint -> {
            asked.add(datapoint.id());
            if (asked.size() == 4) {
                throw new OutOfMemoryError("as a crash would");
            }
            return Some.right(datapoint);
        });
        assertThatThrownBy(crashing::run).isInstanceOf(OutOfMemoryError.class);
        Files.writeString(journal, "{\"datapoint_id\":\"EXT-row-3\",\"rep", StandardOpenOption.APPEND);
        asked.clear();

        ExperimentResult result = experiment(6)
                .maxWorkers(2)
                .journal(journal)
                .task(datapoint -> {
                    asked.add(datapoint.id());
                    return Some.right(datapoint);
                })
                .run();

        assertThat(asked).containsExactlyInAnyOrder("EXT-row-3", "EXT-row-4", "EXT-row-5");
        assertThat(result.passed()).isEqualTo(6);
        assertThat(journal).doesNotExist();
    }

    @Test
    void a_journal_of_another_experiment_is_refused() throws IOException {
        Path journal = directory.resolve("faq.journal");
        Experiment crashing = experiment(3).maxWorkers(1).journal(journal).task(datapoint -> {
            throw new OutOfMemoryError("as a crash would");
        });
        assertThatThrownBy(crashing::run).isInstanceOf(OutOfMemoryError.class);

        assertThatThrownBy(experiment(4).journal(journal).task(Some::right)::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("faq.journal")
                .hasMessageContaining("dataset_id");
        Files.writeString(journal, "nonsense\n", StandardOpenOption.APPEND);
        assertThatThrownBy(experiment(3).journal(journal).task(Some::right)::run)
                .hasMessageContaining("damaged in line 2");
    }

    @Test
    void a_journal_in_use_is_refused() throws InterruptedException {
        Path journal = directory.resolve("faq.journal");
        ExperimentResult outer = experiment(1)
                .maxWorkers(1)
                .journal(journal)
                .task(datapoint ->
                        experiment(1).journal(journal).task(Some::right).run().name())
                .run();

        assertThat(outer.cases().get(0).error()).contains("in use by another run");
    }

    @Test
    void an_interrupt_ends_the_run_and_the_next_one_goes_on() throws InterruptedException {
        Path journal = directory.resolve("faq.journal");
        Experiment interrupted = experiment(3).maxWorkers(2).journal(journal).task(datapoint -> {
            if (datapoint.input("question").equals("q2")) {
                new CountDownLatch(1).await(); // until somebody interrupts it
            }
            return Some.right(datapoint);
        });
        CountDownLatch ended = new CountDownLatch(1);
        Thread runner = new Thread(() -> {
            try {
                interrupted.run();
            } catch (InterruptedException e) {
                ended.countDown();
            }
        });
        runner.start();
        runner.interrupt();

        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(experiment(3).journal(journal).task(Some::right).run().passed())
                .isEqualTo(3);
    }

    @Test
    void progress_counts_to_the_end() throws InterruptedException {
        Queue<Integer> counts = new ConcurrentLinkedQueue<>();

        experiment(7)
                .maxWorkers(3)
                .progress((done, total, result) -> counts.add(done * 100 + total))
                .task(Some::right)
                .run();

        assertThat(counts).containsExactly(107, 207, 307, 407, 507, 607, 707);
    }

    @Test
    void a_result_reads_back_from_its_json() throws InterruptedException, IOException {
        ExperimentResult result = experiment(3).task(Some::right).run();
        Path file = directory.resolve("result.json");
        Files.writeString(file, result.toJson());

        ExperimentResult read = ExperimentResult.read(file);

        assertThat(read.toJson()).isEqualTo(result.toJson());
        assertThat(read.scores()).isEqualTo(result.scores());
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> ExperimentResult.read(file)).hasMessageContaining("result.json is no result");
    }

    @Test
    void credentials_of_a_remote_are_left_out() {
        for (String remote : List.of(
                "https://user:token@example.com/a.git",
                "https://token@example.com/a.git?x=token",
                "https://example.com/a.git")) {
            assertThat(GitMetadata.withoutCredentials(remote)).isEqualTo("https://example.com/a.git");
        }
        assertThat(GitMetadata.withoutCredentials("git@example.com:a.git")).isEqualTo("git@example.com:a.git");
    }
}
