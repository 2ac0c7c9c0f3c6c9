/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures everything in one run, compares it with the targets and writes the page of results. */
public final class Measure {

    private static final List<String> EXPORTERS =
            List.of("stock", "ours", "stock-gzip", "ours-gzip", "ours-without-redaction", "ours-with-stations");

    private final boolean quick = Boolean.getBoolean("quick");
    private final Figures figures = new Figures();
    private final List<Target> targets = new ArrayList<>();

    private Measure() {}

    public static void main(String[] arguments) throws Exception {
        Path results = Path.of(System.getProperty("results", "target/results.md"));
        Report report = new Report(Boolean.getBoolean("quick"), Machine.load());
        Measure measure = new Measure();
        measure.calls();
        measure.exporters();
        measure.memory("64 KB of each kept", "65536");
        measure.memory("all of each kept", "1048576");
        measure.neighbours();
        measure.batches();
        measure.audit();
        measure.targets.addAll(EvaluationSpeed.targets(measure.quick));
        measure.jars();
        String page = report.page(measure.targets, measure.figures);
        Files.createDirectories(results.toAbsolutePath().getParent());
        Files.writeString(results, page);
        System.out.println(page);
    }

    private void calls() throws IOException, RunnerException {
        try (Sink sink = Sink.answering()) {
            var options = new OptionsBuilder()
                    .include(BaseLines.class.getName() + "\\..*")
                    .include(TracedCalls.class.getName() + "\\..*")
                    .include(ManyTracers.class.getName() + "\\..*")
                    .include(SamplingDecisions.class.getName() + "\\..*")
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
        targets.addAll(callTargets());
    }

    private TimeValue time() {
        return TimeValue.milliseconds(quick ? 500 : 2000);
    }

    private List<Target> callTargets() {
        double n = figures.nanos("noOpInterceptor");
        double s = figures.nanos("spanWithTenAttributes");
        double j = figures.nanos("jackson");
        return List.of(
                Target.ratio("`@LLMTraced`, inactive and unsampled", figures.nanos("tracedInactive") / n, 1.8, "N"),
                Target.bytes(
                        "the same, allocation beyond N",
                        "≤ N + 320 B",
                        figures.bytes("tracedInactive") - figures.bytes("noOpInterceptor"),
                        320),
                Target.ratio(
                        "sampled, no content captured",
                        figures.nanos("tracedWithoutContent") / (n + 1.1 * s),
                        1,
                        "(N + 1.1 S)"),
                Target.ratio("short arguments captured", figures.nanos("tracedShortArguments") / s, 1.6, "S"),
                Target.ratio(
                        "`@Evaluated` with no evaluation due, on top",
                        (figures.nanos("evaluatedNoneDue") - figures.nanos("tracedShortArguments")) / n,
                        0.6,
                        "N"),
                Target.ratio(
                        "a call of a tracer among sixteen",
                        figures.nanos("tracedOfSixteenTracers") / figures.nanos("tracedOfOneTracer"),
                        1.05,
                        "a call of the only one"),
                Target.ratio("sampling, a decision", figures.nanos("samplingDecision") / n, 0.5, "N"),
                Target.bytes("the same, allocation", "0 B", figures.bytes("samplingDecision"), 0),
                Target.ratio(
                        "chat history of 2 KB captured",
                        figures.nanos("tracedChatHistory") / (n + s + j),
                        1.15,
                        "(N + S + J)"));
    }

    private void exporters() throws IOException, InterruptedException {
        double[][] nanos = new double[EXPORTERS.size()][quick ? 1 : 3];
        try (Sink sink = Sink.answering()) {
            // Turn by turn, so that a busy minute hits all of them.
            for (int run = 0; run < nanos[0].length; run++) {
                for (int i = 0; i < EXPORTERS.size(); i++) {
                    nanos[i][run] = exporter(EXPORTERS.get(i), sink);
                }
            }
        }
        for (int i = 0; i < EXPORTERS.size(); i++) {
            figures.add(EXPORTERS.get(i), nanos[i]);
        }
        targets.add(Target.ratio(
                "exporter, per span of 5 KB", figures.nanos("ours") / figures.nanos("stock"), 1.2, "stock exporter"));
        targets.add(Target.ratio(
                "exporter with compression",
                figures.nanos("ours-gzip") / figures.nanos("stock-gzip"),
                0.35,
                "stock exporter with gzip"));
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

    private void memory(String what, String largestAttribute) throws IOException, InterruptedException {
        System.out.println("# Hanging endpoint, " + what);
        String result;
        boolean met;
        try (Sink sink = Sink.hanging()) {
            result = Child.run(
                    HangingEndpoint.class,
                    List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
                    List.of(sink.uri().toString(), quick ? "2000" : "20000", "262144", largestAttribute));
            met = result.startsWith("complete");
        } catch (IllegalStateException failed) {
            result = failed.getMessage().lines().findFirst().orElse("");
            met = false;
        }
        targets.add(new Target(
                "prompts of 256 KB, " + what + ", hanging endpoint, heap of 256 MB",
                "no OutOfMemoryError, the account adds up",
                result,
                met));
    }

    /**
     * Two JVMs take turns, one beside healthy projects, one beside sick ones, and each turn beside sick ones is compared with the two
     * around it: a machine changes within minutes by more than what is looked for. Further pairs of JVMs, for no two are compiled
     * alike.
     */
    private void neighbours() throws IOException {
        double[] ratios = new double[quick ? 3 : 48];
        int pairs = quick ? 1 : 4;
        int turns = ratios.length / pairs;
        try (Sink sink = Sink.answering();
                Sink hanging = Sink.hanging();
                Sink refusing = Sink.refusing()) {
            for (int pair = 0; pair < pairs; pair++) {
                System.out.println("# Neighbours");
                try (Child.Dialogue healthy = neighbours(sink, sink, sink);
                        Child.Dialogue sick = neighbours(sink, hanging, refusing)) {
                    healthy.ask(Neighbours.WARM_UP);
                    sick.ask(Neighbours.WARM_UP);
                    double before = turn(healthy);
                    for (int turn = 0; turn < turns; turn++) {
                        double beside = turn(sick);
                        double after = turn(healthy);
                        System.out.printf(
                                Locale.ROOT,
                                "%.0f a second beside sick ones, %.0f before and %.0f after beside healthy ones%n",
                                beside,
                                before,
                                after);
                        ratios[pair * turns + turn] = 2 * beside / (before + after);
                        before = after;
                    }
                }
            }
        }
        Arrays.sort(ratios);
        double median = (ratios[ratios.length / 2] + ratios[(ratios.length - 1) / 2]) / 2;
        targets.add(new Target(
                "throughput of two projects, beside one that hangs and one that is refused",
                "≥ 0.95 times that beside healthy ones",
                String.format(
                        Locale.ROOT,
                        "%.2f (median of %d turns; half of them from %.2f to %.2f)",
                        median,
                        ratios.length,
                        ratios[ratios.length / 4],
                        ratios[ratios.length * 3 / 4]),
                median >= 0.95));
    }

    private static Child.Dialogue neighbours(Sink sink, Sink one, Sink other) throws IOException {
        return new Child.Dialogue(
                Neighbours.class,
                List.of("-Xms1g", "-Xmx1g"),
                List.of(sink.uri().toString(), one.uri().toString(), other.uri().toString()));
    }

    private double turn(Child.Dialogue neighbours) throws IOException {
        return Double.parseDouble(neighbours.ask(quick ? "500" : "3000"));
    }

    /** 100,000 items in groups of 500, beside the same loops on the same executor, in a small heap. */
    private void batches() throws IOException, InterruptedException {
        System.out.println("# Batches");
        try (Sink sink = Sink.answering()) {
            String[] nanos = Child.run(
                            Batches.class,
                            List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"),
                            List.of(sink.uri().toString(), quick ? "3" : "21"))
                    .split(" ", 2);
            double more = Double.parseDouble(nanos[1]) - Double.parseDouble(nanos[0]);
            targets.add(new Target(
                    "a batch of 100,000 items in groups of 500, heap of 64 MB: CPU per item beside its work",
                    "≤ 1,000 ns, 200 events",
                    String.format(Locale.ROOT, "%,.0f ns (%s against %s), 200 events", more, nanos[1], nanos[0]),
                    more <= 1_000));
        }
    }

    private void audit() throws Exception {
        long millis = quick ? 500 : 3000;
        AuditAppends.Compared many = AuditAppends.compared(64, millis);
        AuditAppends.Compared one = AuditAppends.compared(1, millis);
        targets.add(new Target(
                "audit log, durable appends of 64 writers", "≥ 12 times", many.toString(), many.ratio() >= 12));
        targets.add(
                new Target("audit log, durable appends of one writer", "≥ 1 times", one.toString(), one.ratio() >= 1));
        double nanos = AuditAppends.bestEffortNanos();
        targets.add(new Target(
                "audit log, best effort, CPU of the caller", "≤ 2,000 ns", "%,.0f ns".formatted(nanos), nanos <= 2000));
    }

    private void jars() throws IOException, URISyntaxException {
        long bytes = size(LLMTraced.class) + size(HoneyHiveRuntime.class);
        targets.add(Target.bytes("extension jar with its modules", "≤ 400 KB", (double) bytes, 400 * 1024));
    }

    private static long size(Class<?> type) throws IOException, URISyntaxException {
        return Files.size(
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
}
