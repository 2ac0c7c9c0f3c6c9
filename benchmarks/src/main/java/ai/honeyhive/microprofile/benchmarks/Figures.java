/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** What one run has measured, by name. */
final class Figures {

    /**
     * One measurement: the median over all iterations of all forks, which a busy neighbour moves less than the mean.
     *
     * @param nanos CPU nanoseconds per operation
     * @param lowest the lowest iteration
     * @param highest the highest iteration
     * @param bytes bytes that the calling thread allocates per operation, {@link Double#NaN} where not measured
     * @param jvmBytes bytes that the whole JVM allocates per operation, {@link Double#NaN} where not measured
     */
    record Figure(double nanos, double lowest, double highest, double bytes, double jvmBytes) {}

    private final Map<String, Figure> figures = new LinkedHashMap<>();

    void add(Collection<RunResult> results) {
        for (RunResult result : results) {
            String label = result.getParams().getBenchmark();
            double[] cpu = secondary(result, WorkerThreadProfiler.CPU);
            figures.put(
                    label.substring(label.lastIndexOf('.') + 1),
                    new Figure(
                            median(cpu),
                            cpu[0],
                            cpu[cpu.length - 1],
                            median(secondary(result, WorkerThreadProfiler.ALLOCATED)),
                            median(secondary(result, "gc.alloc.rate.norm"))));
        }
    }

    /** Adds what a child JVM has measured, one value for each of its runs. */
    void add(String name, double... nanos) {
        double[] sorted = nanos.clone();
        Arrays.sort(sorted);
        figures.put(name, new Figure(median(sorted), sorted[0], sorted[sorted.length - 1], Double.NaN, Double.NaN));
    }

    double nanos(String name) {
        return get(name).nanos();
    }

    double bytes(String name) {
        return get(name).bytes();
    }

    Map<String, Figure> all() {
        return figures;
    }

    private Figure get(String name) {
        Figure figure = figures.get(name);
        if (figure == null) {
            throw new IllegalStateException("Nothing has measured " + name);
        }
        return figure;
    }

    private static double[] secondary(RunResult result, String label) {
        DoubleStream.Builder scores = DoubleStream.builder();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                var found = iteration.getSecondaryResults().get(label);
                if (found != null) {
                    scores.add(found.getScore());
                }
            }
        }
        return scores.build().sorted().toArray();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
