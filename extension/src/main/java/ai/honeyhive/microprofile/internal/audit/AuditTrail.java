/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.audit;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditLease;
import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.Delivery;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.internal.call.Verdict;
import ai.honeyhive.microprofile.internal.config.ApiKey;
import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import ai.honeyhive.microprofile.internal.export.Account;
import ai.honeyhive.microprofile.internal.export.Witness;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The records of one application's HoneyHive; does nothing where {@code honeyhive.audit.enabled} is not true.
 *
 * <p>A record that is {@code required} and is not on disk is owed: until it is there, nothing is sent. Thread-safe; never
 * throws.
 */
public final class AuditTrail implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AuditTrail.class.getPackageName());

    private final HoneyHiveConfig settings;
    private final Config config;
    private final @Nullable AuditLease lease;
    private final @Nullable String problem;
    private final Hits hits = new Hits();
    private final Deque<AuditEvent> owed = new ArrayDeque<>();
    private Supplier<Map<String, Account>> accounts = Map::of;
    private @Nullable Summaries summaries;
    private Runnable noMoreSummaries = () -> {};

    private AuditTrail(HoneyHiveConfig settings, Config config, @Nullable AuditLease lease, @Nullable String problem) {
        this.settings = settings;
        this.config = config;
        this.lease = lease;
        this.problem = problem;
    }

    /** Opens the log, if there is one, and records how the application is configured. */
    public static AuditTrail open(HoneyHiveConfig settings, Config config) {
        try {
            Optional<AuditLease> lease = AuditLease.of(name -> text(config, name));
            AuditTrail trail = new AuditTrail(settings, config, lease.orElse(null), null);
            lease.ifPresent(there -> trail.mustAll(new StartRecords(settings, config, there.log()).all()));
            return trail;
        } catch (IllegalArgumentException e) {
            return new AuditTrail(settings, config, null, problem(e, settings));
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.SEVERE, "The audit log could not be opened", e);
            return new AuditTrail(
                    settings,
                    config,
                    null,
                    "The audit log could not be opened: " + e.getClass().getName());
        }
    }

    private static Optional<String> text(Config config, String name) {
        try {
            return config.getOptionalValue(name, String.class);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    name + " cannot be read: " + e.getClass().getName(), e);
        }
    }

    private static String problem(IllegalArgumentException e, HoneyHiveConfig settings) {
        String message = String.valueOf(e.getMessage());
        String origin = settings.origins().get(message.split(" ", 2)[0]);
        return message + (origin == null ? "" : " It comes from " + origin + ".");
    }

    /** What is wrong with the settings of the log; then nothing is sent. */
    public @Nullable String problem() {
        return problem;
    }

    /** What the exporter of a tracer tells, and asks. */
    public Witness witness(String tracer) {
        return problem == null && lease == null ? Witness.NONE : new TracerWatch(this, shown(tracer));
    }

    /** What is told of each thing that redaction has masked: its kind. */
    public Consumer<String> redactionHits() {
        return lease == null ? kind -> {} : hits;
    }

    /** Where the accounts are, for summaries and for the end. */
    public synchronized void watch(Supplier<Map<String, Account>> ofTracers, Supplier<Map<String, Long>> beforeThem) {
        if (lease != null) {
            accounts = ofTracers;
            summaries = new Summaries(ofTracers, beforeThem, hits);
            noMoreSummaries = lease.log().summaries(summaries);
        }
    }

    /**
     * Records what a quality gate has decided.
     *
     * @param span the call
     * @return the same; that nobody can tell where the record is required and is not on disk
     */
    public Verdict gate(Verdict verdict, List<String> evaluators, SpanContext span) {
        if (lease == null) {
            return verdict;
        }
        Outcome outcome =
                switch (verdict.outcome()) {
                    case PASS -> Outcome.SUCCESS;
                    case FAIL -> Outcome.DENIED;
                    case UNDECIDED -> Outcome.FAILURE;
                };
        AuditEvent.Builder event = AuditEvent.of(AuditEventType.GATE_DECIDED, outcome)
                .target(String.join(",", evaluators))
                .detail("verdict", verdict.outcome().name().toLowerCase(Locale.ROOT));
        if (span.isValid()) {
            event.trace(span.getTraceId(), span.getSpanId());
        }
        Map<String, Long> results = new TreeMap<>();
        verdict.evaluations()
                .forEach(one -> results.merge(one.status().name().toLowerCase(Locale.ROOT), 1L, Long::sum));
        results.forEach(event::detail);
        return record(event.build())
                ? verdict
                : new Verdict(Verdict.Outcome.UNDECIDED, verdict.evaluations(), verdict.scores());
    }

    /** Records; false if it is required and is not on disk. */
    boolean record(AuditEvent event) {
        return lease == null || lease.log().record(event);
    }

    /** Records what must be there before anything more is sent. */
    synchronized void must(AuditEvent event) {
        if (!record(event)) {
            owed.add(event);
        }
    }

    /** The same for several, with one wait: a disk that hangs must not hold the start up for each of them. */
    private synchronized void mustAll(List<AuditEvent> events) {
        AuditLog log = log();
        if (log != null) {
            owed.addAll(log.recordAll(events));
        }
    }

    /**
     * Records that a tracer is off or on from now on.
     *
     * @param tracer as it is configured now
     * @param forTheFirstTime whether it was not on since the start: then also what it does, as at the start
     */
    public void switched(TracerConfig tracer, boolean on, boolean forTheFirstTime) {
        AuditLog log = log();
        if (log == null) {
            return;
        }
        must(AuditEvent.of(AuditEventType.CONFIG_CHANGED, Outcome.SUCCESS)
                .target("enabled of tracer " + shown(tracer.name()))
                .detail("value", String.valueOf(on))
                .build());
        if (forTheFirstTime) {
            List<AuditEvent> events = new ArrayList<>();
            new StartRecords(settings, config, log).active(tracer, events);
            mustAll(events);
        }
    }

    /** Whether everything that must be recorded is, and what is to be sent now too. */
    synchronized boolean maySend(String tracer, int spans, int bytes) {
        if (problem != null) {
            return false;
        }
        for (AuditEvent event = owed.peek(); event != null; event = owed.peek()) {
            if (!record(event)) {
                return false;
            }
            owed.remove();
        }
        AuditLog log = log();
        return log == null
                || log.delivery(AuditEventType.SPANS_SENT) == Delivery.BEST_EFFORT
                || log.record(AuditEvent.of(AuditEventType.SPANS_SENT, Outcome.PENDING)
                        .target(tracer)
                        .detail("spans", spans)
                        .detail("bytes", bytes)
                        .build());
    }

    String fingerprint(ApiKey key) {
        AuditLog log = log();
        return log == null ? "" : log.fingerprint(key.revealForHeader());
    }

    private @Nullable AuditLog log() {
        return lease == null ? null : lease.log();
    }

    static String shown(String tracer) {
        return tracer.isEmpty() ? "default" : tracer;
    }

    /** Records what became of everything, and gives the log back. */
    @Override
    public void close() {
        if (lease == null) {
            return;
        }
        List<AuditEvent> last = new ArrayList<>();
        Map<String, Account> ended;
        synchronized (this) {
            noMoreSummaries.run();
            if (summaries != null) {
                last.addAll(summaries.get());
            }
            ended = accounts.get();
        }
        settings.tracers().values().stream()
                .filter(tracer -> tracer.active() || ended.containsKey(tracer.name()))
                .forEach(tracer -> last.add(Summaries.end(tracer.name(), ended.get(tracer.name()))));
        lease.log().recordAll(last);
        lease.close();
    }

    /** How often something of each kind was masked. */
    static final class Hits implements Consumer<String> {
        private final Map<String, LongAdder> byKind = new ConcurrentHashMap<>();

        @Override
        public void accept(String kind) {
            byKind.computeIfAbsent(kind, name -> new LongAdder()).increment();
        }

        Map<String, Long> counts() {
            Map<String, Long> counts = new TreeMap<>();
            byKind.forEach((kind, count) -> counts.put(kind, count.sum()));
            return counts;
        }
    }
}
