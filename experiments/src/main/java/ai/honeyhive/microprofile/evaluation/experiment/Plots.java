/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Plots as SVG, by attributes alone: the page's policy allows no inline style. */
final class Plots {

    private static final int BINS = 20;
    private static final int SIZE = 220;

    private Plots() {}

    /** How many rows have which score, from 0 to 1; a score outside counts at the edge. */
    static String histogram(String name, Collection<Double> scores) {
        int[] bins = new int[BINS];
        int most = 1;
        for (double score : scores) {
            int bin = (int) Math.max(0, Math.min(BINS - 1, Math.floor(score * BINS)));
            most = Math.max(most, ++bins[bin]);
        }
        StringBuilder out = open(name, SIZE, 120);
        int width = SIZE / BINS;
        for (int bin = 0; bin < BINS; bin++) {
            int height = 100 * bins[bin] / most;
            out.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#3a6ea5\"><title>%.2f: %d</title></rect>",
                    bin * width,
                    110 - height,
                    width - 1,
                    height,
                    (double) bin / BINS,
                    bins[bin]));
        }
        return close(out, name + ", " + scores.size() + " rows, 0 to 1");
    }

    /** A point for each row that both runs have: above the diagonal it got better. */
    static String against(Map<String, Double> before, Map<String, Double> after) {
        StringBuilder out = open("overall score, before and now", SIZE, SIZE);
        out.append("<line x1=\"0\" y1=\"220\" x2=\"220\" y2=\"0\" stroke=\"#999\"/>");
        int count = 0;
        for (Map.Entry<String, Double> entry : before.entrySet()) {
            Double now = after.get(entry.getKey());
            if (now == null) {
                continue;
            }
            count++;
            out.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" fill-opacity=\"0.6\"><title>%s</title></circle>",
                    10 + 200 * bounded(entry.getValue()),
                    210 - 200 * bounded(now),
                    now < entry.getValue() ? "#a40000" : "#14691b",
                    Markup.escape(entry.getKey())));
        }
        return close(out, "Overall score of " + count + " rows: before to the right, now upwards");
    }

    private static double bounded(double score) {
        return Math.max(0, Math.min(1, score));
    }

    private static StringBuilder open(String label, int width, int height) {
        return new StringBuilder(String.format(
                Locale.ROOT,
                "<figure><svg role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\">",
                Markup.escape(label),
                width,
                height));
    }

    private static String close(StringBuilder out, String caption) {
        return out.append("</svg><figcaption>")
                .append(Markup.escape(caption))
                .append("</figcaption></figure>")
                .toString();
    }
}
