/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.evaluation.experiment.CaseResult;
import ai.honeyhive.microprofile.evaluation.experiment.Dataset;
import ai.honeyhive.microprofile.evaluation.experiment.Experiment;
import ai.honeyhive.microprofile.evaluation.experiment.ExperimentResult;
import ai.honeyhive.microprofile.internal.config.Settings;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.internal.pipeline.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;

/** What the task of an experiment traces, on the wire. */
class ExperimentSessionsTest {

    @Test
    void spans_of_a_task_are_in_the_session_of_their_case_and_so_in_the_run() throws Exception {
        try (Receiver honeyHive = new Receiver()) {
            Settings settings = Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                    .and("honeyhive.url", honeyHive.url())
                    .and("honeyhive.export.delay", "20ms");
            try (Container container = Container.start(settings, new Weld());
                    EvaluationWorkers workers = EvaluationWorkers.ofThreads(2)) {
                HoneyHive hive = container.bean(HoneyHive.class);
                EvaluationPipeline pipeline = EvaluationPipeline.builder("exact", workers)
                        .add(Evaluators.builtIn().create("exact-match"))
                        .build();
                ExperimentResult result = Experiment.builder(
                                "faq",
                                Dataset.of(
                                        "rows",
                                        List.of(
                                                Map.of(
                                                        "id",
                                                        "a",
                                                        "inputs",
                                                        Map.of("question", "a"),
                                                        "ground_truth",
                                                        "a"),
                                                Map.of(
                                                        "id",
                                                        "b",
                                                        "inputs",
                                                        Map.of("question", "b"),
                                                        "ground_truth",
                                                        "b"))),
                                pipeline)
                        .maxWorkers(2)
                        .task(row -> hive.trace("step " + row.input("question"))
                                .call(() -> hive.trace("model " + row.input("question"))
                                        .call(() -> row.input("question"))))
                        .run();
                hive.trace("afterwards").run(() -> {});
                assertThat(container.bean(HoneyHiveRuntime.class).flush(Duration.ofSeconds(20)))
                        .isTrue();

                assertThat(result.meanScore()).hasValue(1);
                for (CaseResult one : result.cases()) {
                    String question = String.valueOf(one.output());
                    assertThat(honeyHive.event("step " + question).session()).isEqualTo(one.sessionId());
                    assertThat(honeyHive.event("model " + question).session()).isEqualTo(one.sessionId());
                }
                assertThat(honeyHive.event("afterwards").session())
                        .isNotIn(result.cases().stream()
                                .map(CaseResult::sessionId)
                                .toList());
            }
        }
    }
}
