/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Category;
import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.evaluation.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Datasets, pipelines and results of the tests. */
final class Some {

    private Some() {}

    /** Rows 0 … n − 1, each with its number as question and as what is expected. */
    static Dataset rows(int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Map.of("id", "row-" + i, "inputs", Map.of("question", "q" + i), "ground_truth", "answer " + i));
        }
        return Dataset.of("rows", rows);
    }

    static EvaluationPipeline exact(EvaluationWorkers workers) {
        return EvaluationPipeline.builder("quality", workers)
                .add(Evaluators.builtIn().create("exact-match"))
                .add(Evaluator.of("broken", Category.TECHNICAL, Set.of(Input.OUTPUT), sample -> {
                    throw new IllegalStateException("no such model");
                }))
                .passMark(0.5)
                .build();
    }

    static String right(Datapoint datapoint) {
        return "answer " + datapoint.input("question").substring(1);
    }

    /** A result whose rows row-0 … have these scores, and pass from 0.5 on. */
    static ExperimentResult scored(double... scores) {
        List<CaseResult> cases = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            Status status = scores[i] >= 0.5 ? Status.PASS : Status.FAIL;
            cases.add(scored("EXT-row-" + i, new Score("quality", status, scores[i], null, null), scores[i]));
        }
        return result(cases);
    }

    static CaseResult scored(String id, Score overall, double part) {
        return new CaseResult(
                id,
                0,
                Map.of("question", "q"),
                null,
                "answer",
                null,
                Instant.EPOCH,
                Duration.ofMillis(5),
                overall,
                List.of(new Score("fit", Status.SCORED, part, null, "because")),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString());
    }

    static CaseResult failed(String id) {
        return new CaseResult(
                id,
                0,
                Map.of("question", "q"),
                null,
                null,
                "java.lang.IllegalStateException: away",
                Instant.EPOCH,
                Duration.ofMillis(5),
                new Score("quality", Status.SKIPPED, null, null, "the task failed"),
                List.of(),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString());
    }

    static ExperimentResult result(List<CaseResult> cases) {
        return new ExperimentResult(
                "some",
                UUID.randomUUID().toString(),
                "rows",
                "EXT-0",
                "quality/1",
                Instant.EPOCH,
                Duration.ofSeconds(1),
                Map.of(),
                cases,
                List.of());
    }
}
