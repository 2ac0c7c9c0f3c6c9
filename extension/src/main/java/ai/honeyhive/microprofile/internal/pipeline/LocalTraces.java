/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Carried;
import ai.honeyhive.microprofile.internal.call.Evaluating;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.config.ForeignSpans;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.event.EventMapper;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The traces that run through this process: which session their spans belong to, and which spans of others go along
 * because they are about a model or because such a span hangs on them.
 *
 * <p>Thread-safe.
 */
final class LocalTraces implements EventMapper.SettledSessions {

    /**
     * A span that goes to a tracer.
     *
     * @param part where sampling asks: the part of its trace
     * @param last whether the part has ended with the span
     * @param baggage where sampling asks: what came with the request
     */
    record Taken(
            ReadableSpan span,
            SpanContext parent,
            String tracer,
            Session session,
            @Nullable TracedCall call,
            boolean critical,
            boolean evaluating,
            List<SpanRecord.Event> messages,
            String part,
            boolean last,
            Baggage baggage) {

        static Taken of(LocalTrace trace, OpenSpan entry, ReadableSpan span, String tracer) {
            Session session = entry.call == null ? entry.session : entry.call.session();
            return new Taken(
                    span,
                    entry.parentFor(tracer),
                    tracer,
                    session,
                    entry.call,
                    entry.critical,
                    entry.evaluating,
                    entry.messages(),
                    trace.part,
                    trace.endsWithItsSpan(),
                    trace.baggage);
        }
    }

    private final ForeignSpans foreign;
    private final Set<String> tracers;
    private final TraceTable table;
    private final Tally tally;
    private final boolean parts;

    /**
     * The traces of an application.
     *
     * @param tracers the names of the named tracers
     * @param parts whether somebody asks which part of its trace a span belongs to, and when that has ended
     */
    LocalTraces(ForeignSpans foreign, Set<String> tracers, TraceTable table, Tally tally, boolean parts) {
        this.foreign = foreign;
        this.tracers = tracers;
        this.table = table;
        this.tally = tally;
        this.parts = parts;
    }

    /** Notes a span that starts and claims the call whose span it is, if it is one; true if so. */
    boolean start(ReadableSpan span, Context parentContext) {
        TracedCall call = TracedCall.from(parentContext);
        if (foreign == ForeignSpans.NONE && (call == null || call.isClaimed())) {
            return false;
        }
        SpanContext context = span.getSpanContext();
        while (true) {
            LocalTrace trace = table.findOrMake(context.getTraceId());
            synchronized (trace) {
                if (!trace.gone) {
                    return start(trace, span, parentContext, call);
                }
            }
        }
    }

    private boolean start(LocalTrace trace, ReadableSpan span, Context parentContext, @Nullable TracedCall call) {
        table.touch(trace);
        if (parts) {
            // The request itself is not seen, and its outermost calls stand for it one by one.
            boolean alone = foreign == ForeignSpans.NONE && call != null && call.outermost() == call;
            trace.beginIn(parentContext, span.getParentSpanContext(), alone);
        }
        OpenSpan parent = trace.span(span.getParentSpanContext().getSpanId());
        Session session = trace.session(parentContext, call);
        boolean own = call != null && call.claim(span.getSpanContext(), session);
        OpenSpan entry = entry(span, parentContext, parent, session, call, own);
        entry.evaluating = parent != null ? parent.evaluating : Evaluating.in(parentContext);
        if (!table.add(trace, entry)) {
            tally.add(Tally.Reason.TABLE_FULL);
        }
        return own;
    }

    /** The tracer that the caller has chosen, if there is one of that name here. */
    private String carriedTracer(Context context) {
        String carried = Carried.tracer(context);
        return carried != null && tracers.contains(carried) ? carried : "";
    }

    private OpenSpan entry(
            ReadableSpan span,
            Context context,
            @Nullable OpenSpan parent,
            Session session,
            @Nullable TracedCall call,
            boolean own) {
        String tracer = call != null ? call.tracer() : parent != null ? parent.tracer : carriedTracer(context);
        boolean critical = call != null ? call.importance() == Importance.CRITICAL : parent != null && parent.critical;
        OpenSpan entry = new OpenSpan(
                span.getSpanContext().getSpanId(),
                span.getParentSpanContext(),
                parent,
                parent == null ? Carried.above(context, span.getParentSpanContext()) : null,
                session,
                tracer,
                own ? call : null,
                critical);
        entry.wanted = own;
        return entry;
    }

    /**
     * What goes to HoneyHive now that a span has ended: the span itself, and ancestors that ended before and waited.
     *
     * @param call the call whose span it is, where the one who ends it tells
     */
    List<Taken> end(ReadableSpan span, @Nullable TracedCall call) {
        SpanContext context = span.getSpanContext();
        LocalTrace trace = table.find(context.getTraceId());
        if (trace != null) {
            synchronized (trace) {
                OpenSpan entry = trace.span(context.getSpanId());
                if (entry != null) {
                    table.touch(trace);
                    return end(trace, entry, span);
                }
            }
        }
        return endUnknown(span, call);
    }

