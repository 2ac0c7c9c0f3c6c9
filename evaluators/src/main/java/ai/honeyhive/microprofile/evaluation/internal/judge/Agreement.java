/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.judge;

import java.util.Arrays;

/** How far two raters agree. */
public final class Agreement {

    private Agreement() {}

    /** Cohen's κ (1960): (p_o - p_e) / (1 - p_e) of two verdicts; 0 where chance alone would agree on everything. */
    public static double kappa(int bothYes, int onlyFirst, int onlySecond, int bothNo) {
        double all = bothYes + onlyFirst + onlySecond + bothNo;
        double observed = (bothYes + bothNo) / all;
        double yes = (bothYes + onlyFirst) / all * ((bothYes + onlySecond) / all);
        double no = (bothNo + onlyFirst) / all * ((bothNo + onlySecond) / all);
        return yes + no >= 1 ? 0 : (observed - yes - no) / (1 - yes - no);
    }

    /** Spearman's ρ (1904): Pearson's correlation of the ranks, equal values sharing theirs; 0 without variation. */
    public static double spearman(double[] a, double[] b) {
        double[] left = ranks(a);
        double[] right = ranks(b);
        double mean = (a.length + 1) / 2.0;
        double product = 0;
        double squaresLeft = 0;
        double squaresRight = 0;
        for (int i = 0; i < a.length; i++) {
            product += (left[i] - mean) * (right[i] - mean);
            squaresLeft += (left[i] - mean) * (left[i] - mean);
            squaresRight += (right[i] - mean) * (right[i] - mean);
        }
        return squaresLeft == 0 || squaresRight == 0 ? 0 : product / Math.sqrt(squaresLeft * squaresRight);
    }

    private static double[] ranks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int first = Arrays.binarySearch(sorted, values[i]);
            int last = first;
            while (first > 0 && sorted[first - 1] == values[i]) {
                first--;
            }
            while (last < sorted.length - 1 && sorted[last + 1] == values[i]) {
                last++;
            }
            ranks[i] = (first + last) / 2.0 + 1;
        }
        return ranks;
    }
}
