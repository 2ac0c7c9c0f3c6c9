/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.statistics;

/**
 * McNemar's exact test (1947) of paired verdicts: only pairs that changed count, and if nothing is better or worse, each
 * of them could as well have changed the other way.
 */
public final class McNemar {

    private McNemar() {}

    /** How likely a split as uneven as this one is, either way. */
    public static double twoSided(int worse, int better) {
        return Math.min(1, 2 * tail(Math.max(worse, better), worse + better));
    }

    /** How likely at least as many changes for the worse are. */
    public static double lower(int worse, int better) {
        return tail(worse, worse + better);
    }

    /** The share of the binomial distribution of n at 1/2 from k on, summed in logarithms: 1/2 to the n would vanish. */
    private static double tail(int k, int n) {
        double sum = 0;
        double logChoose = 0;
        for (int i = 0; i <= n; i++) {
            if (i >= k) {
                sum += Math.exp(logChoose - n * Math.log(2));
            }
            logChoose += Math.log((double) (n - i) / (i + 1));
        }
        return Math.min(1, sum);
    }
}
