/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import ai.honeyhive.microprofile.internal.audit.AuditTrail;
import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import ai.honeyhive.microprofile.internal.call.Verdict;
import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.evaluate.Announcement;
import ai.honeyhive.microprofile.internal.evaluate.EvaluationAccount;
import ai.honeyhive.microprofile.internal.evaluate.EvaluationService;
import ai.honeyhive.microprofile.internal.evaluate.EvaluationStation;
import ai.honeyhive.microprofile.internal.evaluate.Gates;
import ai.honeyhive.microprofile.internal.evaluate.Outlet;
import ai.honeyhive.microprofile.internal.evaluate.SampleReader;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import ai.honeyhive.microprofile.internal.export.EventUpdates;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.event.EventMapper;
import ai.honeyhive.microprofile.internal.pipeline.redaction.Redaction;
import ai.honeyhive.microprofile.internal.pipeline.sampling.Arrival;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The evaluation station of an application, between its doors and its exporters. There is none before the application's beans are. */
final class Evaluations implements Outlet {

    private static final Logger LOG = Logger.getLogger(Evaluations.class.getPackageName());
    private static final Duration LAST_UPDATES = Duration.ofSeconds(2);

    private final HoneyHiveConfig config;
    private final Exporters exporters;
    private final EventMapper.SettledSessions sessions;
    private final Faults faults;
    private final AuditTrail audit;
    private final Redaction redaction;
    private final EventUpdates updates = new EventUpdates();
    private final ConcurrentMap<String, EventMapper> mappers = new ConcurrentHashMap<>();
    private @Nullable EvaluationService service;
    private volatile @Nullable Announcer announcer;
    private volatile @Nullable EvaluationStation station;
    private boolean closed;

    Evaluations(
            HoneyHiveConfig config,
            Exporters exporters,
            EventMapper.SettledSessions sessions,
            Faults faults,
            AuditTrail audit) {
        this.config = config;
        this.exporters = exporters;
        this.sessions = sessions;
        this.faults = faults;
        this.audit = audit;
        this.redaction = new Redaction(audit.redactionHits());
    }

    /** What a span's call says of evaluation, {@code null} where it must not be evaluated. */
    static @Nullable List<String> of(LocalTraces.Taken taken) {
        return taken.evaluating()
                ? null
                : taken.call() == null ? List.of() : taken.call().evaluated();
    }

    synchronized void start(EvaluationService started, Announcer telling) {
        if (closed || service != null || !config.evaluation().enabled()) {
            started.close();
            return;
        }
        service = started;
        announcer = telling;
        station = new EvaluationStation(config.evaluation(), started.setup(), this);
    }

    /** Takes a record that is to be scored, and makes it for that; false if the caller is to send it. */
    boolean take(String tracer, @Nullable List<String> names, Supplier<SpanRecord> record) {
        EvaluationStation there = station;
        return there != null
                && names != null
                && there.mayWant(names)
                && exporters.isActive(tracer)
                && takeMade(there, tracer, names, record.get());
    }

    /** A record is made once only: what is not due is sent from here. */
    private boolean takeMade(EvaluationStation there, String tracer, List<String> names, SpanRecord record) {
        return there.take(tracer, record, names) || exporters.offer(tracer, () -> record);
    }

    /**
     * Has a record scored before it is known whether it is sent.
     *
     * @param back gets it once, with the scores that came in time
     * @return false if nothing is due: then it does not come back
     */
    boolean score(String tracer, Arrival arrival, Consumer<Scored> back) {
        EvaluationStation there = station;
        List<String> names = arrival.evaluated();
        try {
            return there != null
                    && names != null
                    && there.mayWant(names)
                    && exporters.isActive(tracer)
                    && there.take(tracer, arrival.record(), names, back);
        } catch (Throwable fault) {
            faults.report("the evaluation of a trace that may be left out", fault);
            return false;
        }
    }

