/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.evaluation.experiment.CaseResult;
import ai.honeyhive.microprofile.evaluation.experiment.CaseWorker;
import ai.honeyhive.microprofile.evaluation.experiment.Dataset;
import ai.honeyhive.microprofile.evaluation.experiment.Experiment;
import ai.honeyhive.microprofile.evaluation.experiment.ExperimentResult;
import ai.honeyhive.microprofile.evaluation.experiment.Task;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(240)
class KafkaEngineTest {

    private static final int ROWS = 240;

    /** Twice what Kafka takes unless set. */
    private static final String LARGE = "x".repeat(2 << 20);

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @TempDir
    static Path directory;

    private static Broker broker;

    @BeforeAll
    static void start() throws Exception {
        WorkerProcess.propagateTraces();
        broker = Broker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void one_of_three_workers_killed_in_mid_run_and_every_row_is_scored_once_as_in_process(WorkerProcess.Kind kind)
            throws Exception {
        Path dataset = dataset();
        List<Path> logs = IntStream.range(0, 3)
                .mapToObj(i -> directory.resolve(kind + "-worker-" + i))
                .toList();
        List<Process> workers = new ArrayList<>();
        try {
            await(() -> members("faq-workers") == 0); // those of the other kind were killed
            workers.add(worker(kind, logs.get(0), "-Dtest.hang.at=9"));
            workers.add(worker(kind, logs.get(1), "-Dtest.hang.at=-1"));
            workers.add(worker(kind, logs.get(2), "-Dtest.hang.at=-1"));
            await(() -> members("faq-workers") == 3);
            CompletableFuture<ExperimentResult> run = async(() -> Faq.run(broker.address(), dataset));
            await(() ->
                    Files.exists(logs.get(0)) && Files.readAllLines(logs.get(0)).size() >= 9);
            assertThat(run).isNotDone();
            workers.get(0).destroyForcibly().waitFor(); // kill -9, with cases under way

            ExperimentResult result = run.get(120, TimeUnit.SECONDS);

            assertThat(result.cases())
                    .extracting(CaseResult::datapointId)
                    .containsExactlyElementsOf(IntStream.range(0, ROWS)
                            .mapToObj(i -> "EXT-row-" + i)
                            .toList());
            ExperimentResult here = inProcess(dataset);
            assertThat(result.scores()).isEqualTo(here.scores());
            assertThat(result.scores("rouge-l")).isEqualTo(here.scores("rouge-l"));
            assertThat(result.passes()).isEqualTo(here.passes());
            assertThat(result.meanScore()).isEqualTo(here.meanScore());
            assertThat(result.failures()).isEqualTo(ROWS / 10).isEqualTo(here.failures());
            for (Path log : logs) {
                assertThat(Files.readAllLines(log)).isNotEmpty().containsOnly(TRACE);
            }
        } finally {
            for (Process worker : workers) {
                worker.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void a_worker_that_judges_by_other_evaluators_is_found_out() throws Exception {
        Map<String, String> client = Map.of("bootstrap.servers", broker.address());
        try (EvaluationWorkers threads = EvaluationWorkers.ofThreads(1)) {
            EvaluationPipeline other = EvaluationPipeline.builder("quality", threads)
                    .add(Evaluators.builtIn().create("exact-match"))
                    .version("2")
                    .build();
            KafkaWorker worker = new KafkaWorker(client, "other", new CaseWorker(other, Faq::answer), 1);
            CompletableFuture<Object> working = async(() -> {
                worker.run();
                return "ended";
            });
            Experiment experiment = Experiment.builder("faq", Dataset.read(dataset()), Faq.quality(threads))
                    .engine(KafkaEngine.of(client, "other", 1))
                    .task(Faq::answer);

            assertThatThrownBy(experiment::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("quality/1 exact-match/1 rouge-l/1")
                    .hasMessageContaining("quality/2 exact-match/1");
            worker.close();
            assertThat(working.get(60, TimeUnit.SECONDS)).isEqualTo("ended");
        }
    }

    @Test
    void without_a_worker_the_run_ends_and_says_where_its_cases_are() {
        try (EvaluationWorkers threads = EvaluationWorkers.ofThreads(1)) {
            Experiment experiment = Experiment.builder("faq", Dataset.read(dataset()), Faq.quality(threads))
                    .engine(KafkaEngine.of(Map.of("bootstrap.servers", broker.address()), "nobody", 1)
                            .silence(Duration.ofMillis(500)))
                    .task(Faq::answer);

            assertThatThrownBy(experiment::run)
                    .hasMessageContaining("no worker answered")
                    .hasMessageContaining("nobody-requests");
        }
    }

    @Test
    void a_row_larger_than_kafka_takes_ends_the_run_by_its_name() {
        try (EvaluationWorkers threads = EvaluationWorkers.ofThreads(1)) {
            Experiment experiment = Experiment.builder("faq", row("large", LARGE), Faq.quality(threads))
                    .engine(KafkaEngine.of(Map.of("bootstrap.servers", broker.address()), "large-rows", 1))
                    .task(Faq::answer);

            assertThatThrownBy(experiment::run)
                    .hasMessageContaining("EXT-large#0")
                    .hasMessageContaining("max.request.size");
        }
    }

    @Test
    void a_result_larger_than_kafka_takes_ends_the_run_by_its_name() throws Exception {
        Map<String, String> client = Map.of("bootstrap.servers", broker.address());
        Task verbose = (row, sample) -> sample.output(LARGE);
        try (EvaluationWorkers threads = EvaluationWorkers.ofThreads(1)) {
            EvaluationPipeline pipeline = Faq.quality(threads);
            KafkaWorker worker = new KafkaWorker(client, "large-results", new CaseWorker(pipeline, verbose), 1);
            CompletableFuture<Object> working = async(() -> {
                worker.run();
                return "ended";
            });
            Experiment experiment = Experiment.builder("faq", row("small", "q1"), pipeline)
                    .engine(KafkaEngine.of(client, "large-results", 1))
                    .task(verbose);

            assertThatThrownBy(experiment::run)
                    .hasMessageContaining("EXT-small#0")
                    .hasMessageContaining("max.request.size");
            worker.close();
            assertThat(working.get(60, TimeUnit.SECONDS)).isEqualTo("ended");
        }
    }

    private static Dataset row(String id, String question) {
        try {
            return Dataset.read(Files.writeString(
                    directory.resolve(id + ".jsonl"),
                    "{\"id\":\"" + id + "\",\"inputs\":{\"question\":\"" + question + "\"},\"ground_truth\":\"a\"}\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path dataset() {
        try {
            return Files.writeString(
                    directory.resolve("faq.jsonl"),
                    IntStream.range(0, ROWS)
                            .mapToObj(i -> "{\"id\":\"row-" + i + "\",\"inputs\":{\"question\":\"q" + i
                                    + "\"},\"ground_truth\":\"answer " + i + "\"}\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ExperimentResult inProcess(Path dataset) throws InterruptedException {
        try (EvaluationWorkers threads = EvaluationWorkers.ofThreads(4)) {
            return Experiment.builder("faq", Dataset.read(dataset), Faq.quality(threads))
                    .task(Faq::answer)
                    .run();
        }
    }

    private static int members(String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .size();
        } catch (ExecutionException e) {
            return 0; // not there yet
        }
    }

    private static Process worker(WorkerProcess.Kind kind, Path log, String option) throws IOException {
        return Broker.java(
                Path.of(log + ".out"),
                List.of("-Dtest.log=" + log, option),
                WorkerProcess.class.getName(),
                broker.address(),
                kind.name());
    }

    private static <T> CompletableFuture<T> async(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        SpanContext caller =
                SpanContext.create(TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
        new Thread(() -> {
                    try (Scope ignored = Span.wrap(caller).makeCurrent()) {
                        result.complete(work.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                })
                .start();
        return result;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("60 s are over").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
