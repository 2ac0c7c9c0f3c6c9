/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Judges one aspect of a {@link Sample}. One instance serves many calls at a time, so it must be thread-safe.
 *
 * <p>An {@link EvaluationPipeline} calls {@link #evaluate} on a thread of its workers, only with samples that hold what
 * is {@linkplain #needs() needed}. The method may block; it is interrupted at the pipeline's deadline. What it throws,
 * null, and a stage that fails become an {@link Evaluation.Status#ERROR}, which never counts as a score of 0.
 *
 * <p>By convention a score lies between 0 and 1, and higher is better; only then do means over evaluators mean anything.
 */
public interface Evaluator {

    /** The name by which weights, thresholds and metrics refer to it: lower case, with hyphens. Never changes. */
    String name();

    /** Changes whenever the same sample may get another score. Default "1". */
    default String version() {
        return "1";
    }

    Category category();

    /** What a sample must hold to be judged; without it the evaluation is SKIPPED. Default: nothing. */
    default Set<Input> needs() {
        return Set.of();
    }

    /**
     * Whether a call goes to a model or service that costs or is limited: only then do the pipeline's rate limit and
     * budget apply. Default: no.
     */
    default boolean isMetered() {
        return false;
    }

    /**
     * What beside the sample's content decides the result: model, prompt, settings. An evaluator that has one is
     * cached where the pipeline has a cache, by this, its name and version and the {@link Sample#contentHash()}.
     * Default: none, never cached.
     */
    default Optional<String> fingerprint() {
        return Optional.empty();
    }

    /** Judges. The stage may complete on any thread; where it can be cancelled, it is at the deadline. */
    CompletionStage<Evaluation> evaluate(Sample sample);

    /** An evaluator from a function, which may block. Its version is "1". */
    static Evaluator of(String name, Category category, Set<Input> needs, Function<Sample, Evaluation> judge) {
        Set<Input> copy = needs.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(needs));
        return new Evaluator() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Category category() {
                return category;
            }

            @Override
            public Set<Input> needs() {
                return copy;
            }

            @Override
            public CompletionStage<Evaluation> evaluate(Sample sample) {
                return CompletableFuture.completedFuture(judge.apply(sample));
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
