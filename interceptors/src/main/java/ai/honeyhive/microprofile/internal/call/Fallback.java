/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Our own record of a call whose span no processor of ours sees. */
final class Fallback {

    private final SpanContext span;
    private final SpanContext parent;
    private final AttributesBuilder attributes;
    private final long startEpochNanos = epochNanos();
    private final long startTicks = System.nanoTime();

    Fallback(SpanContext span, SpanContext parent, Attributes atStart) {
        this.span = span;
        this.parent = parent;
        this.attributes = atStart.toBuilder();
    }

    /** The span to make current: the server's where its ids are valid, else one that only carries ours. */
    Span toSpan(Span serverSpan) {
        return serverSpan.getSpanContext().isValid() ? serverSpan : Span.wrap(span);
    }

    synchronized <T> void put(AttributeKey<T> key, T value) {
        attributes.put(key, value);
    }

    synchronized UnclaimedCall end(TracedCall call, String name, SpanKind kind, @Nullable Throwable error) {
        long endEpochNanos = startEpochNanos + (System.nanoTime() - startTicks);
        return new UnclaimedCall(
                call, span, parent, name, kind, startEpochNanos, endEpochNanos, attributes.build(), error);
    }

    private static long epochNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
