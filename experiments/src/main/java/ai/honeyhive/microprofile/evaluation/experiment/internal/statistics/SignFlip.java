/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The permutation test of paired differences (Fisher, 1935): if nothing changed, each difference could as well have had
 * the other sign. Unlike a bootstrap of a few cases it does not raise more false alarms than it says. All signs are tried
 * up to 16 differences that are not 0, else 10,000 seeded draws.
 */
public final class SignFlip {

    private static final int MOST_EXACT = 16;
    private static final int DRAWS = 10_000;
    private static final double ROUNDING = 1e-12;

    private SignFlip() {}

    /** How likely a mean as low as this one is, if the true one is 0. */
    public static double lower(double[] differences, long seed) {
        double[] moved = Arrays.stream(differences)
                .filter(value -> Math.abs(value) > ROUNDING)
                .toArray();
        double observed = Arrays.stream(moved).sum() + ROUNDING;
        if (moved.length <= MOST_EXACT) {
            int asLow = 0;
            for (int signs = 0; signs < 1 << moved.length; signs++) {
                asLow += sum(moved, signs) <= observed ? 1 : 0;
            }
            return (double) asLow / (1 << moved.length);
        }
        SplittableRandom random = new SplittableRandom(seed);
        int asLow = 1; // the observed signs are one of the draws (Phipson and Smyth, 2010)
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (double value : moved) {
                sum += random.nextBoolean() ? value : -value;
            }
            asLow += sum <= observed ? 1 : 0;
        }
        return (double) asLow / (DRAWS + 1);
    }

    private static double sum(double[] values, int signs) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (signs >> i & 1) == 0 ? values[i] : -values[i];
        }
        return sum;
    }
}
