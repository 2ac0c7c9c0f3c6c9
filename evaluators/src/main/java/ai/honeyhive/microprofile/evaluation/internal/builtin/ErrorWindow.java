/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.EvaluatorSettings;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.internal.statistics.Wilson;
import java.util.BitSet;
import java.util.Locale;
import java.util.function.Function;

/**
 * The share of errors among the last calls, with Wilson's score interval (Wilson, 1927) at 95 %. It fails only if the
 * whole interval lies above the limit: then chance is no excuse.
 */
final class ErrorWindow {

    private static final double Z = 1.959963984540054; // the normal distribution's 97.5 % point

    private final BitSet errors = new BitSet();
    private final int size;
    private int at;
    private int seen;

    ErrorWindow(int size) {
        this.size = size;
    }

    static Function<Sample, Evaluation> evaluator(EvaluatorSettings settings) {
        ErrorWindow window = new ErrorWindow(settings.integer("window", 100, 1, 1_000_000));
        int atLeast = settings.integer("at-least", 10, 1, 1_000_000);
        double limit = settings.number("limit", 0.05, 0, 1);
        return sample -> window.add(sample.telemetry().error() != null, atLeast, limit);
    }

    private synchronized Evaluation add(boolean error, int atLeast, double limit) {
        errors.set(at, error);
        at = (at + 1) % size;
        seen = Math.min(size, seen + 1);
        if (seen < atLeast) {
            return Evaluation.abstain("only " + seen + " of at least " + atLeast + " calls seen");
        }
        int failed = errors.cardinality();
        double rate = (double) failed / seen;
        double[] interval = Wilson.interval(failed, seen, Z);
        return Evaluation.verdict(interval[0] <= limit, 1 - rate)
                .withDetail("error_rate", rate)
                .withDetail("lower", interval[0])
                .withDetail("upper", interval[1])
                .withExplanation(String.format(
                        Locale.ROOT,
                        "%d of %d failed (95 %%: %.3f to %.3f), limit %.3f",
                        failed,
                        seen,
                        interval[0],
                        interval[1],
                        limit));
    }
}
