/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Evaluators and samples that tests start from. */
final class Given {

    static final Sample SAMPLE = Sample.of("What is it?", "It is an answer.");

    private Given() {}

    static Evaluator scoring(String name, double score) {
        return returning(name, Evaluation.scored(score));
    }

    static Evaluator returning(String name, Evaluation evaluation) {
        return Evaluator.of(name, Category.QUALITY, Set.of(), sample -> evaluation);
    }

    static Evaluator throwing(String name) {
        return Evaluator.of(name, Category.QUALITY, Set.of(), sample -> {
            throw new IllegalStateException("broken");
        });
    }

    static Evaluator async(String name, Function<Sample, CompletionStage<Evaluation>> judge) {
        return new Evaluator() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Category category() {
                return Category.QUALITY;
            }

            @Override
            public CompletionStage<Evaluation> evaluate(Sample sample) {
                return judge.apply(sample);
            }
        };
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
