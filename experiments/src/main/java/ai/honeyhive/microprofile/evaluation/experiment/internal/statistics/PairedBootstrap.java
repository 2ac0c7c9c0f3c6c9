/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The percentile interval of a mean (Efron, 1979): cases are drawn with replacement, 10,000 times, by a seed, so that the
 * same numbers give the same interval.
 */
public final class PairedBootstrap {

    private static final int DRAWS = 10_000;

    private PairedBootstrap() {}

    /** The interval of the mean of these values, such as the differences of paired cases: lower and upper end. */
    public static double[] interval(double[] values, double confidence, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[draw] = sum / values.length;
        }
        Arrays.sort(means);
        double tail = (1 - confidence) / 2;
        return new double[] {at(means, tail), at(means, 1 - tail)};
    }

    /** Linear between the neighbours, as NumPy's percentile. */
    private static double at(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
