/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.judge;

import ai.honeyhive.microprofile.evaluation.Category;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.Sample;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One evaluator after the other, until one is sure. */
public final class Cascade implements Evaluator {

    private final String name;
    private final List<Evaluator> tiers;
    private final double low;
    private final double high;

    public Cascade(String name, List<Evaluator> tiers, double low, double high) {
        if (tiers.isEmpty() || !(low < high)) {
            throw new IllegalArgumentException(
                    "cascade '" + name + "' needs a tier, and a low mark below the high one");
        }
        this.name = name;
        this.tiers = List.copyOf(tiers);
        this.low = low;
        this.high = high;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Category category() {
        return Category.QUALITY;
    }

    /** Because a later tier may be. */
    @Override
    public boolean isMetered() {
        return tiers.stream().anyMatch(Evaluator::isMetered);
    }

    @Override
    public CompletionStage<Evaluation> evaluate(Sample sample) {
        return from(0, sample, Evaluation.abstain("no tier could judge"), 0);
    }

    private CompletionStage<Evaluation> from(int tier, Sample sample, Evaluation last, double cost) {
        if (tier == tiers.size()) {
            return CompletableFuture.completedFuture(last.withCost(cost));
        }
        Evaluator evaluator = tiers.get(tier);
        if (!evaluator.needs().stream().allMatch(input -> input.isIn(sample))) {
            return from(tier + 1, sample, last, cost);
        }
        return started(evaluator, sample).thenCompose(evaluation -> {
            double soFar = cost + evaluation.cost();
            if (!evaluation.status().isJudged() || evaluation.score().isEmpty()) {
                return from(tier + 1, sample, last, soFar);
            }
            double score = evaluation.score().getAsDouble();
            Evaluation named = evaluation.withDetail("tier", evaluator.name());
            if (score <= low || score >= high) {
                return CompletableFuture.completedFuture(
                        named.withThreshold(high).withCost(soFar));
            }
            return from(tier + 1, sample, undecided(named), soFar);
        });
    }

    private static CompletionStage<Evaluation> started(Evaluator evaluator, Sample sample) {
        try {
            return evaluator.evaluate(sample).exceptionally(Evaluation::error);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Evaluation.error(e));
        }
    }

    /** Between the marks the cascade has no verdict, whatever the tier's own. */
    private static Evaluation undecided(Evaluation evaluation) {
        return new Evaluation(
                Evaluation.Status.SCORED,
                evaluation.score(),
                evaluation.label(),
                evaluation.explanation(),
                evaluation.details(),
                evaluation.cost(),
                evaluation.took(),
                evaluation.provenance(),
                null);
    }
}
