/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.experiment.internal.statistics.Holm;
import ai.honeyhive.microprofile.evaluation.experiment.internal.statistics.McNemar;
import ai.honeyhive.microprofile.evaluation.experiment.internal.statistics.Moments;
import ai.honeyhive.microprofile.evaluation.experiment.internal.statistics.PairedBootstrap;
import ai.honeyhive.microprofile.evaluation.experiment.internal.statistics.SignFlip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two runs, paired by datapoint id as HoneyHive pairs them: the overall score, the pass rate, and each evaluator's score.
 *
 * <p>A change for the worse is a regression if it is greater than the margin and chance does not explain it: for scores
 * the whole paired-bootstrap interval of the difference lies below the margin and a sign-flip test of the differences
 * says so; for the pass rate, McNemar's exact test says so. The tests are corrected for their number by Holm's method.
 * Draws are seeded: the same results give the same comparison.
 *
 * @param metrics the overall score first, then the pass rate, then the evaluators
 * @param common the ids that both runs have
 * @param onlyBefore ids that only the older run has; they do not count
 * @param onlyAfter ids that only the newer run has; they do not count
 * @param margin how much worse is allowed
 * @param confidence of the intervals and tests, such as 0.95
 */
public record Comparison(
        ExperimentResult before,
        ExperimentResult after,
        List<Metric> metrics,
        Set<String> common,
        Set<String> onlyBefore,
        Set<String> onlyAfter,
        double margin,
        double confidence) {

    /** The name of the overall score among the metrics. */
    public static final String OVERALL = "overall";

    /** The name of the pass rate among the metrics. */
    public static final String PASS_RATE = "pass rate";

    private static final long SEED = 20_250_101;

    /**
     * One metric in both runs, on the rows that have it in both.
     *
     * @param pairs how many rows
     * @param before the older mean
     * @param after the newer mean
     * @param improved rows that got better; {@code degraded} that got worse; the others are the same
     * @param low lower end of the difference's interval; {@code high} its upper end
     * @param smallestDetectable the smallest true difference that this many rows of this spread show in four of five
     *     runs; NaN with fewer than two rows
     * @param probability how likely a change as bad as this one is by chance, corrected for the number of metrics
     * @param regression whether this is worse beyond margin and chance
     */
    public record Metric(
            String name,
            int pairs,
            double before,
            double after,
            int improved,
            int degraded,
            double low,
            double high,
            double smallestDetectable,
            double probability,
            boolean regression) {

        /** After less before. */
        public double difference() {
            return after - before;
        }
    }

    /** Compares without a margin, at 95 %. */
    public static Comparison of(ExperimentResult before, ExperimentResult after) {
        return of(before, after, 0, 0.95);
    }

    /**
     * Compares.
     *
     * @throws IllegalArgumentException if the runs have no row in common, or margin or confidence make no sense
     */
    public static Comparison of(ExperimentResult before, ExperimentResult after, double margin, double confidence) {
        if (!(margin >= 0) || !(confidence > 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("the margin is 0 or more and the confidence between 0.5 and 1, not "
                    + margin + " and " + confidence);
        }
        Set<String> common = new LinkedHashSet<>(before.passes().keySet());
        common.retainAll(after.passes().keySet());
        if (common.isEmpty()) {
            throw new IllegalArgumentException("the runs have no datapoint in common: " + before.datasetName() + " ("
                    + before.datasetId() + ") and " + after.datasetName() + " (" + after.datasetId()
                    + "); give rows an id to pair them across changes of the dataset");
        }
        Map<String, double[][]> values = new LinkedHashMap<>();
        put(values, OVERALL, before.scores(), after.scores());
        if (before.hasVerdicts() && after.hasVerdicts()) {
            put(values, PASS_RATE, numbers(before.passes()), numbers(after.passes()));
        }
        for (String evaluator : after.evaluators()) {
            put(values, evaluator, before.scores(evaluator), after.scores(evaluator));
        }
        return new Comparison(
                before,
                after,
                metrics(values, margin, confidence),
                common,
                without(before, common),
                without(after, common),
                margin,
                confidence);
    }

    /** The metrics that got worse beyond margin and chance. */
    public List<Metric> regressions() {
        return metrics.stream().filter(Metric::regression).toList();
    }

    private static Set<String> without(ExperimentResult result, Set<String> common) {
        Set<String> rest = new LinkedHashSet<>(result.passes().keySet());
        rest.removeAll(common);
        return rest;
    }

    private static Map<String, Double> numbers(Map<String, Boolean> passes) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        passes.forEach((id, pass) -> numbers.put(id, pass ? 1.0 : 0.0));
        return numbers;
    }

    private static void put(
            Map<String, double[][]> values, String name, Map<String, Double> before, Map<String, Double> after) {
        List<double[]> pairs = new ArrayList<>();
        before.forEach((id, value) -> {
            Double other = after.get(id);
            if (other != null) {
                pairs.add(new double[] {value, other});
            }
        });
        if (!pairs.isEmpty()) {
            values.put(name, pairs.toArray(double[][]::new));
        }
    }

    private static List<Metric> metrics(Map<String, double[][]> values, double margin, double confidence) {
        List<Metric> raw = new ArrayList<>();
        values.forEach((name, pairs) -> raw.add(metric(name, pairs, margin, confidence)));
        double[] adjusted =
                Holm.adjust(raw.stream().mapToDouble(Metric::probability).toArray());
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            Metric metric = raw.get(i);
            boolean beyond = metric.name().equals(PASS_RATE) ? metric.difference() < -margin : metric.high() < -margin;
            metrics.add(new Metric(
                    metric.name(),
                    metric.pairs(),
                    metric.before(),
                    metric.after(),
                    metric.improved(),
                    metric.degraded(),
                    metric.low(),
                    metric.high(),
                    metric.smallestDetectable(),
                    adjusted[i],
                    beyond && adjusted[i] <= 1 - confidence));
        }
        return metrics;
    }

    /** With the probability not yet corrected. */
    private static Metric metric(String name, double[][] pairs, double margin, double confidence) {
        double[] differences = new double[pairs.length];
        double[] shifted = new double[pairs.length];
        double before = 0;
        double after = 0;
        int improved = 0;
        int degraded = 0;
        for (int i = 0; i < pairs.length; i++) {
            before += pairs[i][0] / pairs.length;
            after += pairs[i][1] / pairs.length;
            differences[i] = pairs[i][1] - pairs[i][0];
            shifted[i] = differences[i] + margin;
            improved += differences[i] > 1e-9 ? 1 : 0;
            degraded += differences[i] < -1e-9 ? 1 : 0;
        }
        double[] interval = PairedBootstrap.interval(differences, confidence, SEED);
        double probability = name.equals(PASS_RATE) ? McNemar.lower(degraded, improved) : SignFlip.lower(shifted, SEED);
        return new Metric(
                name,
                pairs.length,
                before,
                after,
                improved,
                degraded,
                interval[0],
                interval[1],
                Moments.smallestDetectable(differences, confidence),
                probability,
                false);
    }

    /** Names no content. */
    @Override
    public String toString() {
        return before + " → " + after;
    }
}
