/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs one exporter in a JVM of its own and prints the CPU time that a span of 5 KB costs it. All threads of the JVM
 * count: which of them an exporter uses is its own affair. Warmed by count, since a starved compiler makes seconds
 * worthless.
 *
 * <p>Arguments: exporter, endpoint, batches to warm up with, rounds, batches of each round.
 */
public final class ExportCost {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ExportCost() {}

    public static void main(String[] arguments) throws Exception {
        int warmUp = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        int batches = Integer.parseInt(arguments[4]);
        try (Exporter exporter = Exporter.named(arguments[0], arguments[1])) {
            export(exporter, warmUp);
            double[] nanosPerSpan = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                Map<Long, Long> before = cpuByThread();
                export(exporter, batches);
                nanosPerSpan[round] = spent(before) / ((double) batches * SampleSpans.BATCH);
            }
            Arrays.sort(nanosPerSpan);
            System.out.printf(Locale.ROOT, "RESULT %.1f%n", nanosPerSpan[rounds / 2]);
        }
        // The JDK sender leaves a thread that is no daemon.
        System.exit(0);
    }

    private static void export(Exporter exporter, int batches) {
        for (int i = 0; i < batches; i++) {
            exporter.export();
        }
    }

    private static Map<Long, Long> cpuByThread() {
        Map<Long, Long> cpu = new ConcurrentHashMap<>();
        for (long thread : THREADS.getAllThreadIds()) {
            cpu.put(thread, THREADS.getThreadCpuTime(thread));
        }
        return cpu;
    }

    private static long spent(Map<Long, Long> before) {
        long nanos = 0;
        for (var thread : cpuByThread().entrySet()) {
            nanos += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        }
        return nanos;
    }
}
