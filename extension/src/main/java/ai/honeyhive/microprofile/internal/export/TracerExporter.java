/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.TracerConfig;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The end of the pipeline of one tracer: takes ended spans on any thread, and delivers them to HoneyHive on a thread of
 * its own, which starts with the first span. A server that hangs costs the other tracers nothing.
 *
 * <p>Thread-safe.
 */
public final class TracerExporter {

    /** What an attempt that is cut may take to let go. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final SpanQueue queue;
    private final FailureLog log;
    private final Runnable work;
    private final String threadName;
    private final ThreadGroup group;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Thread worker;

    TracerExporter(
            TracerConfig config,
            KeySource keySource,
            UnaryOperator<SpanRecord> stations,
            Time time,
            DoubleSupplier random,
            Witness witness,
            @Nullable BiFunction<Account, Attributes, String> report) {
        threadName = ExportThreads.name(config.name());
        group = ExportThreads.group(threadName);
        queue = new SpanQueue(config.export(), time);
        log = new FailureLog(config, time);
        Transport transport = new Transport(config, group, threadName + "-io", queue::aborted);
        Backoff backoff = new Backoff(config.export(), random);
        ConsoleReports reports = new ConsoleReports(report, transport, time);
        Destination destination =
                new Destination(config, keySource, queue, transport, backoff, log, time, witness, reports);
        work = new ExportWorker(queue, stations, destination, config.export(), log);
    }

    /**
     * An exporter for this tracer. No thread starts and no connection is made before the first span.
     *
     * @param config the tracer
     * @param keySource where the key is read before each request, and asked for after a refusal
     * @param stations what becomes of a record before it is sent; called once a record on the exporter's thread, what it
     *     throws costs that record
     * @param witness who is told, and may forbid to send
     * @param report how the tracer stands, as JSON without any secret, by its account and the resource of its spans: for a
     *     local console, and for no other server; {@code null} to tell it to none
     */
    public static TracerExporter start(
            TracerConfig config,
            KeySource keySource,
            UnaryOperator<SpanRecord> stations,
            Witness witness,
            @Nullable BiFunction<Account, Attributes, String> report) {
        return new TracerExporter(
                config,
                keySource,
                stations,
                Time.SYSTEM,
                () -> ThreadLocalRandom.current().nextDouble(),
                witness,
                report);
    }

    /** An exporter that nobody watches, and that tells no console how it stands. */
    public static TracerExporter start(TracerConfig config, KeySource keySource, UnaryOperator<SpanRecord> stations) {
        return start(config, keySource, stations, Witness.NONE, null);
    }

    static TracerExporter start(
            TracerConfig config,
            KeySource keySource,
            UnaryOperator<SpanRecord> stations,
            Time time,
            DoubleSupplier random) {
        return new TracerExporter(config, keySource, stations, time, random, Witness.NONE, null);
    }

    /**
     * Takes a record, or counts it as lost. Never waits for the network and never throws.
     *
     * @return the record's number, 0 where it is lost
     */
    public long offer(SpanRecord record) {
        long size;
        try {
            size = SizeEstimate.of(record);
        } catch (Throwable e) {
            queue.lost(DropReason.ENCODING);
            return 0;
        }
        long number = queue.offer(record, size);
        if (worker == null) {
            startWorker();
        }
        return number;
    }

    /** Counts records that sampling left out. */
    public void sampledOut(long count) {
        queue.sampledOut(count);
    }

    /** Whether it is known what became of the record with this number. */
    public boolean isSettled(long number) {
        return queue.isSettled(number);
    }

    private synchronized void startWorker() {
        if (worker == null && !closed.get()) {
            try {
                Thread thread = ExportThreads.thread(group, work, threadName);
                thread.start();
                worker = thread;
            } catch (Throwable e) {
                // No thread to be had now: the records wait, and the next one tries again.
                log.failure("no thread", "its thread could not be started; the next span tries again", e);
            }
        }
    }

    /**
     * Sends what waits now without further delay.
     *
     * @param timeout the longest to wait
     * @return true if all of it was delivered in time, and nothing was lost meanwhile
     */
    public boolean flush(Duration timeout) {
        try {
            return queue.flush(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Takes no more records, sends what waits, counts what is left after that time as lost, and ends its threads. Writes
     * the account to the log. Only the first call does anything.
     *
     * @param drain the longest to go on sending; a request that hangs is cut then
     */
    public void close(Duration drain) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        queue.close(drain);
        stopWorker(drain);
        queue.abandon();
        log.end(queue.account());
    }

    private synchronized void stopWorker(Duration drain) {
        Thread running = worker;
        if (running == null) {
            return;
        }
        boolean interrupted = !join(running, drain);
        queue.abort();
        if (running.isAlive()) {
            running.interrupt();
            interrupted |= !join(running, GRACE);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if this thread was interrupted, which ends the wait. */
    private static boolean join(Thread thread, Duration timeout) {
        try {
            // At least a millisecond: zero would wait for ever.
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeout.toNanos())));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** What became of its records so far. */
    public Account account() {
        return queue.account();
    }
}
