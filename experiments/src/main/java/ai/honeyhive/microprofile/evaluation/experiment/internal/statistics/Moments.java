/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.statistics;

import java.util.Arrays;

/** Mean, spread, and what they allow to see. */
public final class Moments {

    /** The customary power: a difference of this size is seen four times in five. */
    private static final double POWER = 0.8;

    private Moments() {}

    public static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** The sample's standard deviation, with n − 1. */
    public static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1));
    }

    /**
     * The smallest true difference of a mean that a test at this confidence finds with a power of 80 %:
     * (z₁₋α/₂ + z₀.₈)·s/√n. NaN for fewer than two values.
     */
    public static double smallestDetectable(double[] values, double confidence) {
        return values.length < 2
                ? Double.NaN
                : (Normal.quantile((1 + confidence) / 2) + Normal.quantile(POWER))
                        * deviation(values)
                        / Math.sqrt(values.length);
    }
}
