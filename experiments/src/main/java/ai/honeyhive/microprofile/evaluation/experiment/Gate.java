/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.experiment.internal.statistics.Moments;
import ai.honeyhive.microprofile.evaluation.experiment.internal.statistics.Normal;
import ai.honeyhive.microprofile.evaluation.experiment.internal.statistics.PairedBootstrap;
import ai.honeyhive.microprofile.evaluation.internal.statistics.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The limits that an experiment must keep. Score and pass rate are held against their limits as they were observed: they
 * speak of these rows. A regression against a baseline must be beyond chance, see {@link Comparison}.
 *
 * @param minScore the lowest mean score, between 0 and 1
 * @param minPassRate the lowest share of rows that pass, between 0 and 1; empty for no limit
 * @param maxRegression how much worse than the baseline is allowed, between 0 and 1; empty for no comparison
 * @param confidence of intervals and tests, between 0.5 and 1
 * @param maxFailures the largest share of cases whose task may fail, between 0 and 1: these are in no score, which without
 *     this limit would speak of the survivors only
 */
public record Gate(
        double minScore,
        OptionalDouble minPassRate,
        OptionalDouble maxRegression,
        double confidence,
        double maxFailures) {

    private static final double ROUNDING = 1e-9; // the mean of 0.7, 0.7 and 0.7 reaches 0.7
    private static final long SEED = 20_250_101;

    /** Refuses limits that are not between 0 and 1; NaN is no limit of 0. */
    public Gate {
        share("minScore", minScore);
        minPassRate.ifPresent(value -> share("minPassRate", value));
        maxRegression.ifPresent(value -> share("maxRegression", value));
        share("maxFailures", maxFailures);
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must lie between 0.5 and 1, not " + confidence);
        }
    }

    /** A gate that no failing task passes. */
    public Gate(double minScore, OptionalDouble minPassRate, OptionalDouble maxRegression, double confidence) {
        this(minScore, minPassRate, maxRegression, confidence, 0);
    }

    /** Whether the limits were kept, and what to tell people, one line for each limit. */
    public record Verdict(boolean passed, List<String> lines) {
        public Verdict {
            lines = List.copyOf(lines);
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be set, and lie between 0 and 1, not " + value);
        }
    }

    /**
     * Holds a result against the limits.
     *
     * @param baseline an earlier result; needed with {@code maxRegression}, else null
     * @throws IllegalArgumentException if it is needed and null, or has no row in common
     */
    public Verdict check(ExperimentResult result, @Nullable ExperimentResult baseline) {
        List<String> lines = new ArrayList<>();
        boolean passed = checkScore(result, lines);
        passed &= minPassRate.isEmpty() || checkPassRate(result, minPassRate.getAsDouble(), lines);
        if (maxRegression.isPresent()) {
            if (baseline == null) {
                throw new IllegalArgumentException("maxRegression needs a baseline: an earlier result as JSON");
            }
            passed &= checkRegression(Comparison.of(baseline, result, maxRegression.getAsDouble(), confidence), lines);
        }
        if (result.failures() > 0) {
            boolean tolerated = (double) result.failures() / result.cases().size() <= maxFailures + ROUNDING;
            passed &= tolerated;
            lines.add(format(
                    "%s failures %d of %d cases, at most %.3f of them: they have no score, and have not passed",
                    tolerated ? "ok  " : "FAIL", result.failures(), result.cases().size(), maxFailures));
        }
        if (result.unjudged() > 0) {
            lines.add(result.unjudged() + " of " + result.cases().size()
                    + " cases could not be judged: they are not in the score, and have not passed");
        }
        lines.addAll(result.notes());
        return new Verdict(passed, lines);
    }

    private boolean checkScore(ExperimentResult result, List<String> lines) {
        double[] scores = result.scores().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (scores.length == 0) {
            lines.add("FAIL score: no case could be judged");
            return false;
        }
        double mean = Moments.mean(scores);
        double[] interval = PairedBootstrap.interval(scores, confidence, SEED);
        boolean passed = mean >= minScore - ROUNDING;
        lines.add(format(
                "%s score %.3f, at least %.3f (%s interval %.3f to %.3f, %d rows; the smallest difference these rows can"
                        + " show is %.3f)",
                passed ? "ok  " : "FAIL",
                mean,
                minScore,
                percent(),
                interval[0],
                interval[1],
                scores.length,
                Moments.smallestDetectable(scores, confidence)));
        return passed;
    }

    private boolean checkPassRate(ExperimentResult result, double limit, List<String> lines) {
        if (!result.hasVerdicts()) {
            lines.add("FAIL pass rate: no case has a verdict; the pipeline needs a pass mark");
            return false;
        }
        int rows = result.passes().size();
        double[] interval = Wilson.interval(result.passed(), rows, Normal.quantile((1 + confidence) / 2));
        boolean passed = result.passRate() >= limit - ROUNDING;
        lines.add(format(
                "%s pass rate %.3f (%d of %d), at least %.3f (%s interval %.3f to %.3f)",
                passed ? "ok  " : "FAIL",
                result.passRate(),
                result.passed(),
                rows,
                limit,
                percent(),
                interval[0],
                interval[1]));
        return passed;
    }

    private boolean checkRegression(Comparison comparison, List<String> lines) {
        for (Comparison.Metric metric : comparison.metrics()) {
            lines.add(format(
                    "%s %s %.3f, was %.3f: %+.3f (%s interval %+.3f to %+.3f, %d pairs, p = %.3g; the smallest"
                            + " difference these pairs can show is %.3f)%s",
                    metric.regression() ? "FAIL" : "ok  ",
                    metric.name(),
                    metric.after(),
                    metric.before(),
                    metric.difference(),
                    percent(),
                    metric.low(),
                    metric.high(),
                    metric.pairs(),
                    metric.probability(),
                    metric.smallestDetectable(),
                    metric.regression() ? ", allowed " + -comparison.margin() : ""));
        }
        if (!comparison.onlyBefore().isEmpty() || !comparison.onlyAfter().isEmpty()) {
            lines.add(comparison.onlyBefore().size() + " rows only in the baseline and "
                    + comparison.onlyAfter().size() + " only in this run are not compared");
        }
        return comparison.regressions().isEmpty();
    }

    private String percent() {
        return format("%.3g %%", confidence * 100);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
