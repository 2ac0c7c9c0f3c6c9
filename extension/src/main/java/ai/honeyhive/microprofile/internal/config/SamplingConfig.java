/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which traces a tracer keeps.
 *
 * @param strategy with {@link Strategy#KEEP_ALL} nothing else here has any effect
 * @param rates the share of the traces that is kept, by class
 * @param rules in the order of their names
 * @param keepErrors whether a trace with an error is kept whatever its class
 * @param slowerThan a trace that took longer is kept, {@code null} for no such rule
 * @param slowerThanPercentile a trace that took longer than this percentile of its operation is kept, {@code null} for no
 *     such rule
 * @param keepFeedback whether a trace with feedback of people is kept
 * @param scoreBelow a trace with an evaluation score below this is kept, {@code null} for no such rule
 * @param keepFailedEvaluations whether a trace is kept of which an evaluation has said that it is not good enough
 * @param undecidedBytes the most that is held for traces that have not ended
 * @param undecidedAge the longest that it is held
 */
public record SamplingConfig(
        Strategy strategy,
        Map<String, Double> rates,
        List<Rule> rules,
        boolean keepErrors,
        @Nullable Duration slowerThan,
        @Nullable Double slowerThanPercentile,
        boolean keepFeedback,
        @Nullable Double scoreBelow,
        boolean keepFailedEvaluations,
        long undecidedBytes,
        Duration undecidedAge) {

    /** How it is decided which traces are kept. */
    public enum Strategy {
        /** All of them. */
        KEEP_ALL,
        /** By class. */
        TIERED
    }

    /** The class of what nothing else is said of. */
    public static final String STANDARD = "standard";

    /** The classes that are always there. */
    static final Map<String, Double> PRESET = Map.of("critical", 1.0, "important", 0.5, STANDARD, 0.05);

    /** Nothing is left out. */
    public static final SamplingConfig KEEP_ALL = new SamplingConfig(
            Strategy.KEEP_ALL,
            PRESET,
            List.of(),
            ConfigKeys.SAMPLING_KEEP_ERRORS.defaultValue(),
            null,
            null,
            ConfigKeys.SAMPLING_KEEP_FEEDBACK.defaultValue(),
            null,
            ConfigKeys.SAMPLING_KEEP_FAILED_EVALUATIONS.defaultValue(),
            ConfigKeys.SAMPLING_UNDECIDED_BYTES.defaultValue(),
            ConfigKeys.SAMPLING_UNDECIDED_AGE.defaultValue());

    /** An immutable copy. */
    public SamplingConfig {
        rates = Map.copyOf(rates);
        rules = List.copyOf(rules);
    }

    /** What a criterion of a rule looks at. */
    public enum Subject {
        SPAN,
        ROUTE,
        TENANT,
        ATTRIBUTE,
        BAGGAGE,
        HEADER,
        CLAIM
    }

    /**
     * One condition.
     *
     * @param key the name of the attribute, baggage entry, header or claim, empty for other subjects
     * @param value what must match as a whole
     */
    public record Criterion(Subject subject, String key, Pattern value) {}

    /**
     * Gives a span a class.
     *
     * @param sampled the class, one of {@link SamplingConfig#rates()}
     * @param criteria all of them must hold
     */
    public record Rule(String name, String sampled, List<Criterion> criteria) {}

    /** Whether scores may keep a trace, so that what would be left out must be scored before. */
    public boolean keepsByScore() {
        return scoreBelow != null || keepFailedEvaluations;
    }

    /** The share of the traces of a class that is kept. */
    public double rate(String sampled) {
        return rates.getOrDefault(sampled, 1.0);
    }
}
