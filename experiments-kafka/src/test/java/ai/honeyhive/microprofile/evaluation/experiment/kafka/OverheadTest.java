/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.evaluation.experiment.CaseWorker;
import ai.honeyhive.microprofile.evaluation.experiment.Dataset;
import ai.honeyhive.microprofile.evaluation.experiment.EvaluationEngine;
import ai.honeyhive.microprofile.evaluation.experiment.Experiment;
import ai.honeyhive.microprofile.evaluation.experiment.ExperimentResult;
import ai.honeyhive.microprofile.evaluation.experiment.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What a row costs on its way through Kafka: the figures of docs/kafka.md, printed with {@code -Doverhead}. */
@EnabledIfSystemProperty(named = "overhead", matches = ".*", disabledReason = "measures: run it with -Doverhead")
class OverheadTest {

    private static final int ROWS = 5_000;
    private static final int AT_A_TIME = 8;
    private static final Task ECHO = (row, sample) -> sample.output(row.input("question"));

    @TempDir
    static Path directory;

    @Test
    void row_on_its_way_through_kafka() throws Exception {
        Path rows = Files.writeString(
                directory.resolve("rows.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> "{\"id\":\"" + i + "\",\"inputs\":{\"question\":\"q" + i
                                + "\"},\"ground_truth\":\"q" + i + "\"}\n")
                        .collect(Collectors.joining()));
        Dataset dataset = Dataset.read(rows);
        try (Broker broker = Broker.start(directory);
                EvaluationWorkers threads = EvaluationWorkers.ofThreads(AT_A_TIME)) {
            EvaluationPipeline pipeline = EvaluationPipeline.builder("exact", threads)
                    .add(Evaluators.builtIn().create("exact-match"))
                    .build();
            Map<String, String> client = Map.of("bootstrap.servers", broker.address());
            Thread working = new Thread(() -> work(client, new CaseWorker(pipeline, ECHO)));
            working.setDaemon(true);
            working.start();
            EvaluationEngine kafka = KafkaEngine.of(client, "overhead", 1);
            for (int round = 0; round < 4; round++) {
                double here = microseconds(dataset, pipeline, EvaluationEngine.inProcess(AT_A_TIME));
                double there = microseconds(dataset, pipeline, kafka);
                System.out.printf(
                        "round %d, %d rows, one worker, %d at a time: in process %.0f us a row, Kafka %.0f us a row%n",
                        round, ROWS, AT_A_TIME, here, there);
            }
            working.interrupt();
            working.join();
        }
    }

    private static double microseconds(Dataset dataset, EvaluationPipeline pipeline, EvaluationEngine engine)
            throws InterruptedException {
        ExperimentResult result = Experiment.builder("overhead", dataset, pipeline)
                .engine(engine)
                .task(ECHO)
                .run();
        assertThat(result.meanScore()).hasValue(1);
        return result.took().toNanos() / 1e3 / ROWS;
    }

    private static void work(Map<String, String> client, CaseWorker cases) {
        try (KafkaWorker worker = new KafkaWorker(client, "overhead", cases, AT_A_TIME)) {
            worker.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