    /** A span that found the table full when it started, or was given up since. */
    private List<Taken> endUnknown(ReadableSpan span, @Nullable TracedCall call) {
        if (call != null) {
            boolean critical = call.importance() == Importance.CRITICAL;
            return List.of(new Taken(
                    span,
                    span.getParentSpanContext(),
                    call.tracer(),
                    call.session(),
                    call,
                    critical,
                    false,
                    List.of(),
                    part(span),
                    false,
                    Baggage.current()));
        }
        if (foreign == ForeignSpans.NONE || (foreign == ForeignSpans.LLM && !LlmMarks.isLlm(span))) {
            tally.add(Tally.Reason.FILTERED);
            return List.of();
        }
        Session carried = Carried.session(Context.current());
        Session session = carried == null ? Session.generated() : carried;
        return List.of(new Taken(
                span,
                span.getParentSpanContext(),
                "",
                session,
                null,
                false,
                Evaluating.in(Context.current()),
                List.of(),
                part(span),
                false,
                Baggage.current()));
    }

    private List<Taken> end(LocalTrace trace, OpenSpan entry, ReadableSpan span) {
        List<Taken> taken = new ArrayList<>(2);
        entry.ended = true;
        entry.wanted = entry.wanted || !entry.messages().isEmpty() || LlmMarks.isLlm(span);
        if (entry.wanted) {
            wantAncestors(trace, entry, taken);
            taken.add(Taken.of(trace, entry, span, entry.tracer));
        } else {
            endStep(trace, entry, span, taken);
        }
        table.removeWithoutChildren(trace, entry);
        if (endsPart(taken)) {
            // From now on a request begins a new part, as if this one were handed on already.
            trace.handing = 0;
        }
        return taken;
    }

    private static boolean endsPart(List<Taken> taken) {
        return !taken.isEmpty() && taken.get(0).last();
    }

    /** The end of a span that is about no model: it goes where a descendant needs it, and waits where one may. */
    private void endStep(LocalTrace trace, OpenSpan entry, ReadableSpan span, List<Taken> taken) {
        List<String> tracers = entry.wantedBy();
        if (foreign == ForeignSpans.ALL && !tracers.contains(entry.tracer)) {
            taken.add(Taken.of(trace, entry, span, entry.tracer));
        }
        tracers.forEach(tracer -> taken.add(Taken.of(trace, entry, span, tracer)));
        if (!taken.isEmpty()) {
            return;
        }
        if (entry.children == 0) {
            tally.add(Tally.Reason.FILTERED);
        } else if (!table.keep(entry, span)) {
            tally.add(Tally.Reason.TABLE_FULL);
        }
    }

    private void wantAncestors(LocalTrace trace, OpenSpan entry, List<Taken> taken) {
        for (OpenSpan above = entry.parent; above != null; above = above.parent) {
            // What is about a model goes to its own tracer only: its content is not for another project.
            if (above.wanted) {
                continue;
            }
            if (!above.addWantedBy(entry.tracer)) {
                return;
            }
            ReadableSpan kept = table.release(above);
            if (kept != null) {
                taken.add(Taken.of(trace, above, kept, entry.tracer));
            }
        }
    }

    /** Whether any span of its trace has been seen here, and not all of them have ended. */
    boolean know(ReadableSpan span) {
        return table.find(span.getSpanContext().getTraceId()) != null;
    }

    /** A span ends, and what goes to a tracer of it is about to be handed on: until then its part has not ended. */
    @Nullable
    LocalTrace beginHandingOn(ReadableSpan span) {
        LocalTrace trace = table.find(span.getSpanContext().getTraceId());
        if (trace != null) {
            synchronized (trace) {
                trace.handing++;
            }
        }
        return trace;
    }

    /** It has been handed on: the name of the part if that has ended, else {@code null}. */
    @Nullable
    String handedOn(ReadableSpan span, @Nullable LocalTrace trace, List<Taken> taken) {
        if (endsPart(taken)) {
            return taken.get(0).part();
        }
        if (trace == null) {
            return span.getSpanContext().getTraceId();
        }
        synchronized (trace) {
            trace.handing--;
            return trace.gone || trace.hasPartEnded() ? trace.part : null;
        }
    }

    /** The part of a span that is not in the table. */
    private String part(ReadableSpan span) {
        LocalTrace trace = table.find(span.getSpanContext().getTraceId());
        if (trace == null) {
            return span.getSpanContext().getTraceId();
        }
        synchronized (trace) {
            return trace.part;
        }
    }

    /** The session of the trace that a context is in, {@code null} where none of its spans has been seen here. */
    @Nullable
    Session session(Context context) {
        LocalTrace trace = table.find(Span.fromContext(context).getSpanContext().getTraceId());
        if (trace == null) {
            return null;
        }
        synchronized (trace) {
            return trace.session();
        }
    }

    /** Joins a message that came as a log record to its span, which is open still. */
    void addMessage(SpanContext span, SpanRecord.Event message, long chars) {
        LocalTrace trace = table.find(span.getTraceId());
        if (trace == null) {
            return;
        }
        synchronized (trace) {
            OpenSpan entry = trace.span(span.getSpanId());
            if (entry != null && !entry.ended && !entry.addMessage(message, chars)) {
                tally.add(Tally.Reason.MESSAGES);
            }
        }
    }

    TraceTable table() {
        return table;
    }

    @Override
    public String currentId(String traceId, String sessionId) {
        LocalTrace trace = table.find(traceId);
        if (trace == null) {
            return sessionId;
        }
        synchronized (trace) {
            return trace.currentSessionId(sessionId);
        }
    }
}
