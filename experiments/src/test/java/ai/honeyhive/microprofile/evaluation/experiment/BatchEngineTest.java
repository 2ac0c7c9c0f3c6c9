/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.JobInstance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Experiments as jobs of a real batch runtime, JBeret. */
@Timeout(60)
class BatchEngineTest {

    private static final String JOB = "honeyhive-experiment";

    /** JBeret asks for the container of this name, and starts one of its own where there is none. */
    private static final WeldContainer CONTAINER = new Weld("STATIC_INSTANCE")
            .disableDiscovery()
            .addBeanClass(BatchEngineTest.class)
            .initialize();

    @TempDir
    Path directory;

    private final JobOperator operator = BatchRuntime.getJobOperator();
    private final EvaluationWorkers workers = EvaluationWorkers.ofThreads(4);
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    @AfterAll
    static void stop() {
        CONTAINER.close();
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private Experiment.Builder experiment(int rows) {
        return Experiment.builder("faq", Some.rows(rows), Some.exact(workers)).engine(BatchEngine.of(operator, 3));
    }

    private String answer(Datapoint row) {
        String question = row.input("question");
        asked.computeIfAbsent(question, q -> new AtomicInteger()).incrementAndGet();
        if (question.endsWith("7")) {
            throw new IllegalStateException("the model is away");
        }
        return question.endsWith("3") ? "wrong" : Some.right(row);
    }

    @Test
    void partitions_come_to_the_same_result_as_threads() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        ExperimentResult result = experiment(40)
                .task(row -> {
                    threads.add(Thread.currentThread());
                    return answer(row);
                })
                .run();

        ExperimentResult here = Experiment.builder("faq", Some.rows(40), Some.exact(workers))
                .task(this::answer)
                .run();
        assertThat(threads).hasSizeGreaterThan(1).doesNotContain(Thread.currentThread());
        assertThat(result.scores()).isEqualTo(here.scores());
        assertThat(result.passes()).isEqualTo(here.passes());
        assertThat(result.meanScore()).isEqualTo(here.meanScore());
        assertThat(result.failures()).isEqualTo(4).isEqualTo(here.failures());
        assertThat(latest().getBatchStatus()).isEqualTo(BatchStatus.COMPLETED);
    }

    @Test
    void job_stopped_in_mid_run_and_restarted_scores_every_row_once() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        Path journal = directory.resolve("faq.journal");
        int instances = instances();
        Experiment first = experiment(40).journal(journal).task(row -> {
            String answer = answer(row);
            if (asked.size() >= 10) {
                reached.countDown();
                hanging.await();
            }
            return answer;
        });
        CompletableFuture<ExperimentResult> run = async(first);
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        operator.stop(latest().getExecutionId());
        hanging.countDown();
        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS))
                .hasMessageContaining("STOPPED")
                .hasMessageContaining("journal");
        assertThat(asked.size()).isBetween(10, 39);

        ExperimentResult result =
                experiment(40).journal(journal).task(this::answer).run();

        assertThat(instances()).as("the same job, restarted").isEqualTo(instances + 1);
        assertThat(operator.getJobExecutions(instance())).hasSize(2);
        assertThat(asked).hasSize(40);
        assertThat(asked.values()).extracting(AtomicInteger::get).containsOnly(1);
        assertThat(result.cases())
                .extracting(CaseResult::datapointId)
                .containsExactly(
                        Some.rows(40).datapoints().stream().map(Datapoint::id).toArray(String[]::new));
        assertThat(result.passRate()).isEqualTo(0.8);
        assertThat(journal).doesNotExist();
    }

    @Test
    void interrupt_stops_the_job_and_waits_for_the_cases_under_way() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(3);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Experiment experiment = experiment(40).task(row -> {
            reached.countDown();
            hanging.await();
            return answer(row);
        });
        Thread caller = new Thread(() -> {
            try {
                experiment.run();
                thrown.complete(new AssertionError("it went on"));
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });
        caller.start();
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();
        while (latest().getBatchStatus() == BatchStatus.STARTED) {
            Thread.onSpinWait();
        }
        hanging.countDown();

        assertThat(thrown.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(asked).hasSizeLessThan(40);
        assertThat(latest().getBatchStatus()).isEqualTo(BatchStatus.STOPPED);
    }

    @Test
    void what_handing_in_a_result_throws_ends_the_run() {
        Experiment experiment = experiment(40)
                .progress((done, total, result) -> {
                    throw new IllegalStateException("the disk is full");
                })
                .task(this::answer);

        assertThatThrownBy(experiment::run)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the disk is full");
    }

    private CompletableFuture<ExperimentResult> async(Experiment experiment) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return experiment.run();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    private int instances() {
        return operator.getJobNames().contains(JOB) ? operator.getJobInstanceCount(JOB) : 0;
    }

    private JobInstance instance() {
        return operator.getJobInstances(JOB, 0, 1).get(0);
    }

    private JobExecution latest() {
        List<JobExecution> executions = operator.getJobExecutions(instance());
        return executions.stream()
                .max((one, other) -> Long.compare(one.getExecutionId(), other.getExecutionId()))
                .orElseThrow();
    }
}
