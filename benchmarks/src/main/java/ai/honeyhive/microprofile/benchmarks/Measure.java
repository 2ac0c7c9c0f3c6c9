/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures everything in one run, compares it with the targets and writes the page of results. */
public final class Measure {

    private final boolean quick = Boolean.getBoolean("quick");
    private final Figures figures = new Figures();

    private Measure() {}

    public static void main(String[] arguments) throws Exception {
        Path results = Path.of(System.getProperty("results", "target/results.md"));
        Report report = new Report(Boolean.getBoolean("quick"), Machine.load());
        Measure measure = new Measure();
        measure.calls();
        measure.exporters();
        String page = report.page(measure.targets(), measure.figures);
        Files.createDirectories(results.toAbsolutePath().getParent());
        Files.writeString(results, page);
        System.out.println(page);
    }

    private void calls() throws IOException, RunnerException {
        try (Sink sink = Sink.answering()) {
            var options = new OptionsBuilder()
                    .include(BaseLines.class.getName() + "\\..*")
                    .addProfiler(WorkerThreadProfiler.class)
                    .addProfiler(GCProfiler.class)
                    .forks(quick ? 1 : 2)
                    .warmupIterations(quick ? 2 : 5)
                    .warmupTime(time())
                    .measurementIterations(quick ? 2 : 5)
                    .measurementTime(time())
                    .jvmArgs("-Xms1g", "-Xmx1g", "-Dsink=" + sink.uri())
                    .shouldFailOnError(true)
                    .build();
            figures.add(new Runner(options).run());
        }
    }

    private TimeValue time() {
        return TimeValue.milliseconds(quick ? 500 : 2000);
    }

    private void exporters() throws IOException, InterruptedException {
        List<String> names = List.of("stock", "stock-gzip");
        double[][] nanos = new double[names.size()][quick ? 1 : 3];
        try (Sink sink = Sink.answering()) {
            // Turn by turn, so that a busy minute hits all of them.
            for (int run = 0; run < nanos[0].length; run++) {
                for (int i = 0; i < names.size(); i++) {
                    nanos[i][run] = exporter(names.get(i), sink);
                }
            }
        }
        for (int i = 0; i < names.size(); i++) {
            figures.add("export, " + names.get(i), nanos[i]);
        }
    }

    private double exporter(String name, Sink sink) throws IOException, InterruptedException {
        System.out.println("# Exporter " + name);
        long bytes = sink.bodyBytes();
        String warmUp = quick ? "50" : "500";
        String result = Child.run(
                ExportCost.class,
                List.of("-Xms1g", "-Xmx1g"),
                List.of(name, sink.uri().toString(), warmUp, quick ? "3" : "9", quick ? "10" : "50"));
        System.out.printf("%s ns a span, %,d bytes in all%n", result, sink.bodyBytes() - bytes);
        return Double.parseDouble(result);
    }

    private List<Target> targets() {
        return new ArrayList<>();
    }
}
