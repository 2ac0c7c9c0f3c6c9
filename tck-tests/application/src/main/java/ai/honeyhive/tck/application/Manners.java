/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.evaluation.Category;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An evaluator that is a bean, and that nobody injects. */
@ApplicationScoped
public class Manners implements Evaluator {

    @Inject
    Etiquette etiquette;

    @Override
    public String name() {
        return "manners";
    }

    @Override
    public Category category() {
        return Category.QUALITY;
    }

    @Override
    public Set<Input> needs() {
        return Set.of(Input.QUESTION, Input.OUTPUT);
    }

    @Override
    public CompletionStage<Evaluation> evaluate(Sample sample) {
        boolean polite = sample.output() != null && sample.output().contains(etiquette.word());
        return CompletableFuture.completedFuture(
                Evaluation.verdict(polite).withExplanation("asked: " + sample.question()));
    }
}
