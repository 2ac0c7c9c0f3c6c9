/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reports of a result, for people and for machines. They hold the inputs and outputs of the cases. */
public final class Reports {

    private static final int BAR = 20;

    private Reports() {}

    /**
     * Writes {@code <name>.json}, {@code <name>.xml} (JUnit) and {@code <name>.html} into a directory, which is made where
     * it is missing. Characters that have no place in a file's name become {@code -}.
     *
     * @param comparison with an earlier run, or null
     * @throws UncheckedIOException if a file cannot be written
     */
    public static void write(Path directory, ExperimentResult result, @Nullable Comparison comparison) {
        String name = result.name().replaceAll("[^A-Za-z0-9._-]+", "-");
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name + ".json"), result.toJson());
            Files.writeString(directory.resolve(name + ".xml"), junitXml(result));
            Files.writeString(directory.resolve(name + ".html"), html(result, comparison));
        } catch (IOException e) {
            throw new UncheckedIOException("the reports cannot be written to " + directory, e);
        }
    }

    /** A table of the evaluators with their mean as a bar, and of the metrics that changed. */
    public static String console(ExperimentResult result, @Nullable Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %d cases of %s, %d of %d rows passed, %d failed, %d not judged, %.1f s",
                result.name(),
                result.cases().size(),
                result.datasetName(),
                result.passed(),
                result.passes().size(),
                result.failures(),
                result.unjudged(),
                result.took().toMillis() / 1000.0));
        lines.add(row("overall", result.meanScore(), ""));
        for (String evaluator : result.evaluators()) {
            OptionalDouble mean = result.scores(evaluator).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average();
            lines.add(row(
                    evaluator,
                    mean,
                    String.format(
                            Locale.ROOT,
                            "%d pass, %d fail, %d error",
                            result.count(evaluator, Status.PASS),
                            result.count(evaluator, Status.FAIL),
                            result.count(evaluator, Status.ERROR))));
        }
        if (comparison != null) {
            for (Comparison.Metric metric : comparison.metrics()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%-24s %.3f -> %.3f (%+.3f) %d better, %d worse of %d%s",
                        clip(metric.name()),
                        metric.before(),
                        metric.after(),
                        metric.difference(),
                        metric.improved(),
                        metric.degraded(),
                        metric.pairs(),
                        metric.regression() ? "  REGRESSION" : ""));
            }
        }
        result.notes().forEach(note -> lines.add("! " + note));
        return String.join(System.lineSeparator(), lines);
    }

    private static String row(String name, OptionalDouble mean, String counts) {
        if (mean.isEmpty()) {
            return String.format(Locale.ROOT, "%-24s    –  %s", clip(name), counts);
        }
        int filled = (int) Math.round(BAR * Math.max(0, Math.min(1, mean.getAsDouble())));
        return String.format(
                Locale.ROOT,
                "%-24s %.3f [%s%s] %s",
                clip(name),
                mean.getAsDouble(),
                "#".repeat(filled),
                "-".repeat(BAR - filled),
                counts);
    }

    private static String clip(String name) {
        return name.length() > 24 ? name.substring(0, 23) + "…" : name;
    }

    /**
     * As JUnit's own report, for what reads those: a test case a case, failed if it has not passed where there is a
     * verdict, an error if its task failed, skipped if nobody could judge it.
     */
    public static String junitXml(ExperimentResult result) {
        return JunitXml.of(result);
    }

    /**
     * One page that needs nothing else and runs no script: failing cases first, the distribution of each evaluator, and,
     * with a comparison, run against run.
     */
    public static String html(ExperimentResult result, @Nullable Comparison comparison) {
        return HtmlReport.of(result, comparison);
    }
}
