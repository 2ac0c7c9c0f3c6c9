/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditRecord;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.audit.internal.record.RecordWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. Callers of {@link #record} wait for it as long as their delivery says; the disk may hang
 * for ever and no caller waits longer than the timeout. Thread-safe.
 */
public final class Committer {

    /** What became of a record, as far as its caller has waited. */
    public enum Fate {
        QUEUED,
        DURABLE,
        LOST,
        UNKNOWN
    }

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.audit");
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

    private final LogWriter writer;
    private final RecordWriter lines;
    private final Consumer<List<AuditRecord>> copies;
    private final boolean hasCopies;
    private final BatchQueue queue;
    private final Losses losses = new Losses();
    private final AtomicLong recorded = new AtomicLong();
    private final Thread thread;
    private final String root;
    private volatile boolean failing;
    private volatile boolean late;
    private @Nullable Instant lastTime;
    private Runnable regularly = () -> {};
    private long regularlyNanos = Long.MAX_VALUE;
    private long regularlyAt = System.nanoTime();

    /**
     * @param anchor gets each checkpoint's line
     * @param copies gets what was written, and what could not be; null if nobody wants it
     */
    public Committer(
            FileSettings settings,
            String instance,
            int capacity,
            Consumer<String> anchor,
            @Nullable Consumer<List<AuditRecord>> copies) {
        this(settings, instance, capacity, anchor, copies, new RealDisk());
    }

    Committer(
            FileSettings settings,
            String instance,
            int capacity,
            Consumer<String> anchor,
            @Nullable Consumer<List<AuditRecord>> copies,
            Disk disk) {
        this.lines = new RecordWriter(settings.application(), instance, System.nanoTime());
        this.hasCopies = copies != null;
        this.copies = copies == null ? records -> {} : copies;
        this.writer = new LogWriter(settings, lines, disk, anchor, hasCopies);
        this.queue = new BatchQueue(capacity);
        this.root = settings.root().toString();
        this.thread = new Thread(this::run, "honeyhive-audit-" + settings.application());
        this.thread.setDaemon(true);
        // Whatever loader opens the log: a thread that keeps it would keep a whole application after its end.
        this.thread.setContextClassLoader(Committer.class.getClassLoader());
    }

    /** Has something done regularly by the thread that writes; before the start. It must not throw. */
    public void every(Duration interval, Runnable action) {
        regularly = action;
        regularlyNanos = interval.toNanos();
    }

    public void start() {
        thread.start();
    }

    /**
     * Records an event.
     *
     * @param timeoutNanos how long to wait until it is on disk; 0 not to wait
     */
    public Fate record(AuditEvent event, int characters, long timeoutNanos) {
        Long deadline = timeoutNanos == 0 ? null : Long.valueOf(System.nanoTime() + timeoutNanos);
        Batch batch = queue.add(event, characters, deadline);
        if (batch == null) {
            losses.add("queue_full_or_closed", 1);
            return Fate.LOST;
        }
        return deadline == null ? Fate.QUEUED : await(batch, deadline);
    }

    /**
     * Records several events, whose callers wait once for all of them.
     *
     * @param characters about what each keeps in memory
     */
    public List<Fate> recordAll(List<AuditEvent> events, ToIntFunction<AuditEvent> characters, long timeoutNanos) {
        long deadline = System.nanoTime() + timeoutNanos;
        List<Optional<Batch>> batches = new ArrayList<>(events.size());
        for (AuditEvent event : events) {
            batches.add(Optional.ofNullable(queue.add(event, characters.applyAsInt(event), deadline)));
        }
        List<Fate> fates = new ArrayList<>(events.size());
        for (Optional<Batch> batch : batches) {
            if (batch.isEmpty()) {
                losses.add("queue_full_or_closed", 1);
            }
            fates.add(batch.map(one -> await(one, deadline)).orElse(Fate.LOST));
        }
        return fates;
    }

    private Fate await(Batch batch, long deadline) {
        return switch (batch.await(deadline)) {
            case DURABLE -> Fate.DURABLE;
            case FAILED -> Fate.LOST;
            case TIMED_OUT -> tooLate();
        };
    }

    private Fate tooLate() {
        if (!late) {
            late = true;
            LOG.log(
                    Level.SEVERE,
                    "The disk of the audit log in {0} does not answer in time; callers no longer wait"
                            + " for the records they have handed over. Actions that require a record are refused.",
                    root);
        }
        return Fate.UNKNOWN;
    }

    private void run() {
        maintain(true);
        long took = 0;
        for (Batch batch = queue.take(IDLE_NANOS, took); batch != null; batch = queue.take(IDLE_NANOS, took)) {
            long started = System.nanoTime();
            if (!batch.events.isEmpty()) {
                commit(batch);
            }
            took = batch.urgent ? System.nanoTime() - started : 0;
            maintain(batch.events.isEmpty());
            if (System.nanoTime() - regularlyAt >= regularlyNanos) {
                regularlyAt = System.nanoTime();
                regularly.run();
            }
            copies.accept(writer.takeWritten());
        }
        try {
            AuditEvent gap = losses.gap();
            if (gap != null) {
                writer.commit(List.of(gap));
            }
            writer.stop();
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
        copies.accept(writer.takeWritten());
    }

    private void commit(Batch batch) {
        boolean durable = false;
        try {
            AuditEvent gap = losses.gap();
            List<AuditEvent> events = new ArrayList<>(batch.events.size() + 2);
            if (gap != null) {
                events.add(gap);
            }
            AuditEvent step = clockStep(batch.events.get(batch.events.size() - 1));
            if (step != null) {
                events.add(step);
            }
            events.addAll(batch.events);
            writer.commit(events);
            durable = true;
            recorded.addAndGet(batch.events.size());
            if (gap != null) {
                losses.told(gap);
            }
            works();
        } catch (Throwable e) {
            // Also an Error: the thread that writes must outlive a full heap.
            if (!durable) {
                losses.add("write_failed", batch.events.size());
                failed(e);
                copyUnchained(batch);
            }
        } finally {
            queue.written();
            batch.done(durable);
        }
    }

    private void copyUnchained(Batch batch) {
        if (hasCopies) {
            copies.accept(batch.events.stream()
                    .map(event -> new AuditRecord(event, 0, "", lines.unchained(event)))
                    .toList());
        }
    }

    /** A record of a wall clock that went back, or null. */
    private @Nullable AuditEvent clockStep(AuditEvent newest) {
        Instant before = lastTime;
        lastTime = newest.time();
        if (before == null || !newest.time().isBefore(before.minus(CLOCK_STEP))) {
            return null;
        }
        return AuditEvent.of(AuditEventType.AUDIT_CLOCK, Outcome.SUCCESS)
                .detail("from", before.toString())
                .detail("to", newest.time().toString())
                .build();
    }

    /** What is due beside the records; while nothing can be written, the next attempt, also when nobody calls. */
    private void maintain(boolean idle) {
        try {
            AuditEvent gap = failing ? losses.gap() : null;
            if (gap != null) {
                writer.commit(List.of(gap));
                losses.told(gap);
            }
            writer.maintain(idle);
            works();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        if (!failing) {
            failing = true;
            LOG.log(
                    Level.SEVERE,
                    "The audit log in " + root + " cannot be written: " + e
                            + ". Until it can, records are lost and counted, and actions that require a record are refused.");
        }
    }

    private void works() {
        late = false;
        if (failing) {
            failing = false;
            LOG.log(Level.WARNING, "The audit log in {0} can be written again. Lost so far: {1}", new Object[] {
                root, losses.total()
            });
        }
    }

    /** Whether the last attempt to write succeeded, and within the time callers wait. */
    public boolean isWorking() {
        return !failing && !late;
    }

    public long recorded() {
        return recorded.get();
    }

    public Map<String, Long> lost() {
        return losses.total();
    }

    public int queued() {
        return queue.size();
    }

    /** Writes what is queued and ends the log; after {@code patience} it gives up waiting. */
    public void close(Duration patience) {
        queue.close();
        boolean interrupted = false;
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (thread.isAlive()) {
            LOG.log(Level.SEVERE, "The audit log in {0} was not closed in time: its disk does not answer", root);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
