/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.evaluation.Category;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.Sample;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** An evaluator that is not done before it is told so. */
@ApplicationScoped
public class Patience implements Evaluator {

    private final Map<String, CompletableFuture<Evaluation>> waiting = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "patience";
    }

    @Override
    public Category category() {
        return Category.TECHNICAL;
    }

    @Override
    public CompletionStage<Evaluation> evaluate(Sample sample) {
        return of(String.valueOf(sample.output()));
    }

    /** Ends the evaluation of a call. */
    public void end(String call) {
        of(call).complete(Evaluation.scored(0.25).withExplanation("at last"));
    }

    private CompletableFuture<Evaluation> of(String call) {
        return waiting.computeIfAbsent(call, key -> new CompletableFuture<>());
    }
}
