/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Begins traced calls, for the interceptor and its programmatic twin alike: starts the span with the server's tracer and
 * finds out, by the handshake of {@link TracedCall}, whether our processor has it.
 */
@ApplicationScoped
public class CallRecorder {

    private static final String SCOPE = "ai.honeyhive.microprofile";

    private final ArgumentEncoder encoder = new ArgumentEncoder();
    private final Abandoned abandoned = new Abandoned();
    private final CallPipeline pipeline;
    private final Tracer tracer;
    private final ResultReader results;

    /** For the container's client proxy only. */
    @SuppressWarnings("NullAway")
    protected CallRecorder() {
        pipeline = null;
        tracer = null;
        results = null;
    }

    @Inject
    CallRecorder(@Any Instance<OpenTelemetry> openTelemetry, CallPipeline pipeline, ResultReader results) {
        // Absent on servers without telemetry, and on Quarkus where it is switched off at build time.
        OpenTelemetry server = openTelemetry.isResolvable() ? openTelemetry.get() : OpenTelemetry.noop();
        this.tracer = server.getTracer(SCOPE, Version.current());
        this.pipeline = pipeline;
        this.results = results;
    }

    /**
     * Begins a call. The caller opens {@link RunningCall#makeCurrent()} around the work and closes it on the same
     * thread.
     */
    public RunningCall start(CallMetadata metadata) {
        abandoned.endAll();
        Context parent = Context.current();
        TracedCall outer = TracedCall.from(parent);
        String tracerName = metadata.tracer().isEmpty() && outer != null ? outer.tracer() : metadata.tracer();
        CallSettings settings = pipeline.settings(tracerName);
        TracedCall call =
                settings.active() ? new TracedCall(tracerName, metadata.importance(), Session.generated()) : null;
        Context spanParent = call == null ? parent : call.in(parent);
        Span span = tracer.spanBuilder(metadata.spanName())
                .setParent(spanParent)
                .setSpanKind(metadata.spanKind())
                .setAllAttributes(metadata.attributes())
                .startSpan();
        if (call == null) {
            return new RunningCall(this, metadata, settings, null, span, parent, null);
        }
        Fallback fallback = call.isClaimed() ? null : fallback(call, outer, span, parent, metadata);
        return new RunningCall(this, metadata, settings, call, span, spanParent, fallback);
    }

    private static Fallback fallback(
            TracedCall call, @Nullable TracedCall outer, Span span, Context parent, CallMetadata metadata) {
        SpanContext parentSpan = Span.fromContext(parent).getSpanContext();
        SpanContext own = span.getSpanContext().isValid() ? span.getSpanContext() : newIds(parentSpan);
        call.closeHandshake(own);
        Session carried = outer != null ? outer.session() : SessionBaggage.read(parent);
        if (carried != null) {
            call.session(carried);
        }
        return new Fallback(own, parentSpan, metadata.attributes());
    }

    /** Ids of our own, in the parent's trace where there is one; the sampled flag is left as it came. */
    private static SpanContext newIds(SpanContext parent) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String traceId = parent.isValid()
                ? parent.getTraceId()
                : TraceId.fromLongs(random.nextLong(), random.nextLong(1, Long.MAX_VALUE));
        return SpanContext.create(
                traceId,
                SpanId.fromLong(random.nextLong(1, Long.MAX_VALUE)),
                parent.isValid() ? parent.getTraceFlags() : TraceFlags.getDefault(),
                parent.isValid() ? parent.getTraceState() : TraceState.getDefault());
    }

    /** Adds to a running call's content, for the current event. */
    void put(TracedCall call, AttributeKey<String> key, Object value) {
        encoder.typed(key, value, pipeline.settings(call.tracer()), call::put);
    }

    ArgumentEncoder encoder() {
        return encoder;
    }

    CallPipeline pipeline() {
        return pipeline;
    }

    ResultReader results() {
        return results;
    }

    Abandoned abandoned() {
        return abandoned;
    }
}
