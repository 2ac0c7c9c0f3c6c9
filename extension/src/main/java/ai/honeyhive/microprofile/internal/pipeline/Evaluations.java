/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
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
import ai.honeyhive.microprofile.internal.export.EventUpdates;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.event.EventMapper;
import ai.honeyhive.microprofile.internal.pipeline.redaction.Redaction;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
    private final EventUpdates updates = new EventUpdates();
    private final ConcurrentMap<String, EventMapper> mappers = new ConcurrentHashMap<>();
    private @Nullable EvaluationService service;
    private volatile @Nullable Announcer announcer;
    private volatile @Nullable EvaluationStation station;
    private boolean closed;

    Evaluations(HoneyHiveConfig config, Exporters exporters, EventMapper.SettledSessions sessions, Faults faults) {
        this.config = config;
        this.exporters = exporters;
        this.sessions = sessions;
        this.faults = faults;
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
            return Gates.judge(judging.setup(), names, SampleReader.read(UnclaimedRecords.ofAnswer(content, nanos)));
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
        Map<String, Object> metrics = new TreeMap<>();
        Map<String, Object> metadata = new TreeMap<>();
        (config.redaction() ? Redaction.masked(scores) : scores).forEach((key, value) -> {
            put(metrics, HoneyHiveAttributes.METRICS, key.getKey(), value);
            put(metadata, HoneyHiveAttributes.METADATA, key.getKey(), value);
        });
        Map<String, Object> body = new TreeMap<>(Map.of("event_id", eventId));
        if (!metrics.isEmpty()) {
            body.put("metrics", metrics);
        }
        if (!metadata.isEmpty()) {
            body.put("metadata", metadata);
        }
        updates.offer(new EventUpdates.Update(
                config.tracer(tracer),
                () -> config.currentKey(tracer),
                () -> exporters.isSettled(tracer, number),
                JsonText.of(body)));
    }

    private static void put(Map<String, Object> bucket, String prefix, String key, Object value) {
        if (key.startsWith(prefix)) {
            bucket.put(key.substring(prefix.length()), value);
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
