/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The result of one evaluator, or of a pipeline, on one sample. Immutable.
 *
 * @param status whether there is a verdict, a score, or neither
 * @param score finite; by convention between 0 and 1, higher is better; empty where there is none
 * @param label the class of a categorical result, else null
 * @param explanation why, for people; null where there is nothing to say
 * @param details what the score was computed from by name, such as the raw value in its unit; values are never null
 * @param cost what this evaluation itself cost (a judge's tokens), in the budget's currency; 0 if nothing or unknown
 * @param took how long it took; zero until a pipeline has stamped it
 * @param provenance who said so
 * @param error what went wrong, only with {@link Status#ERROR}
 */
public record Evaluation(
        Status status,
        OptionalDouble score,
        @Nullable String label,
        @Nullable String explanation,
        Map<String, Object> details,
        double cost,
        Duration took,
        Provenance provenance,
        @Nullable Throwable error) {

    private static final int LONGEST_ERROR = 300;

    /** What came out. Only the first three say something about the sample. */
    public enum Status {
        /** Good enough, by the evaluator's own rule or a threshold. */
        PASS,
        /** Not good enough. */
        FAIL,
        /** A score or label without a verdict. */
        SCORED,
        /** Looked at, but could not be judged. */
        ABSTAIN,
        /** Not looked at: the sample lacks what the evaluator needs. */
        SKIPPED,
        /** The evaluator failed or was too late. Says nothing about the sample, and never counts as 0. */
        ERROR;

        /** Whether this says something about the sample. */
        public boolean isJudged() {
            return this == PASS || this == FAIL || this == SCORED;
        }

        /** Whether this is a verdict. */
        public boolean isVerdict() {
            return this == PASS || this == FAIL;
        }
    }

    /** Refuses a score or cost that is not finite, a negative cost, and a score where nothing was judged. */
    public Evaluation {
        if (score.isPresent() && !Double.isFinite(score.getAsDouble())) {
            throw new IllegalArgumentException("a score must be finite, not " + score.getAsDouble());
        }
        if (!Double.isFinite(cost) || cost < 0) {
            throw new IllegalArgumentException("a cost must be finite and not negative, not " + cost);
        }
        if (!status.isJudged() && score.isPresent()) {
            throw new IllegalArgumentException("no score with " + status);
        }
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    private static Evaluation of(
            Status status, OptionalDouble score, @Nullable String explanation, @Nullable Throwable error) {
        return new Evaluation(status, score, null, explanation, Map.of(), 0, Duration.ZERO, Provenance.UNKNOWN, error);
    }

    /** A score without a verdict. */
    public static Evaluation scored(double score) {
        return of(Status.SCORED, OptionalDouble.of(score), null, null);
    }

    /** A class without a score. */
    public static Evaluation labelled(String label) {
        return of(Status.SCORED, OptionalDouble.empty(), null, null).withLabel(label);
    }

    /** A verdict: PASS with score 1, or FAIL with score 0. */
    public static Evaluation verdict(boolean pass) {
        return verdict(pass, pass ? 1 : 0);
    }

    /** A verdict with a score of its own. */
    public static Evaluation verdict(boolean pass, double score) {
        return of(pass ? Status.PASS : Status.FAIL, OptionalDouble.of(score), null, null);
    }

    /** There is nothing to judge, or no judgement. */
    public static Evaluation abstain(String why) {
        return of(Status.ABSTAIN, OptionalDouble.empty(), why, null);
    }

    /** The sample lacks something. */
    public static Evaluation skipped(String why) {
        return of(Status.SKIPPED, OptionalDouble.empty(), why, null);
    }

    /** The evaluator failed; the explanation is the error's type and message, cut to a few hundred characters. */
    public static Evaluation error(Throwable error) {
        String message = error.getMessage();
        String text = error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        String cut = text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) + "…" : text;
        return of(Status.ERROR, OptionalDouble.empty(), cut, error);
    }

    /** The same with this label. */
    public Evaluation withLabel(String newLabel) {
        return new Evaluation(status, score, newLabel, explanation, details, cost, took, provenance, error);
    }

    /** The same with this explanation, for people. */
    public Evaluation withExplanation(String newExplanation) {
        return new Evaluation(status, score, label, newExplanation, details, cost, took, provenance, error);
    }

    /** Adds or replaces a detail. */
    public Evaluation withDetail(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new Evaluation(status, score, label, explanation, more, cost, took, provenance, error);
    }

    /** The same with what it has cost, in the unit of the pipeline's {@link Budget}. */
    public Evaluation withCost(double newCost) {
        return new Evaluation(status, score, label, explanation, details, newCost, took, provenance, error);
    }

    /** Turns a score into a verdict: PASS at the threshold or above. Without a score, nothing changes. */
    public Evaluation withThreshold(double threshold) {
        if (!status.isJudged() || score.isEmpty()) {
            return this;
        }
        Status verdict = Thresholds.isReached(score.getAsDouble(), threshold) ? Status.PASS : Status.FAIL;
        return new Evaluation(verdict, score, label, explanation, details, cost, took, provenance, error);
    }

    Evaluation stamped(Provenance newProvenance, Duration newTook) {
        return new Evaluation(status, score, label, explanation, details, cost, newTook, newProvenance, error);
    }

    /** Names neither explanation nor details: they may quote what the model said. */
    @Override
    public String toString() {
        return provenance.evaluator() + " " + status + (score.isPresent() ? " " + score.getAsDouble() : "");
    }
}
