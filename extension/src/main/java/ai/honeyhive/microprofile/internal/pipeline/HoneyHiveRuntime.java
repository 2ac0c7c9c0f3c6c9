/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.evaluation.PriceTable;
import ai.honeyhive.microprofile.internal.audit.AuditTrail;
import ai.honeyhive.microprofile.internal.call.CallPipeline;
import ai.honeyhive.microprofile.internal.call.CallSettings;
import ai.honeyhive.microprofile.internal.call.Propagation;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import ai.honeyhive.microprofile.internal.call.Verdict;
import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.config.PropagationConfig;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import ai.honeyhive.microprofile.internal.evaluate.EvaluationAccount;
import ai.honeyhive.microprofile.internal.evaluate.EvaluationService;
import ai.honeyhive.microprofile.internal.export.Account;
import ai.honeyhive.microprofile.internal.export.EventUpdates;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.event.EventMapper;
import ai.honeyhive.microprofile.internal.pipeline.redaction.Redaction;
import ai.honeyhive.microprofile.internal.pipeline.sampling.Arrival;
import ai.honeyhive.microprofile.internal.pipeline.sampling.TraceSampler;
import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.RequestClassifier;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Everything of HoneyHive that runs in one application: both entrances, the state of its traces, an exporter for each
 * tracer. It names no type of the SDK, which some servers lack.
 *
 * <p>It makes no HTTP client before the first record, and no thread before that or the first call of a tracer that is
 * off. Thread-safe; no method but {@link #close} and
 * {@link #flush} blocks.
 */
public final class HoneyHiveRuntime implements CallPipeline, AutoCloseable {

    private final Config config;
    private final HoneyHiveConfig settings;
    private final Tally tally = new Tally();
    private final Faults faults = new Faults(tally);
    private final Entrances entrances = new Entrances();
    private final LocalTraces traces;
    private final Switches switches;
    private final Exporters exporters;
    private final Evaluations evaluations;
    private final Forwarding forwarding;
    private final Sampling sampling;
    private final AuditTrail audit;
    private final Metering metering;
    private final Propagation propagation;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean servesCalls;

    HoneyHiveRuntime(Config config) {
        this.config = config;
        this.settings = HoneyHiveConfig.read(config);
        ClassLoader application = Runtimes.applicationLoader();
        boolean samples = settings.tracers().values().stream()
                .anyMatch(tracer -> tracer.sampling().strategy() != SamplingConfig.Strategy.KEEP_ALL);
        this.traces = new LocalTraces(
                settings.foreignSpans(),
                settings.tracers().keySet(),
                new TraceTable(TraceTable.Limits.DEFAULT, System::nanoTime, tally),
                tally,
                samples);
        this.audit = AuditTrail.open(settings, config);
        this.switches = new Switches(settings, audit, faults, application);
        this.exporters = new Exporters(
                settings,
                switches,
                tracer -> new RotatingKey(settings, config, tracer, application),
                this::stations,
                audit::witness,
                tracer -> new StandingReport(this, tracer));
        this.evaluations = new Evaluations(settings, exporters, traces, faults, audit);
        this.metering = new Metering(settings, faults);
        this.forwarding = new Forwarding(evaluations, exporters, tally);
        this.sampling = new Sampling(settings, evaluations, exporters, forwarding, faults, application);
        this.propagation = propagation(settings.propagation());
        audit.watch(this::accounts, this::tallies);
    }

    private Propagation propagation(PropagationConfig configured) {
        return new Propagation(
                configured.hosts()::allows, configured.messages()::allows, configured.members(), traces::session);
    }

    private Stations stations(TracerConfig tracer) {
        UnaryOperator<SpanRecord> redaction =
                settings.redaction() ? new Redaction(audit.redactionHits()) : UnaryOperator.identity();
        return new Stations(new EventMapper(tracer, traces, settings.prices()), redaction, faults);
    }

    /** What is configured. */
    public HoneyHiveConfig config() {
        return settings;
    }

    /** What is wrong with the settings of the audit log, {@code null} for nothing; nothing is sent then. */
    public @Nullable String auditProblem() {
        return audit.problem();
    }

    /** Whether traced calls came through the server's SDK, with the spans of others. */
    public boolean seesSpans() {
        return entrances.seesSpans();
    }

    /** Why traced calls came directly, without the spans of others; {@code null} while none did. */
    public @Nullable String whyDirectly() {
        return entrances.whyDirectly();
    }

    @Override
    public CallSettings settings(String tracer) {
        servesCalls = true;
        return switches.isOn(tracer) && !isClosed() ? settings.tracer(tracer).capture() : CallSettings.OFF;
    }

    @Override
    public boolean annotations() {
        return settings.annotations();
    }

    @Override
    public boolean hasTracer(String name) {
        return settings.tracers().containsKey(name);
    }

    @Override
    public Propagation propagation() {
        return propagation;
    }

    @Override
    public void unclaimed(UnclaimedCall call) {
        try {
            servesCalls = true;
            String tracer = call.call().tracer();
            if (!isClosed() && exporters.isActive(tracer)) {
                entrances.usedFallback();
                metering.ended(call);
            }
            Origin origin = new Origin(part(call), call.outermost(), call.call().importance(), call.baggage());
            offer(
                    tracer,
                    call.call().evaluated(),
                    origin,
                    () -> UnclaimedRecords.of(
                            call, config, settings.tracer(tracer).project()));
            if (sampling.isOn() && call.outermost()) {
                sampling.ended(origin.part());
            }
        } catch (Throwable fault) {
            faults.report("a call that no span processor saw", fault);
        }
    }

    /** Nobody knows of the request: the outermost call takes its place, and a second one is another's. */
    private static String part(UnclaimedCall call) {
        return call.span().getTraceId()
                + '/'
                + call.call().outermost().spanContext().getSpanId();
    }

    /** What the decision on a trace may depend on beside the record, and whether its part ends with it. */
    private record Origin(
            String part, boolean last, @Nullable Importance importance, Baggage baggage) {}

    /** Hands a span of the server's SDK on. */
    void offer(LocalTraces.Taken taken) {
        TracedCall call = taken.call();
        if (exporters.isActive(taken.tracer())) {
            metering.ended(taken);
        }
        Origin origin =
                new Origin(taken.part(), taken.last(), call == null ? null : call.importance(), taken.baggage());
        offer(taken.tracer(), Evaluations.of(taken), origin, () -> Records.of(taken));
    }

    /**
     * Hands a record on, unless its tracer is inactive or the application is shut down.
     *
     * @param evaluated the names of what shall score it, {@code null} for nothing at all
     * @param origin what the decision on its trace may depend on
     */
    private void offer(String tracer, @Nullable List<String> evaluated, Origin origin, Supplier<SpanRecord> record) {
        TraceSampler sampler = sampling.of(tracer);
        if (isClosed()) {
            tally.add(Tally.Reason.AFTER_CLOSE);
        } else if (sampler == null) {
            forwarding.forward(tracer, evaluated, record);
        } else {
            sampling.take(
                    sampler,
                    origin.part(),
                    new Arrival(record.get(), evaluated, origin.importance(), origin.baggage()),
                    origin.last());
        }
    }

    /**
     * From now on calls are scored.
     *
     * @param service the evaluators and their threads, ended with this runtime
     * @param announcer who else gets the results, with the tracer's settings
     */
    public void evaluate(EvaluationService service, Announcer announcer) {
        evaluations.start(service, announcer);
    }

    /**
     * From now on the application is asked for the class of its requests, if anything is sampled.
     *
     * @param classifiers asked for nothing where nothing is sampled
     * @param facts what is known of the request that the current thread works on
     */
    public void classify(Supplier<List<RequestClassifier>> classifiers, RequestFacts facts) {
        if (sampling.isOn()) {
            sampling.start(classifiers.get(), facts);
        }
    }

    @Override
    public void follow(String tracer, String eventId, Attributes content) {
        try {
            evaluations.update(tracer, () -> true, eventId, content);
        } catch (Throwable fault) {
            faults.report("feedback for an event", fault);
        }
    }

    /** From now on calls of models are measured, unless the configuration says otherwise. */
    public void measure(Meter meter) {
        metering.start(meter);
    }

    @Override
    public @Nullable BigDecimal cost(ModelResult result) {
        PriceTable prices = settings.prices();
        return prices == null
                ? null
                : prices.cost(
                        null,
                        result.model(),
                        new PriceTable.Tokens(
                                result.inputTokens(),
                                result.outputTokens(),
                                orZero(result.cacheReadTokens()),
                                orZero(result.cacheCreationTokens()),
                                orZero(result.reasoningTokens())),
                        Instant.now());
    }

    private static long orZero(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    @Override
    public CompletionStage<Verdict> judge(List<String> names, Attributes content, long nanos) {
        return evaluations.judge(names, content, nanos);
    }

    /** What became of the evaluations; {@code null} where nothing is evaluated. */
    public @Nullable EvaluationAccount evaluations() {
        return evaluations.account();
    }

    /** What became of the scores that came after their event. */
    public EventUpdates.Counts updates() {
        return evaluations.updates();
    }

    /**
     * Waits until everything recorded so far was sent.
     *
     * @return false if that took longer, or something could not be sent
     */
    public boolean flush(Duration timeout) {
        long begun = System.nanoTime();
        boolean scored = evaluations.flush(timeout);
        Duration left = timeout.minusNanos(System.nanoTime() - begun);
        return exporters.flush(left.isNegative() ? Duration.ZERO : left) && scored;
    }

    /** What became of the records, for each tracer that had any; the default tracer under the empty name. */
    public Map<String, Account> accounts() {
        return exporters.accounts();
    }

    /** What was lost before it reached a tracer's queue, by reason; only reasons that occurred. */
    public Map<String, Long> tallies() {
        return tally.losses();
    }

    /** How many spans of others {@code honeyhive.spans.foreign} has kept out. They are no loss. */
    public long filtered() {
        return tally.count(Tally.Reason.FILTERED);
    }

    /**
     * Sends what is left and stops every thread, within the shutdown timeout. What comes later is counted and dropped.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Runtimes.forget(this);
        switches.close();
        sampling.endAll();
        evaluations.close(longestShutdown().dividedBy(2));
        sampling.close();
        exporters.close();
        evaluations.closeUpdates();
        audit.close();
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Whether anything could ever be sent. */
    boolean mayRecord() {
        return switches.mayBeOn();
    }

    /** Whether anything is sent now, by any tracer. */
    boolean records() {
        return switches.isAnyOn();
    }

    Sampling sampling() {
        return sampling;
    }

    LocalTraces traces() {
        return traces;
    }

    Entrances entrances() {
        return entrances;
    }

    Faults faults() {
        return faults;
    }

    Tally tally() {
        return tally;
    }

    /** Whether traced beans use this runtime: then the container ends it, not the SDK. */
    boolean servesCalls() {
        return servesCalls;
    }

    /** Whether anything was ever recorded. */
    boolean isStarted() {
        return exporters.isAnyStarted() || evaluations.isAnyRunning();
    }

    Duration longestShutdown() {
        return exporters.longestShutdown();
    }
}
