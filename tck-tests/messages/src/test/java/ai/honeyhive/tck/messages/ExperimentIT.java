/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.experiment.CaseResult;
import ai.honeyhive.microprofile.evaluation.experiment.Dataset;
import ai.honeyhive.microprofile.evaluation.experiment.Experiment;
import ai.honeyhive.microprofile.evaluation.experiment.ExperimentResult;
import ai.honeyhive.microprofile.evaluation.experiment.kafka.KafkaEngine;
import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Console;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An experiment whose cases Quarkus applications answer, by MicroProfile Reactive Messaging over a real Kafka. */
class ExperimentIT {

    private static final int ROWS = 60;
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static Broker broker;

    @BeforeAll
    static void start() throws Exception {
        GlobalOpenTelemetry.set(
                OpenTelemetry.propagating(ContextPropagators.create(W3CTraceContextPropagator.getInstance())));
        broker = Broker.start();
        broker.topic("faq-requests", 4);
        broker.topic("faq-results", 4);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void twoApplications_oneKilled_answerEachRowOnceInTheTraceOfTheRun() throws Exception {
        ExperimentResult alone = inProcess();
        ExperimentResult result;
        try (Application first = Application.start("worker-1", Map.of("KAFKA", broker.address()));
                Application ignored = Application.start("worker-2", Map.of("KAFKA", broker.address()))) {
            Awaitility.await("both workers in the group")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> broker.members("faq-workers"), members -> members == 2);

            result = distributed(first);

            assertThat(scores(result)).isEqualTo(scores(alone));
            assertThat(result.meanScore()).isEqualTo(alone.meanScore());
            assertThat(result.passRate()).isEqualTo(alone.passRate());
            rowsAreEvents(result);
        }
    }

    private static ExperimentResult inProcess() throws InterruptedException {
        try (EvaluationWorkers threads = EvaluationWorkers.ofThreads(4)) {
            return Experiment.builder("faq", dataset(), Faq.quality(threads))
                    .task(row -> Faq.answer(row.input("question")))
                    .run();
        }
    }

    /** The first worker is killed when ten cases are there. */
    private static ExperimentResult distributed(Application first) throws InterruptedException {
        SpanContext caller =
                SpanContext.create(TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
        try (EvaluationWorkers threads = EvaluationWorkers.ofThreads(1);
                Scope ignored = Span.wrap(caller).makeCurrent()) {
            return Experiment.builder("faq", dataset(), Faq.quality(threads))
                    .engine(KafkaEngine.of(Map.of("bootstrap.servers", broker.address()), "faq", 4))
                    .progress((done, total, each) -> {
                        if (done == 10) {
                            first.process().killAtOnce();
                        }
                    })
                    .task(row -> "never asked in this process")
                    .run();
        }
    }

    /**
     * Each row's event is in the trace of the run, in the session of its case, and carries the ids of run, dataset and row.
     * What the killed worker had not sent is missing.
     */
    private static void rowsAreEvents(ExperimentResult result) {
        Map<String, String> rows =
                result.cases().stream().collect(Collectors.toMap(CaseResult::sessionId, CaseResult::datapointId));
        List<Arrival> events = Awaitility.await("events of the rows")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> Console.shared().events().stream()
                                .filter(event -> event.eventName().equals("clerk"))
                                .filter(event -> rows.containsKey(event.session()))
                                .toList(),
                        found -> found.size() >= ROWS / 2);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.traceId()).isEqualTo(TRACE);
            assertThat(event.attribute("honeyhive_metadata.run_id")).isEqualTo(result.runId());
            assertThat(event.attribute("honeyhive_metadata.dataset_id")).isEqualTo(result.datasetId());
            assertThat(event.attribute("honeyhive_metadata.datapoint_id")).isEqualTo(rows.get(event.session()));
        });
    }

    private static Dataset dataset() {
        return Dataset.of(
                "faq",
                IntStream.range(0, ROWS)
                        .mapToObj(i -> Map.of(
                                "id", "row-" + i, "inputs", Map.of("question", "q" + i), "ground_truth", "answer " + i))
                        .toList());
    }

    private static Map<String, String> scores(ExperimentResult result) {
        return result.cases().stream()
                .collect(Collectors.toMap(
                        CaseResult::datapointId,
                        one -> one.error() + " " + one.overall() + " " + one.parts() + " " + one.output()));
    }
}
