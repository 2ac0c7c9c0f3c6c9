/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

/** Precision and recall, each from 0 to 1. */
public record Score(double precision, double recall) {

    public static final Score NONE = new Score(0, 0);

    static Score of(int common, int output, int expected) {
        return new Score((double) common / Math.max(1, output), (double) common / Math.max(1, expected));
    }

    /** The harmonic mean of both. */
    public double f1() {
        return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    }
}
