/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Importance;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
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
public final class TracedCall implements ContentSink {

    /** As many as the SDK allows a span unless told otherwise. */
    static final int MOST_LINKS = 128;

    private static final ContextKey<TracedCall> KEY = ContextKey.named("honeyhive-traced-call");
    private static final AtomicIntegerFieldUpdater<TracedCall> CLAIMED =
            AtomicIntegerFieldUpdater.newUpdater(TracedCall.class, "claimed");

    private final String tracer;
    private final Importance importance;
    private final CallContent content;
    private final List<String> evaluated;
    private final TracedCall outermost;

    @SuppressWarnings("UnusedVariable") // Through CLAIMED: an AtomicBoolean would be one more object a call.
    private volatile int claimed;

    private volatile Session session;
    private volatile SpanContext spanContext = SpanContext.getInvalid();
    private volatile @Nullable String user;
    private volatile boolean failed;
    private List<SpanContext> links = List.of();

    /** Only in the fallback, where nobody else knows what is above whom. */
    private volatile @Nullable Above above;

    public TracedCall(String tracer, Importance importance, Session session) {
        this(tracer, importance, session, Attributes.empty(), List.of(), null);
    }

    /**
     * A call with content that is known beforehand.
     *
     * @param content is not copied: one object serves all calls of a method
     * @param evaluated neither
     * @param enclosing the call around this one, {@code null} for none
     */
    TracedCall(
            String tracer,
            Importance importance,
            Session session,
            Attributes content,
            List<String> evaluated,
            @Nullable TracedCall enclosing) {
        // A call that is not recorded has no span, and stands for nobody.
        this.outermost = enclosing == null || !enclosing.spanContext.isValid() ? this : enclosing.outermost;
        this.tracer = tracer;
        this.importance = importance;
        this.session = session;
        this.content = new CallContent(content);
        this.evaluated = evaluated;
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
        if (!CLAIMED.compareAndSet(this, 0, 1)) {
            return false;
        }
        spanContext = span;
        session = traceSession;
        return true;
    }

    /** Whether a HoneyHive span processor has claimed the call. */
    public boolean isClaimed() {
        return claimed == 1;
    }

    /**
     * Used by the fallback: nobody may claim the call any more, its ids are these.
     *
     * @param enclosing the call around this one, if there is one
     * @param parent the span around this one
     */
    void closeHandshake(SpanContext span, @Nullable TracedCall enclosing, SpanContext parent) {
        claimed = 1;
        spanContext = span;
        above = new Above(enclosing, parent);
    }

    /**
     * Whose child this call is for its own tracer: another tracer's call is not there, and is stepped over. For the
     * fallback only; the processor knows more.
     */
    SpanContext parentForOwnTracer() {
        Above next = above;
        SpanContext parent = SpanContext.getInvalid();
        while (next != null) {
            parent = next.parent;
            TracedCall enclosing = next.call;
            next = enclosing == null || enclosing.tracer.equals(tracer) ? null : enclosing.above;
        }
        return parent;
    }

    /** The context of the call's own span, invalid before it has started. */
    public SpanContext spanContext() {
        return spanContext;
    }

    /** The outermost recorded call around this one, or this one. */
    public TracedCall outermost() {
        return outermost;
    }

    /** The tracer's name, empty for the default one. */
    public String tracer() {
        return tracer;
    }

    public Importance importance() {
        return importance;
    }

    /** The names of the pipelines and evaluators that shall score the call, mostly none. */
    public List<String> evaluated() {
        return evaluated;
    }

    public Session session() {
        return session;
    }

    public void session(Session session) {
        this.session = session;
    }

    /** The end user, named by this call or by whoever called it; {@code null} where nobody has. */
    @Nullable
    String user() {
        return user;
    }

    void user(String user) {
        this.user = user;
        put(HoneyHiveAttributes.USER_ID, user);
    }

    /** Whether the call has failed. */
    public boolean failed() {
        return failed;
    }

    public void markFailed() {
        failed = true;
    }

    /** Links HoneyHive's copy of the span to another span; beyond {@link #MOST_LINKS} it is ignored. */
    synchronized void link(SpanContext other) {
        if (links.size() < MOST_LINKS) {
            List<SpanContext> more = new ArrayList<>(links);
            more.add(other);
            links = List.copyOf(more);
        }
    }

    /** The spans that HoneyHive's copy is linked to, beyond the links of the span itself: a snapshot. */
    public synchronized List<SpanContext> links() {
        return links;
    }

    /**
     * Sets an attribute of HoneyHive's copy of the span; the last value of a name wins. Without effect once the call has
     * ended.
     */
    @Override
    public <T> void put(AttributeKey<T> key, T value) {
        content.put(key, value);
    }

    /** The event's id for HoneyHive, made on the first call; empty where the call has ended without one. */
    String eventId() {
        String id = content.putIfAbsent(
                HoneyHiveAttributes.EVENT_ID, UUID.randomUUID().toString());
        return id == null ? "" : id;
    }

    /** The attributes of HoneyHive's copy, beyond those of the span itself: a snapshot, to which more may be added. */
    public AttributesBuilder content() {
        return content.snapshot();
    }

    /** The call has ended: what is put from now on is nobody's. */
    void seal() {
        content.seal();
    }

    private record Above(@Nullable TracedCall call, SpanContext parent) {}
}
