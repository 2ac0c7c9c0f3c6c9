/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The page. Everything that comes from a dataset or a model is escaped; the policy lets the browser load nothing and run
 * nothing, whatever slips through.
 */
final class HtmlReport {

    private static final String STYLE = "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;"
            + "padding:0 1rem;color:#1c1c1c;background:#fff}table{border-collapse:collapse;width:100%}"
            + "th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #ddd}"
            + "td{overflow-wrap:anywhere}pre{white-space:pre-wrap;margin:0;font:13px/1.4 ui-monospace,monospace}"
            + ".fail{color:#a40000;font-weight:600}.pass{color:#14691b}.plots{display:flex;flex-wrap:wrap;gap:1.5rem}"
            + "figure{margin:0}figcaption{font-size:13px}svg{background:#f6f6f6}";

    private HtmlReport() {}

    static String of(ExperimentResult result, @Nullable Comparison comparison) {
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .append(hash(STYLE))
                .append(
                        "'; base-uri 'none'; form-action 'none'\"><meta name=\"viewport\" content=\"width=device-width\">")
                .append("<title>")
                .append(Markup.escape(result.name()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n");
        head(result, out);
        out.append("<h2>Distribution of each score</h2><div class=\"plots\">");
        out.append(Plots.histogram("overall", result.scores().values()));
        for (String evaluator : result.evaluators()) {
            out.append(Plots.histogram(evaluator, result.scores(evaluator).values()));
        }
        out.append("</div>\n");
        if (comparison != null) {
            comparison(comparison, out);
        }
        cases(result, out);
        return out.append("</body></html>\n").toString();
    }

    private static void head(ExperimentResult result, StringBuilder out) {
        OptionalDouble mean = result.meanScore();
        out.append("<h1>").append(Markup.escape(result.name())).append("</h1><p>");
        out.append(String.format(
                Locale.ROOT,
                "Score %s · %d of %d rows passed · %d cases failed · %d not judged<br>",
                mean.isPresent() ? String.format(Locale.ROOT, "%.3f", mean.getAsDouble()) : "–",
                result.passed(),
                result.passes().size(),
                result.failures(),
                result.unjudged()));
        out.append(Markup.escape("Dataset " + result.datasetName() + " (" + result.datasetId() + "), pipeline "
                + result.pipeline() + ", run " + result.runId() + ", started " + result.started()));
        result.git().forEach((name, value) -> out.append("<br>").append(Markup.escape(name + ": " + value)));
        out.append("</p>\n");
        for (String note : result.notes()) {
            out.append("<p class=\"fail\">").append(Markup.escape(note)).append("</p>\n");
        }
    }

    private static void comparison(Comparison comparison, StringBuilder out) {
        out.append("<h2>Run against run</h2><p>")
                .append(Markup.escape("Before: " + comparison.before().name() + ", run "
                        + comparison.before().runId() + ", started "
                        + comparison.before().started() + ". "
                        + comparison.common().size() + " rows in common, "
                        + comparison.onlyBefore().size() + " only before, "
                        + comparison.onlyAfter().size() + " only now."))
                .append("</p>")
                .append(Plots.against(
                        comparison.before().scores(), comparison.after().scores()))
                .append(
                        "<table><tr><th>Metric<th>Before<th>Now<th>Difference<th>Interval<th>Better, worse, pairs<th>p (Holm)"
                                + "<th>Smallest detectable</tr>");
        for (Comparison.Metric metric : comparison.metrics()) {
            out.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s<td>%.3f<td>%.3f<td class=\"%s\">%+.3f%s<td>%+.3f to %+.3f<td>%d, %d, %d<td>%.3g<td>%.3f</tr>",
                    Markup.escape(metric.name()),
                    metric.before(),
                    metric.after(),
                    metric.regression() ? "fail" : "",
                    metric.difference(),
                    metric.regression() ? " regression" : "",
                    metric.low(),
                    metric.high(),
                    metric.improved(),
                    metric.degraded(),
                    metric.pairs(),
                    metric.probability(),
                    metric.smallestDetectable()));
        }
        out.append("</table>\n");
    }

    private static void cases(ExperimentResult result, StringBuilder out) {
        out.append(
                "<h2>Cases, failing first</h2><table><tr><th>Case<th>Result<th>Inputs<th>Output<th>Expected<th>Scores</tr>\n");
        List<CaseResult> sorted = result.cases().stream()
                .sorted(Comparator.comparingInt(HtmlReport::rank)
                        .thenComparingDouble(test -> number(test.score()))
                        .thenComparing(CaseResult::key))
                .toList();
        for (CaseResult test : sorted) {
            String error = test.error();
            out.append("<tr><td>").append(Markup.escape(test.key()));
            out.append("<td class=\"").append(rank(test) < 2 ? "fail" : "pass").append("\">");
            out.append(error == null ? test.overall().status() : "task failed");
            Double score = test.score();
            out.append(score == null ? "" : String.format(Locale.ROOT, " %.3f", score));
            out.append("<td><pre>").append(text(test.inputs()));
            out.append("</pre><td><pre>").append(text(error == null ? test.output() : error));
            out.append("</pre><td><pre>").append(text(test.groundTruth())).append("</pre><td>");
            for (Score part : test.parts()) {
                String explanation = part.explanation();
                out.append(Markup.escape(part
                                + (part.label() == null ? "" : " " + part.label())
                                + (explanation == null ? "" : ": " + explanation)))
                        .append("<br>");
            }
            out.append("</tr>\n");
        }
        out.append("</table>\n");
    }

    /** Failed tasks, failed verdicts, no judgement, then the rest. */
    private static int rank(CaseResult test) {
        if (test.error() != null) {
            return 0;
        }
        if (test.overall().status() == Status.FAIL) {
            return 1;
        }
        return test.score() == null ? 2 : 3;
    }

    private static double number(@Nullable Double score) {
        return score == null ? 0 : score;
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "–";
        }
        return Markup.escape(
                value instanceof Map<?, ?> || value instanceof Collection<?> ? JsonText.of(value) : value.toString());
    }

    private static String hash(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