    /** Judges for a quality gate; everything passes where nothing is evaluated. */
    CompletionStage<Verdict> judge(List<String> names, Attributes content, long nanos) {
        EvaluationService judging;
        synchronized (this) {
            judging = closed ? null : service;
        }
        if (judging == null) {
            return CompletableFuture.completedFuture(Verdict.NONE);
        }
        try {
            SpanContext span = Span.current().getSpanContext();
            return Gates.judge(judging.setup(), names, SampleReader.read(UnclaimedRecords.ofAnswer(content, nanos)))
                    .thenApply(verdict -> audit.gate(verdict, names, span));
        } catch (Throwable fault) {
            faults.report("the judgement of an answer", fault);
            return CompletableFuture.completedFuture(
                    new Verdict(Verdict.Outcome.UNDECIDED, List.of(), Attributes.empty()));
        }
    }

    @Override
    public SpanRecord mapped(String tracer, SpanRecord record) {
        return mappers.computeIfAbsent(tracer, name -> new EventMapper(config.tracer(name), sessions, config.prices()))
                .apply(record);
    }

    @Override
    public long send(String tracer, SpanRecord record) {
        try {
            return Math.max(0, exporters.send(tracer, () -> record));
        } catch (Throwable fault) {
            faults.report("a call that has been scored", fault);
            return 0;
        }
    }

    @Override
    public void follow(String tracer, long number, String eventId, Attributes scores) {
        update(tracer, () -> exporters.isSettled(tracer, number), eventId, scores);
    }

    /** Sends what became known of an event later, once it is there. */
    void update(String tracer, BooleanSupplier ready, String eventId, Attributes later) {
        Map<String, Object> body = new TreeMap<>(Map.of("event_id", eventId));
        (config.redaction() ? redaction.masked(later) : later).forEach((key, value) -> {
            for (String bucket :
                    List.of(HoneyHiveAttributes.METRICS, HoneyHiveAttributes.METADATA, HoneyHiveAttributes.FEEDBACK)) {
                put(body, bucket, key.getKey(), value);
            }
        });
        updates.offer(new EventUpdates.Update(
                config.tracer(tracer),
                // None while the audit log forbids to send: it is tried again.
                () -> audit.witness(tracer).maySend(0, 0) ? config.currentKey(tracer) : null,
                ready,
                JsonText.of(body)));
    }

    @SuppressWarnings("unchecked") // Beside the id there are buckets only.
    private static void put(Map<String, Object> body, String prefix, String key, Object value) {
        if (key.startsWith(prefix)) {
            String bucket = prefix.substring("honeyhive_".length(), prefix.length() - 1);
            ((Map<String, Object>) body.computeIfAbsent(bucket, name -> new TreeMap<String, Object>()))
                    .put(key.substring(prefix.length()), value);
        }
    }

    @Override
    public void announce(String tracer, SpanRecord record, Announcement announcement) {
        Announcer telling = announcer;
        if (telling != null && config.evaluation().logEvents()) {
            telling.announce(
                    record, announcement, config.tracer(tracer).capture().onSpan());
        }
    }

    @Override
    public void fault(String at, Throwable fault) {
        faults.report(at, fault);
    }

    @Nullable
    EvaluationAccount account() {
        EvaluationStation there = station;
        return there == null ? null : there.account();
    }

    boolean isAnyRunning() {
        EvaluationAccount account = account();
        return account != null && account.running() > 0;
    }

    EventUpdates.Counts updates() {
        return updates.counts();
    }

    boolean flush(Duration timeout) {
        EvaluationStation there = station;
        return there == null || there.flush(timeout);
    }

    /** Waits for what is under way, no longer than this, hands everything on and ends the threads that evaluate. */
    void close(Duration grace) {
        EvaluationService ending;
        synchronized (this) {
            closed = true;
            ending = service;
        }
        EvaluationStation there = station;
        if (there != null) {
            there.close(grace);
        }
        if (ending != null) {
            ending.close();
        }
    }

    /** The last scores that came after their event, now that it is known what became of all events. */
    void closeUpdates() {
        updates.close(LAST_UPDATES);
        EvaluationAccount account = account();
        if (account != null && account.due() > 0) {
            EventUpdates.Counts counts = updates.counts();
            LOG.info(() -> "HoneyHive's account of evaluation at the end: " + account.line()
                    + (account.late() > 0 ? " (" + counts.sent() + " sent, " + counts.lost() + " lost)" : ""));
        }
    }
}
