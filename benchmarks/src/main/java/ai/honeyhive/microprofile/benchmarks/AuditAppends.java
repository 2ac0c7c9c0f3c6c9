/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.AuditSettings;
import ai.honeyhive.microprofile.audit.Delivery;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.audit.internal.record.LineBuffer;
import ai.honeyhive.microprofile.audit.internal.record.Position;
import ai.honeyhive.microprofile.audit.internal.record.RecordWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Durable appends to the audit log, all writers sharing syncs, against one sync for each record under a lock: the same
 * records, the same chain, the same disk, turn by turn. And what a best-effort record costs its caller.
 */
final class AuditAppends {

    private static final int ROUNDS = 5;

    private AuditAppends() {}

    /** Prints the figures; the argument is the length of a turn in milliseconds. */
    public static void main(String[] args) throws Exception {
        long millis = Long.parseLong(args[0]);
        for (int writers : new int[] {1, 8, 64}) {
            System.out.println(compared(writers, millis));
        }
        System.out.printf(Locale.ROOT, "best effort: %,.0f CPU ns a record, its event included%n", bestEffortNanos());
    }

    /** Medians of a comparison, in records a second, and the median of the rounds' ratios. */
    record Compared(int writers, double each, double grouped, double ratio) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d writers: %,.0f/s with a sync each, %,.0f/s grouped, %.2f times",
                    writers,
                    each,
                    grouped,
                    ratio);
        }
    }

    static Compared compared(int writers, long millis) throws Exception {
        double[] each = new double[ROUNDS];
        double[] grouped = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        // One round more than counts, to warm up.
        for (int round = -1; round < ROUNDS; round++) {
            double one = withASyncEach(writers, millis);
            double other = grouped(writers, millis);
            if (round >= 0) {
                each[round] = one;
                grouped[round] = other;
                ratios[round] = other / one;
            }
        }
        return new Compared(writers, median(each), median(grouped), median(ratios));
    }

    private static double grouped(int writers, long millis) throws Exception {
        Path directory = Files.createTempDirectory(Path.of("target"), "audit");
        try (AuditLog log = AuditLog.open(settings(directory).build())) {
            return perSecond(writers, millis, () -> {
                if (!log.record(event())) {
                    throw new IllegalStateException("not durable");
                }
            });
        }
    }

    private static AuditSettings.Builder settings(Path directory) {
        return AuditSettings.builder(directory)
                .application("benchmark")
                .delivery(Delivery.REQUIRED)
                .timeout(Duration.ofMinutes(1));
    }

    private static double withASyncEach(int writers, long millis) throws Exception {
        Path path = Files.createTempFile(Path.of("target"), "audit", ".jsonl");
        RecordWriter lines = new RecordWriter("benchmark", "one", System.nanoTime());
        LineBuffer buffer = new LineBuffer();
        Position[] position = {Position.start("benchmark")};
        Object lock = new Object();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            return perSecond(writers, millis, () -> {
                AuditEvent event = event();
                synchronized (lock) {
                    buffer.size(0);
                    position[0] = lines.append(buffer, event, position[0]);
                    try {
                        file.write(buffer.bytes(), 0, buffer.size());
                        file.getFD().sync();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        }
    }

    private static double perSecond(int writers, long millis, Runnable append) throws InterruptedException {
        AtomicLong count = new AtomicLong();
        long start = System.nanoTime();
        long end = start + millis * 1_000_000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            threads.add(new Thread(() -> {
                long done = 0;
                while (System.nanoTime() < end) {
                    append.run();
                    done++;
                }
                count.addAndGet(done);
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return count.get() * 1e9 / (System.nanoTime() - start);
    }

    /** CPU time of the calling thread, in bursts that the queue can hold, so that no record is refused. */
    static double bestEffortNanos() throws Exception {
        Path directory = Files.createTempDirectory(Path.of("target"), "audit");
        var cpu = ManagementFactory.getThreadMXBean();
        double[] nanos = new double[40];
        try (AuditLog log = AuditLog.open(settings(directory)
                .delivery(Delivery.BEST_EFFORT)
                .queueCapacity(1 << 16)
                .build())) {
            int burst = 10_000;
            for (int i = 0; i < nanos.length; i++) {
                long before = cpu.getCurrentThreadCpuTime();
                for (int j = 0; j < burst; j++) {
                    log.record(event());
                }
                nanos[i] = (double) (cpu.getCurrentThreadCpuTime() - before) / burst;
                long expected = (i + 1L) * burst;
                while (log.status().recorded() < expected) {
                    Thread.sleep(5);
                }
            }
            if (!log.status().lost().isEmpty()) {
                throw new IllegalStateException("lost " + log.status().lost());
            }
        }
        return median(Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length));
    }

    private static AuditEvent event() {
        return AuditEvent.of(AuditEventType.SECRET_READ, Outcome.SUCCESS)
                .target("db.password")
                .trace("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
                .detail("store", "vault")
                .build();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
