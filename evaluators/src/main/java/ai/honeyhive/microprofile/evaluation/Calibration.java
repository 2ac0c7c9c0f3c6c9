/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import ai.honeyhive.microprofile.evaluation.internal.judge.Agreement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * How far a judge agrees with people, on rows that both have judged, and from which score on it may gate.
 *
 * <p>The threshold is the score with the greatest Cohen's κ on all rows. Accuracy and κ are not read off the rows that
 * chose the threshold: in each of 1,000 bootstrap draws it is chosen anew, and measured on the rows that were not drawn;
 * the interval is the middle 95 % of those. Draws are seeded: the same rows give the same figures.
 *
 * @param rows how many rows were compared
 * @param threshold the score from which on the judge says "good"; empty if the judge must not gate, because the interval
 *     of κ includes 0: as good as chance
 * @param accuracy the share of rows on which judge and people agree
 * @param kappa the same, corrected for chance (Cohen, 1960)
 * @param spearman the rank correlation of the judge's scores with the people's, all rows
 */
public record Calibration(int rows, OptionalDouble threshold, Interval accuracy, Interval kappa, Interval spearman) {

    private static final int DRAWS = 1000;
    private static final int FEWEST_ROWS = 20;

    /**
     * A row that both have judged.
     *
     * @param judge the judge's score
     * @param human the people's score
     * @param good whether people find it good enough
     */
    public record Row(double judge, double human, boolean good) {

        /** Refuses what is not finite. */
        public Row {
            if (!Double.isFinite(judge) || !Double.isFinite(human)) {
                throw new IllegalArgumentException("scores must be finite, not " + judge + " and " + human);
            }
        }

        /** Where people only said whether it is good. */
        public static Row of(double judge, boolean good) {
            return new Row(judge, good ? 1 : 0, good);
        }
    }

    /** A figure with its 95 % interval. */
    public record Interval(double value, double low, double high) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", value, low, high);
        }
    }

    /**
     * Calibrates.
     *
     * @throws IllegalArgumentException with fewer than 20 rows, or if people found all rows good, or none: then there is
     *     nothing to agree on
     */
    public static Calibration of(List<Row> rows, long seed) {
        long good = rows.stream().filter(Row::good).count();
        if (rows.size() < FEWEST_ROWS || good == 0 || good == rows.size()) {
            throw new IllegalArgumentException("calibration needs at least " + FEWEST_ROWS
                    + " rows, good and bad ones; there are " + rows.size() + ", " + good + " good");
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<Double> accuracies = new ArrayList<>();
        List<Double> kappas = new ArrayList<>();
        List<Double> spearmans = new ArrayList<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            boolean[] isDrawn = new boolean[rows.size()];
            List<Row> drawn = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                int row = random.nextInt(rows.size());
                isDrawn[row] = true;
                drawn.add(rows.get(row));
            }
            List<Row> others = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                if (!isDrawn[i]) {
                    others.add(rows.get(i));
                }
            }
            if (!others.isEmpty()) {
                double threshold = bestThreshold(drawn);
                accuracies.add(accuracy(others, threshold));
                kappas.add(kappa(others, threshold));
            }
            spearmans.add(spearman(drawn));
        }
        Interval kappa = interval(mean(kappas), kappas);
        return new Calibration(
                rows.size(),
                kappa.low() > 0 ? OptionalDouble.of(bestThreshold(rows)) : OptionalDouble.empty(),
                interval(mean(accuracies), accuracies),
                kappa,
                interval(spearman(rows), spearmans));
    }

    /** The threshold goes down through the scores, and each row above it becomes a "good"; of equal ones the lowest. */
    private static double bestThreshold(List<Row> rows) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingDouble(Row::judge).reversed());
        int good = (int) rows.stream().filter(Row::good).count();
        int bothGood = 0;
        double best = Double.NEGATIVE_INFINITY;
        double threshold = 0;
        for (int i = 0; i < sorted.size(); i++) {
            bothGood += sorted.get(i).good() ? 1 : 0;
            double score = sorted.get(i).judge();
            boolean lastOfItsScore = i == sorted.size() - 1 || sorted.get(i + 1).judge() < score;
            int above = i + 1;
            double kappa = Agreement.kappa(
                    bothGood, above - bothGood, good - bothGood, sorted.size() - above - good + bothGood);
            if (lastOfItsScore && kappa >= best) {
                best = kappa;
                threshold = score;
            }
        }
        return threshold;
    }

    private static double accuracy(List<Row> rows, double threshold) {
        return (double) rows.stream()
                        .filter(row -> (row.judge() >= threshold) == row.good())
                        .count()
                / rows.size();
    }

    private static double kappa(List<Row> rows, double threshold) {
        int[] counts = new int[4];
        for (Row row : rows) {
            counts[(row.judge() >= threshold ? 0 : 2) + (row.good() ? 0 : 1)]++;
        }
        return Agreement.kappa(counts[0], counts[1], counts[2], counts[3]);
    }

    private static double spearman(List<Row> rows) {
        return Agreement.spearman(
                rows.stream().mapToDouble(Row::judge).toArray(),
                rows.stream().mapToDouble(Row::human).toArray());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static Interval interval(double value, List<Double> draws) {
        double[] sorted = draws.stream().mapToDouble(draw -> draw).sorted().toArray();
        int last = sorted.length - 1;
        return new Interval(value, sorted[(int) Math.floor(0.025 * last)], sorted[(int) Math.ceil(0.975 * last)]);
    }
}
