/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import java.util.List;
import java.util.Locale;

/** How the scores of a run become one number. */
enum Aggregate {
    AVERAGE,
    MIN,
    MAX,
    MEDIAN,
    P90,
    P95,
    P99,
    SUM,
    COUNT;

    /** The function of that name; the average where none is named. */
    static Aggregate of(Call call) throws HttpError {
        String name = call.parameter("aggregate_function");
        if (name == null) {
            return AVERAGE;
        }
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new HttpError(
                    400, "aggregate_function must be average, min, max, median, p90, p95, p99, sum or count");
        }
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param values at least one */
    double of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double sum = values.stream().mapToDouble(Double::doubleValue).sum();
        return switch (this) {
            case AVERAGE -> sum / sorted.length;
            case MIN -> sorted[0];
            case MAX -> sorted[sorted.length - 1];
            case MEDIAN -> quantile(sorted, 0.5);
            case P90 -> quantile(sorted, 0.9);
            case P95 -> quantile(sorted, 0.95);
            case P99 -> quantile(sorted, 0.99);
            case SUM -> sum;
            case COUNT -> sorted.length;
        };
    }

    /** Between the two nearest values; HoneyHive's own rule is not known. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
