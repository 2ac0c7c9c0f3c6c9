/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.call.Carried;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.pipeline.event.EventMapper;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** This process's part of one trace: its session, and the spans that matter to each other. Guarded by itself. */
final class LocalTrace {

    final String id;

    private final Map<String, OpenSpan> spans = new HashMap<>(4);
    private @Nullable Session session;
    private String firstSessionId = "";

    /** Taken out of the table: whoever comes later needs a new one. */
    boolean gone;

    /** Counted by the table as one that is finished. */
    boolean remembered;

    volatile long lastUsedNanos;

    /** Where sampling asks: the name of the part that runs, or has run last. A new one begins with a new local root. */
    String part;

    /** Where sampling asks: the last baggage that a span of the trace has started with. */
    Baggage baggage = Baggage.empty();

    /** Where sampling asks: how many ended spans are being handed on. */
    int handing;

    private int parts;

    LocalTrace(String id, long nowNanos) {
        this.id = id;
        this.part = id;
        this.lastUsedNanos = nowNanos;
    }

    /**
     * A span starts: in a new part where the last one has ended and nobody in this process is its parent.
     *
     * @param alone whether nobody is, whatever the parent looks like
     */
    void beginIn(Context context, SpanContext parent, boolean alone) {
        if (hasPartEnded() && (alone || parent.isRemote() || !parent.isValid()) && parts++ > 0) {
            part = id + '#' + parts;
        }
        Baggage carried = Baggage.fromContext(context);
        if (!carried.isEmpty()) {
            baggage = carried;
        }
    }

    boolean hasPartEnded() {
        return isFinished() && handing == 0;
    }

    /** Whether its part ends with the only span that is left, which ends and is about to be handed on. */
    boolean endsWithItsSpan() {
        return spans.size() == 1 && handing == 1;
    }

    @Nullable
    OpenSpan span(String spanId) {
        return spans.get(spanId);
    }

    boolean isFinished() {
        return spans.isEmpty();
    }

    int size() {
        return spans.size();
    }

    Iterable<OpenSpan> spans() {
        return spans.values();
    }

    void add(OpenSpan span) {
        spans.put(span.id, span);
        if (span.parent != null) {
            span.parent.children++;
        }
    }

    void remove(OpenSpan span) {
        spans.remove(span.id);
        if (span.parent != null) {
            span.parent.children--;
        }
    }

    /**
     * The session of a span that starts in this context: that of the call around it, that of the baggage, the trace's.
     * A session that nobody has named is settled by the first baggage that names one.
     *
     * @param call the innermost call of the context, which may be the one whose span this is
     */
    Session session(Context context, @Nullable TracedCall call) {
        String carriedId = Baggage.fromContext(context).getEntryValue(EventMapper.SESSION_ID);
        Session known = session;
        boolean inside = call != null
                && call.isClaimed()
                && call.spanContext().getTraceId().equals(id);
        if (known != null && carriedId != null && isKnown(carriedId, known)) {
            return inside && call != null ? call.session() : known;
        }
        Session carried = Carried.session(context);
        if (known == null) {
            return adopt(call != null ? call.session() : carried != null ? carried : Session.generated());
        }
        if (carried == null || isKnown(carried.id(), known)) {
            return inside && call != null ? call.session() : known;
        }
        if (!known.settle(carried.id())) {
            return ofCall(call, carried);
        }
        known.experimentCase(carried.experimentCase());
        return known;
    }

    /** The session as far as it is known. */
    @Nullable
    Session session() {
        return session;
    }

    private Session adopt(Session first) {
        session = first;
        firstSessionId = first.id();
        return first;
    }

    /** The baggage may still say what the session was called before somebody named it. */
    private boolean isKnown(String carriedId, Session known) {
        return carriedId.equals(known.id()) || carriedId.equals(firstSessionId);
    }

    private static Session ofCall(@Nullable TracedCall call, Session carried) {
        return call != null && call.session().id().equals(carried.id()) ? call.session() : carried;
    }

    /** The id by which a session of this trace goes now. */
    String currentSessionId(String sessionId) {
        Session known = session;
        return known != null && sessionId.equals(firstSessionId) ? known.id() : sessionId;
    }
}
