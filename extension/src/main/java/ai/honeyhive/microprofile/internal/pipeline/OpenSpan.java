/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.call.Carried;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span of this process that has not ended, or that has descendants which have not. Guarded by its {@link LocalTrace},
 * but for the final fields.
 */
final class OpenSpan {

    /** A prompt of many megabytes is cut elsewhere; this bounds how many there may be of them. */
    static final int MAX_MESSAGES = 256;

    static final long MAX_MESSAGE_CHARS = 2_000_000;

    final String id;

    /** Also where the parent is another process', or unknown here. */
    final SpanContext parentContext;

    final @Nullable OpenSpan parent;

    /** Where the parent is another process': what HoneyHive has in its place, if the caller says so. */
    final Carried.@Nullable Above remote;

    final Session session;
    final String tracer;
    final @Nullable TracedCall call;
    final boolean critical;

    /** Entries of the table whose parent this is. */
    int children;

    boolean ended;

    /** An evaluator made it: it is not evaluated in its turn. */
    boolean evaluating;

    /** Foreign, ended, wanted by nobody so far: a descendant may still turn out to be an LLM span. */
    @Nullable
    ReadableSpan kept;

    /** Whether it goes to its own tracer whatever its descendants are. */
    boolean wanted;

    /** The tracers of the descendants that need it to hang on. */
    private List<String> wantedBy = List.of();

    private List<SpanRecord.Event> messages = List.of();
    private long messageChars;

    OpenSpan(
            String id,
            SpanContext parentContext,
            @Nullable OpenSpan parent,
            Carried.@Nullable Above remote,
            Session session,
            String tracer,
            @Nullable TracedCall call,
            boolean critical) {
        this.id = id;
        this.parentContext = parentContext;
        this.parent = parent;
        this.remote = remote;
        this.session = session;
        this.tracer = tracer;
        this.call = call;
        this.critical = critical;
    }

    /**
     * Whose child this span is for one tracer. What is about a model and another tracer's stays with that one, and is
     * stepped over, so that each tracer has a whole tree.
     */
    SpanContext parentFor(String wantedTracer) {
        OpenSpan child = this;
        OpenSpan above = parent;
        while (above != null && above.wanted && !above.tracer.equals(wantedTracer)) {
            child = above;
            above = above.parent;
        }
        Carried.Above remote = above == null ? child.remote : null;
        return remote != null && remote.tracer().equals(wantedTracer) ? remote.span() : child.parentContext;
    }

    List<String> wantedBy() {
        return wantedBy;
    }

    /** Notes that a descendant goes to this tracer; false where that is known. */
    boolean addWantedBy(String tracer) {
        if (wantedBy.contains(tracer)) {
            return false;
        }
        List<String> more = new ArrayList<>(wantedBy);
        more.add(tracer);
        wantedBy = more;
        return true;
    }

    List<SpanRecord.Event> messages() {
        return messages;
    }

    /** Joins a message that came as a log record; false where there are too many already. */
    boolean addMessage(SpanRecord.Event message, long chars) {
        if (messages.size() >= MAX_MESSAGES || messageChars + chars > MAX_MESSAGE_CHARS) {
            return false;
        }
        if (messages.isEmpty()) {
            messages = new ArrayList<>();
        }
        messages.add(message);
        messageChars += chars;
        return true;
    }
}
