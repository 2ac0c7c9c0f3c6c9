/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs evaluators side by side on a sample and aggregates what they say. A pipeline is an {@link Evaluator} itself and
 * can be part of another one. Immutable, thread-safe, reusable.
 *
 * <p>The rules, which no aggregation can break:
 *
 * <ul>
 *   <li>What is SKIPPED, ABSTAINs, fails or is too late leaves the weight sum; it never counts as 0.
 *   <li>A {@linkplain Builder#required required} part that was not judged makes the aggregate undefined: ABSTAIN.
 *   <li>A {@linkplain Builder#mustPass must-pass} part that FAILs makes the aggregate FAIL, whatever the score; one
 *       without a verdict makes it undefined. If nothing was judged, the aggregate is undefined.
 *   <li>The result does not depend on the order in which evaluators complete.
 *   <li>The future completes by the deadline, and never exceptionally, unless it is cancelled; cancelling it cancels the
 *       evaluators.
 * </ul>
 */
public final class EvaluationPipeline implements Evaluator {

    /** The deadline of a run unless another one is set. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    record Settings(Evaluator evaluator, double weight, OptionalDouble threshold, boolean required, boolean mustPass) {}

    private final String name;
    private final String version;
    private final Category category;
    private final List<Settings> parts;
    private final boolean metered;
    private final Aggregator aggregator;
    private final OptionalDouble passMark;
    private final RunLimits limits;

    private EvaluationPipeline(Builder builder, List<Settings> parts) {
        this.name = builder.name;
        this.version = builder.version;
        this.category = builder.category;
        this.parts = List.copyOf(parts);
        this.metered = parts.stream().anyMatch(part -> part.evaluator().isMetered());
        this.aggregator = builder.aggregator;
        this.passMark = builder.passMark;
        this.limits = new RunLimits(
                builder.workers,
                builder.timeout,
                new ConcurrencyGate(builder.concurrency, builder.longestQueue),
                builder.rate,
                builder.budget,
                builder.cache);
    }

    /** A pipeline of this name, on these workers; without further settings a weighted mean without a pass mark. */
    public static Builder builder(String name, EvaluationWorkers workers) {
        return new Builder(name, workers);
    }

    /** Evaluates. Returns at once; the future completes on a worker, or on the deadline's thread. */
    public CompletableFuture<PipelineResult> run(Sample sample) {
        return new PipelineRun(this, limits, sample).start();
    }

    /** Version by name of what it consists of, in its order. */
    public Map<String, String> evaluators() {
        Map<String, String> versions = new LinkedHashMap<>();
        parts.forEach(
                part -> versions.put(part.evaluator().name(), part.evaluator().version()));
        return versions;
    }

    List<Settings> parts() {
        return parts;
    }

    Aggregator aggregator() {
        return aggregator;
    }

    OptionalDouble passMark() {
        return passMark;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Category category() {
        return category;
    }

    /** As a part of another pipeline, whose rate and budget do not apply again. */
    @Override
    public boolean isMetered() {
        return false;
    }

    /** Whether a part goes to a model or service that costs. */
    public boolean hasMeteredParts() {
        return metered;
    }

    /** The aggregate alone, with the scores of the parts among its details. */
    @Override
    public CompletableFuture<Evaluation> evaluate(Sample sample) {
        CompletableFuture<PipelineResult> run = run(sample);
        CompletableFuture<Evaluation> overall = run.thenApply(EvaluationPipeline::withParts);
        CompletableFuture<Evaluation> unused = overall.whenComplete((evaluation, error) -> {
            if (overall.isCancelled()) {
                run.cancel(true);
            }
        });
        return overall;
    }

    private static Evaluation withParts(PipelineResult result) {
        Evaluation overall = result.overall();
        for (Evaluation part : result.parts()) {
            if (part.score().isPresent()) {
                overall = overall.withDetail(
                        part.provenance().evaluator(), part.score().getAsDouble());
            }
        }
        return overall;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Collects the settings. Not thread-safe. Errors name what is wrong and what is allowed. */
    public static final class Builder {
        private final String name;
        private final EvaluationWorkers workers;
        private final Map<String, Evaluator> evaluators = new LinkedHashMap<>();
        private final Map<String, Double> weights = new HashMap<>();
        private final Map<String, Double> thresholds = new HashMap<>();
        private final Set<String> required = new HashSet<>();
        private final Set<String> mustPass = new HashSet<>();
        private String version = "1";
        private Category category = Category.QUALITY;
        private Aggregator aggregator = Aggregation.WEIGHTED_MEAN;
        private OptionalDouble passMark = OptionalDouble.empty();
        private Duration timeout = DEFAULT_TIMEOUT;
        private int concurrency = 64;
        private int longestQueue = 1000;
        private @Nullable TokenBucket rate;
        private @Nullable Budget budget;
        private @Nullable EvaluationCache cache;

        private Builder(String name, EvaluationWorkers workers) {
            this.name = checked(name);
            this.workers = workers;
        }

        private static String checked(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a name must not be blank");
            }
            return name;
        }

        /** Adds an evaluator, or a pipeline, with weight 1. Names are unique. */
        public Builder add(Evaluator evaluator) {
            if (evaluators.putIfAbsent(checked(evaluator.name()), evaluator) != null) {
                throw new IllegalArgumentException("evaluator '" + evaluator.name() + "' is there twice in " + name);
            }
            return this;
        }

        /** How much a part counts, 0 or more; a part with weight 0 is reported and does not count. Default 1. */
        public Builder weight(String evaluator, double weight) {
            if (!Double.isFinite(weight) || weight < 0) {
                throw new IllegalArgumentException(
                        "the weight of '" + evaluator + "' must be finite and not negative, not " + weight);
            }
            weights.put(evaluator, weight);
            return this;
        }

        /** Turns the score of a part into PASS (at the threshold or above) or FAIL. Default: the evaluator's own rule. */
        public Builder threshold(String evaluator, double threshold) {
            thresholds.put(evaluator, Thresholds.finite(threshold, "the threshold of '" + evaluator + "'"));
            return this;
        }

        /** Without a judgement of this part, the aggregate is undefined. */
        public Builder required(String evaluator) {
            required.add(evaluator);
            return this;
        }

        /** If this part fails, the aggregate fails; without a verdict of it, the aggregate is undefined. */
        public Builder mustPass(String evaluator) {
            mustPass.add(evaluator);
            return this;
        }

        /** Default {@link Aggregation#WEIGHTED_MEAN}. */
        public Builder aggregation(Aggregator newAggregator) {
            this.aggregator = newAggregator;
            return this;
        }

        /** The score at which the aggregate passes. Default: none, the aggregate is SCORED. */
        public Builder passMark(double newPassMark) {
            this.passMark = OptionalDouble.of(Thresholds.finite(newPassMark, "the pass mark"));
            return this;
        }

        /** What is not there by then is an ERROR. Default {@link #DEFAULT_TIMEOUT}. */
        public Builder timeout(Duration newTimeout) {
            if (newTimeout.isNegative() || newTimeout.isZero()) {
                throw new IllegalArgumentException("the timeout must be positive, not " + newTimeout);
            }
            this.timeout = newTimeout;
            return this;
        }

        /**
         * How many evaluations of this pipeline are in flight at a time, over all its runs, and how many wait; what
         * comes then abstains. Default 64 and 1000. A nested pipeline's own evaluations are its own matter.
         */
        public Builder concurrency(int inFlight, int waiting) {
            if (inFlight < 1 || waiting < 0) {
                throw new IllegalArgumentException(
                        "at least 1 in flight and 0 waiting, not " + inFlight + ", " + waiting);
            }
            this.concurrency = inFlight;
            this.longestQueue = waiting;
            return this;
        }

        /**
         * How many metered evaluations may start a second, after a burst; those that could not start before the deadline
         * abstain at once. Default: no limit.
         */
        public Builder rate(double perSecond, int burst) {
            if (!(perSecond > 0) || !Double.isFinite(perSecond) || burst < 1) {
                throw new IllegalArgumentException(
                        "a rate above 0 and a burst of at least 1, not " + perSecond + ", " + burst);
            }
            this.rate = new TokenBucket(perSecond, burst);
            return this;
        }

        /** When it is spent, metered evaluators abstain. Default: no limit. */
        public Builder budget(Budget newBudget) {
            this.budget = newBudget;
            return this;
        }

        /** Default: no cache. */
        public Builder cache(EvaluationCache newCache) {
            this.cache = newCache;
            return this;
        }

        /** Default "1". */
        public Builder version(String newVersion) {
            this.version = newVersion;
            return this;
        }

        /** Default {@link Category#QUALITY}. */
        public Builder category(Category newCategory) {
            this.category = newCategory;
            return this;
        }

        /** Fails with an {@link IllegalArgumentException} if it is empty or a setting names no evaluator of it. */
        public EvaluationPipeline build() {
            if (evaluators.isEmpty()) {
                throw new IllegalArgumentException("pipeline '" + name + "' has no evaluator");
            }
            for (Set<String> named : List.of(weights.keySet(), thresholds.keySet(), required, mustPass)) {
                for (String evaluator : named) {
                    if (!evaluators.containsKey(evaluator)) {
                        throw NearestName.unknown("evaluator of " + name, evaluator, evaluators.keySet());
                    }
                }
            }
            List<Settings> parts = new ArrayList<>();
            evaluators.forEach((part, evaluator) -> parts.add(new Settings(
                    evaluator,
                    weights.getOrDefault(part, 1.0),
                    thresholds.containsKey(part) ? OptionalDouble.of(thresholds.get(part)) : OptionalDouble.empty(),
                    required.contains(part),
                    mustPass.contains(part))));
            return new EvaluationPipeline(this, parts);
        }
    }
}
