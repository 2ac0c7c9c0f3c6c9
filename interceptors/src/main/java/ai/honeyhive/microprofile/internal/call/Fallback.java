/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Our own record of a call that no span processor of ours has seen. Thread-safe. */
final class Fallback {

    private final TracedCall call;
    private final CallMetadata metadata;
    private final String name;
    private final SpanContext span;
    private final SpanContext parent;
    private final boolean ownIds;
    private final boolean outermost;
    private final Baggage baggage;
    private final long startEpochNanos;
    private final long startNanos;
    private final AttributesBuilder attributes = Attributes.builder();

    private Fallback(
            TracedCall call,
            CallMetadata metadata,
            String model,
            SpanContext span,
            SpanContext parent,
            boolean ownIds,
            Context around) {
        this.call = call;
        this.metadata = metadata;
        this.span = span;
        this.parent = parent;
        this.ownIds = ownIds;
        this.outermost = call.outermost() == call;
        this.baggage = Baggage.fromContext(around);
        this.startEpochNanos = epochNanos();
        this.startNanos = System.nanoTime();
        CallMetadata.Members members = metadata.members();
        name = CallMetadata.spanName(members.kind(), members.name(), model);
        attributes.putAll(metadata.spanAttributes());
        if (!model.isEmpty()) {
            attributes.put(GenAiAttributes.REQUEST_MODEL, model);
        }
    }

    static Fallback begin(TracedCall call, CallMetadata metadata, String model, Span serverSpan, Context parent) {
        SpanContext above = Span.fromContext(parent).getSpanContext();
        SpanContext given = serverSpan.getSpanContext();
        // A tracer that does nothing hands out the parent's own ids again.
        boolean usable = given.isValid() && !given.getSpanId().equals(above.getSpanId());
        SpanContext ids = usable ? given : ownIds(above);
        TracedCall enclosing = TracedCall.from(parent);
        call.closeHandshake(ids, enclosing, enclosing == null ? knownToHoneyHive(above, call, parent) : above);
        return new Fallback(call, metadata, model, ids, call.parentForOwnTracer(), !usable, parent);
    }

    private static SpanContext knownToHoneyHive(SpanContext above, TracedCall call, Context context) {
        Carried.Above known = Carried.above(context, above);
        return known != null && known.tracer().equals(call.tracer()) ? known.span() : above;
    }

    /** Sampled unless the parent is not: nobody can see these ids but HoneyHive, and HoneyHive gets the call. */
    private static SpanContext ownIds(SpanContext parent) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String spanId = SpanId.fromLong(nonZero(random));
        return parent.isValid()
                ? SpanContext.create(parent.getTraceId(), spanId, parent.getTraceFlags(), parent.getTraceState())
                : SpanContext.create(
                        TraceId.fromLongs(random.nextLong(), nonZero(random)),
                        spanId,
                        TraceFlags.getSampled(),
                        TraceState.getDefault());
    }

    private static long epochNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    private static long nonZero(ThreadLocalRandom random) {
        long id;
        do {
            id = random.nextLong();
        } while (id == 0);
        return id;
    }

    /** The span that what is called from there shall see as its parent. */
    Span visible(Span serverSpan) {
        return ownIds ? Span.wrap(span) : serverSpan;
    }

    <T> void put(AttributeKey<T> key, T value) {
        synchronized (attributes) {
            attributes.put(key, value);
        }
    }

    UnclaimedCall end(@Nullable Throwable error) {
        long endEpochNanos = startEpochNanos + (System.nanoTime() - startNanos);
        Attributes all;
        synchronized (attributes) {
            all = attributes.build();
        }
        return new UnclaimedCall(
                call,
                span,
                parent,
                name,
                metadata.spanKind(),
                startEpochNanos,
                endEpochNanos,
                all,
                outermost,
                baggage,
                error);
    }
}
