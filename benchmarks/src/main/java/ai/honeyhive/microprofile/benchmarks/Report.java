/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.util.List;
import java.util.Locale;

/** The result as a page of Markdown. */
final class Report {

    private final boolean quick;
    private final double loadAtStart;

    Report(boolean quick, double loadAtStart) {
        this.quick = quick;
        this.loadAtStart = loadAtStart;
    }

    String page(List<Target> targets, Figures figures) {
        StringBuilder page = new StringBuilder("# Speed and memory\n\n");
        page.append(Machine.description()).append(".\n");
        page.append(String.format(
                Locale.ROOT, "Load average %.1f before, %.1f after the run.%n", loadAtStart, Machine.load()));
        if (quick) {
            page.append("\n**A quick run: it shows that everything runs, its figures mean little.**\n");
        }
        page.append("\n| what | target | measured | |\n|---|---|---|---|\n");
        targets.forEach(target -> page.append(target.row()).append('\n'));
        page.append(method());
        page.append("\n| measurement | CPU ns | lowest – highest | B, caller | B, JVM |\n|---|---:|---:|---:|---:|\n");
        figures.all().forEach((name, figure) -> page.append(row(name, figure)));
        return page.toString();
    }

    private static String method() {
        return """

                N: a call of an `@ApplicationScoped` bean through its client proxy with one no-op `@AroundInvoke`.
                S: a hand-written sampled span with scope and ten attributes. J: Jackson's `writeValueAsString` of the
                same chat history. All times are CPU times of the calling thread (JMH, two forks of five iterations of
                2 s after as long a warm-up, median of the iterations); those of the exporters are of all threads of a
                JVM of their own, per span of 5 KB, warmed by at least 500 batches of 512 spans.
                """;
    }

    private static String row(String name, Figures.Figure figure) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f – %,.0f | %s | %s |%n",
                name,
                figure.nanos(),
                figure.lowest(),
                figure.highest(),
                bytes(figure.bytes()),
                bytes(figure.jvmBytes()));
    }

    private static String bytes(double bytes) {
        return Double.isNaN(bytes) ? "" : String.format(Locale.ROOT, "%,.0f", bytes);
    }
}
