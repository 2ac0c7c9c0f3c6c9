/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Importance;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What one traced call carries beside its span: the holder of the handshake, and the content that is for HoneyHive only.
 *
 * <p>The interceptor puts it into the parent context of the span it starts. A HoneyHive span processor that sees the
 * span start {@linkplain #claim claims} it, on the same thread, inside {@code startSpan()}; no other proof exists that a
 * span really reaches HoneyHive, since some servers make valid, recording spans that go nowhere. The call also stays in
 * the context while the work runs, so that spans below find their session and tracer, and it is current again while the
 * span is ended, so that the processor finds the content.
 *
 * <p>Thread-safe.
 */
public final class TracedCall {

    private static final ContextKey<TracedCall> KEY = ContextKey.named("honeyhive-traced-call");

    private final String tracer;
    private final Importance importance;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final Map<AttributeKey<?>, Object> content = new LinkedHashMap<>();

    private volatile Session session;
    private volatile SpanContext spanContext = SpanContext.getInvalid();
    private volatile boolean failed;

    public TracedCall(String tracer, Importance importance, Session session) {
        this.tracer = tracer;
        this.importance = importance;
        this.session = session;
    }

    /** The innermost traced call of a context, {@code null} outside any. */
    public static @Nullable TracedCall from(Context context) {
        return context.get(KEY);
    }

    /** The context with this call in it. */
    public Context in(Context context) {
        return context.with(KEY, this);
    }

    /**
     * Called by the processor when the span of this call starts: the span is the processor's from now on.
     *
     * @param span the span's context
     * @param traceSession the session of the span's trace, which becomes this call's
     * @return false if another span has claimed the call before, that is: the span is a descendant's
     */
    public boolean claim(SpanContext span, Session traceSession) {
        if (!claimed.compareAndSet(false, true)) {
            return false;
        }
        spanContext = span;
        session = traceSession;
        return true;
    }

    /** Whether a HoneyHive span processor has claimed the call. */
    public boolean isClaimed() {
        return claimed.get();
    }

    /** Used by the fallback: nobody may claim the call any more, its ids are these. */
    public void closeHandshake(SpanContext span) {
        claimed.set(true);
        spanContext = span;
    }

    /** The context of the call's own span, invalid before it has started. */
    public SpanContext spanContext() {
        return spanContext;
    }

    /** The tracer's name, empty for the default one. */
    public String tracer() {
        return tracer;
    }

    public Importance importance() {
        return importance;
    }

    public Session session() {
        return session;
    }

    public void session(Session session) {
        this.session = session;
    }

    /** Whether the call has failed. */
    public boolean failed() {
        return failed;
    }

    public void markFailed() {
        failed = true;
    }

    /** Sets an attribute of HoneyHive's copy of the span; the last value of a key wins. */
    public <T> void put(AttributeKey<T> key, T value) {
        synchronized (content) {
            content.put(key, value);
        }
    }

    /** The attributes of HoneyHive's copy, beyond those of the span itself: a snapshot. */
    @SuppressWarnings("unchecked")
    public Attributes content() {
        AttributesBuilder attributes = Attributes.builder();
        synchronized (content) {
            content.forEach((key, value) -> attributes.put((AttributeKey<Object>) key, value));
        }
        return attributes.build();
    }
}
