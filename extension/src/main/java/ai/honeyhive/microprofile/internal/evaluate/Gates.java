/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.PipelineResult;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.internal.call.Verdict;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Judges for quality gates: at once, and not sampled. */
public final class Gates {

    private Gates() {}

    /** Completes with the verdict of these on a sample, by the deadlines of their pipelines; never exceptionally. */
    public static CompletionStage<Verdict> judge(EvaluationSetup setup, List<String> names, Sample sample) {
        List<Plan> plans = setup.plans(names);
        List<CompletableFuture<PipelineResult>> runs =
                plans.stream().map(plan -> plan.pipeline().run(sample)).toList();
        return CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).handle((done, error) -> {
            List<Evaluation> evaluations = new ArrayList<>();
            List<Evaluation> deciding = new ArrayList<>();
            AttributesBuilder scores = Attributes.builder();
            for (int i = 0; i < runs.size(); i++) {
                if (runs.get(i).isCompletedExceptionally()) {
                    deciding.add(Evaluation.abstain("cancelled"));
                    continue;
                }
                PipelineResult result = runs.get(i).join();
                evaluations.addAll(result.parts());
                scores.putAll(Scores.of(result, plans.get(i).aggregate()));
                if (plans.get(i).aggregate()) {
                    evaluations.add(result.overall());
                    deciding.add(result.overall());
                } else {
                    deciding.addAll(result.parts());
                }
            }
            return new Verdict(outcome(deciding), evaluations, scores.build());
        });
    }

    private static Verdict.Outcome outcome(List<Evaluation> deciding) {
        if (deciding.stream().anyMatch(evaluation -> evaluation.status() == Evaluation.Status.FAIL)) {
            return Verdict.Outcome.FAIL;
        }
        boolean good = !deciding.isEmpty()
                && deciding.stream().allMatch(evaluation -> evaluation.status() == Evaluation.Status.PASS);
        return good ? Verdict.Outcome.PASS : Verdict.Outcome.UNDECIDED;
    }
}
