/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.internal.export.Account;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * What a batch takes for each item beside the item's own work: the same items in the same groups by a plain executor and by
 * {@code HoneyHive#batch}, turn by turn, CPU time of the whole JVM. The endpoint, rounds; the program ends with an error if an
 * item or an event is missing.
 */
public final class Batches {

    private static final int ITEMS = 100_000;
    private static final int GROUP = 500;
    private static final int THREADS = 4;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final LongAdder done = new LongAdder();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Application application;

    private Batches(Application application) {
        this.application = application;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[1]);
        Batches batches = new Batches(Application.start(arguments[0], Map.of("otel.traces.sampler", "always_on")));
        double[] plain = new double[rounds];
        double[] recorded = new double[rounds];
        for (int round = -rounds; round < rounds; round++) {
            // The first half is for the compiler.
            int index = Math.floorMod(round, rounds);
            plain[index] = nanos(batches::plain);
            recorded[index] = nanos(batches::recorded);
        }
        batches.threads.shutdown();
        Account account = batches.application.account();
        long events = 2L * rounds * (ITEMS / GROUP);
        if (batches.done.sum() != 4L * rounds * ITEMS || account.delivered() != events) {
            throw new IllegalStateException(
                    batches.done.sum() + " items, and of " + events + " events: " + account.line());
        }
        System.out.printf(Locale.ROOT, "RESULT %.0f %.0f%n", median(plain), median(recorded));
        System.exit(0);
    }

    /** What a group's loop does by itself. */
    private void plain() throws InterruptedException, ExecutionException {
        List<Future<?>> groups = new ArrayList<>();
        for (int first = 0; first < ITEMS; first += GROUP) {
            int from = first;
            groups.add(threads.submit(() -> IntStream.range(from, from + GROUP).forEach(this::work)));
        }
        for (Future<?> group : groups) {
            group.get();
        }
    }

    private void recorded() {
        application
                .honeyHive()
                .batch("numbers", IntStream.range(0, ITEMS).boxed())
                .groupsOf(GROUP)
                .parallelism(THREADS)
                .executor(threads)
                .forEach(this::work);
        application.flush();
    }

    /** About a microsecond. */
    private void work(int item) {
        int hash = item;
        for (int i = 0; i < 1_000; i++) {
            hash = 31 * hash + (hash >>> 7);
        }
        done.increment();
        // Never so, which the compiler does not know.
        if (hash == item && item < 0) {
            throw new IllegalStateException("Negative");
        }
    }

    private interface Round {
        void run() throws Exception;
    }

    private static double nanos(Round round) throws Exception {
        long before = SYSTEM.getProcessCpuTime();
        round.run();
        return (double) (SYSTEM.getProcessCpuTime() - before) / ITEMS;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
