/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.statistics;

/** The score interval of a proportion (Wilson, 1927). */
public final class Wilson {

    private Wilson() {}

    /**
     * The interval, as its lower and its upper end.
     *
     * @param z the point of the standard normal distribution that belongs to the confidence: 1.96 for 95 %
     */
    public static double[] interval(int hits, int of, double z) {
        double rate = (double) hits / of;
        double factor = 1 / (1 + z * z / of);
        double centre = factor * (rate + z * z / (2.0 * of));
        double half = factor * z * Math.sqrt(rate * (1 - rate) / of + z * z / (4.0 * of * of));
        return new double[] {hits == 0 ? 0 : centre - half, hits == of ? 1 : centre + half};
    }
}
