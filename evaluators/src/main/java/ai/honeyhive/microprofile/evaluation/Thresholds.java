/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

/** How scores meet thresholds. */
final class Thresholds {

    /** So that the mean of 0.7, 0.7 and 0.7, which is 0.6999999999999998 in binary, reaches 0.7. */
    private static final double ROUNDING = 1e-9;

    private Thresholds() {}

    static boolean isReached(double score, double threshold) {
        return score >= threshold - ROUNDING;
    }

    static double finite(double threshold, String what) {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException(what + " must be a finite number, not " + threshold);
        }
        return threshold;
    }
}
