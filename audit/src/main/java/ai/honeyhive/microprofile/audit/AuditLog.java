/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import ai.honeyhive.microprofile.audit.internal.file.Committer;
import ai.honeyhive.microprofile.audit.internal.file.FileSettings;
import ai.honeyhive.microprofile.audit.internal.file.HashKey;
import ai.honeyhive.microprofile.audit.internal.record.Hashes;
import ai.honeyhive.microprofile.audit.internal.sink.SinkWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes events as hash-chained JSON lines with signed checkpoints. Opening it never fails for what is wrong with a disk:
 * the log says so once, counts what it loses, and goes on when the disk does.
 *
 * <p>Thread-safe. No method throws for what goes wrong beneath it.
 */
public final class AuditLog implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.audit");
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final Duration SINK_PATIENCE = Duration.ofSeconds(2);

    private final AuditSettings settings;
    private final Committer committer;
    private final byte[] hashKey;
    private final List<SinkWorker<AuditRecord>> sinks = new ArrayList<>();
    private final List<SinkWorker<String>> anchors = new ArrayList<>();
    private final List<Supplier<List<AuditEvent>>> summaries = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private AuditLog(AuditSettings settings) {
        this.settings = settings;
        this.hashKey = HashKey.load(settings.directory, settings.hashKeyFile);
        FileSettings files = new FileSettings(
                settings.directory,
                settings.application,
                settings.maxBytes,
                settings.maxAge,
                settings.keepBytes,
                settings.keepFor,
                settings.checkpointInterval,
                settings.signingKey);
        this.committer = new Committer(
                files,
                settings.instance,
                settings.queueCapacity,
                this::anchor,
                settings.sinks.isEmpty() ? null : this::copy);
        committer.every(settings.summaryInterval, this::summarise);
    }

    /** Opens a log; its threads run until {@link #close()}. */
    public static AuditLog open(AuditSettings settings) {
        AuditLog log = new AuditLog(settings);
        log.start();
        return log;
    }

    private void start() {
        for (AuditSink sink : settings.sinks) {
            sinks.add(new SinkWorker<>(
                    sink.name(), sink::write, (works, reason, lost) -> sinkChanged(sink, works, reason, lost)));
        }
        for (AuditAnchor anchor : settings.anchors) {
            anchors.add(new SinkWorker<>(
                    "anchor",
                    lines -> {
                        for (String line : lines) {
                            anchor.anchor(line);
                        }
                    },
                    (works, reason, lost) -> {}));
        }
        sinks.forEach(SinkWorker::start);
        anchors.forEach(SinkWorker::start);
        committer.start();
    }

    /**
     * Records an event, as its type is delivered.
     *
     * @return whether the audited action may go on: false only if the delivery is {@link Delivery#REQUIRED} and the record
     *     is not on disk. After a timeout it may still get there, so an action that was refused may have a record.
     */
    public boolean record(AuditEvent event) {
        Delivery delivery = settings.delivery(event.type());
        long timeout = delivery == Delivery.BEST_EFFORT ? 0 : settings.timeout.toNanos();
        Committer.Fate fate = committer.record(event, event.size(), timeout);
        return delivery != Delivery.REQUIRED || fate == Committer.Fate.DURABLE;
    }

    /**
     * Records events that belong together. The caller waits once for all of them, however many there are, at most the timeout;
     * also for those that are delivered with best effort.
     *
     * @return those whose action may not go on, see {@link #record}
     */
    public List<AuditEvent> recordAll(List<AuditEvent> events) {
        List<Committer.Fate> fates = committer.recordAll(events, AuditEvent::size, settings.timeout.toNanos());
        List<AuditEvent> refused = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            AuditEvent event = events.get(i);
            if (settings.delivery(event.type()) == Delivery.REQUIRED && fates.get(i) != Committer.Fate.DURABLE) {
                refused.add(event);
            }
        }
        return refused;
    }

    /** How records of this type are delivered. */
    public Delivery delivery(AuditEventType type) {
        return settings.delivery(type);
    }

    /**
     * Asks for summaries of what happens too often for a record each, about once a minute
     * ({@code honeyhive.audit.summary.interval}), and records them without waiting.
     *
     * @param source what there is to tell since it was last asked, often nothing; called on the log's own thread, so it must
     *     not wait
     * @return ends the asking
     */
    public Runnable summaries(Supplier<List<AuditEvent>> source) {
        summaries.add(source);
        return () -> summaries.remove(source);
    }

    private void summarise() {
        for (Supplier<List<AuditEvent>> source : summaries) {
            try {
                source.get().forEach(event -> committer.record(event, event.size(), 0));
            } catch (Throwable e) {
                // Whoever it is: the thread that writes must outlive it.
                LOG.log(Level.WARNING, "A summary for the audit log could not be made: " + e);
            }
        }
    }

    /**
     * What may stand in a record for a value that may not: {@code hmac-sha256:} and 64 hexadecimal digits, by the
     * installation's key. Equal values have equal fingerprints; {@code honeyhive-audit.jar fingerprint} makes them too.
     */
    public String fingerprint(String value) {
        return Hashes.keyed(hashKey, value);
    }

    /** How the log is doing. */
    public AuditStatus status() {
        Map<String, Long> failing = new HashMap<>();
        for (SinkWorker<?> worker : sinks) {
            if (!worker.isWorking()) {
                failing.put(worker.name(), worker.lost());
            }
        }
        return new AuditStatus(
                committer.isWorking(), committer.recorded(), committer.lost(), committer.queued(), failing);
    }

    private void copy(List<AuditRecord> records) {
        for (SinkWorker<AuditRecord> sink : sinks) {
            records.forEach(sink::offer);
        }
    }

    private void anchor(String checkpoint) {
        anchors.forEach(anchor -> anchor.offer(checkpoint));
    }

    private void sinkChanged(AuditSink sink, boolean works, String reason, long lost) {
        AuditEvent event = AuditEvent.of(AuditEventType.AUDIT_SINK, works ? Outcome.SUCCESS : Outcome.FAILURE)
                .target(sink.name())
                .reason(works ? "works again" : reason)
                .detail("lost", lost)
                .build();
        committer.record(event, event.size(), 0);
    }

    /**
     * Writes what is queued, at most five seconds and four for all further places together, ends the log in good order and
     * gives all threads back.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            committer.close(CLOSE_PATIENCE);
            List<SinkWorker<?>> workers = new ArrayList<>(sinks);
            workers.addAll(anchors);
            SinkWorker.closeAll(workers, SINK_PATIENCE);
            for (AuditSink sink : settings.sinks) {
                try {
                    sink.close();
                } catch (Exception e) {
                    LOG.log(Level.WARNING, "Audit sink " + sink.name() + " could not be closed: " + e);
                }
            }
        }
    }
}
