/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.statistics;

/** The standard normal distribution. */
public final class Normal {

    private static final double FARTHEST = 8; // beyond, a double cannot tell the tail from nothing

    private Normal() {}

    /** The value below which this share lies; found by bisection of {@link #below}. */
    public static double quantile(double share) {
        double low = -FARTHEST;
        double high = FARTHEST;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (below(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The share below a value, by the series of Marsaglia, Evaluating the Normal Distribution (2004). */
    static double below(double x) {
        double term = x;
        double sum = x;
        for (int i = 3; sum + term != sum; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
