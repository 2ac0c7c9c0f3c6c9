/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/**
 * What the code of the application sees as its current span and session: the test compares it with what arrived. One
 * list a call, since a call may go over several threads.
 */
@ApplicationScoped
public class Sightings {

    private final ConcurrentMap<String, Queue<String>> byCall = new ConcurrentHashMap<>();

    /** Notes the span and the session that are current now. */
    public void note(String call, String where) {
        SpanContext span = Span.current().getSpanContext();
        String session = Baggage.current().getEntryValue("honeyhive.session_id");
        say(call, where, span.getTraceId() + ' ' + span.getSpanId() + ' ' + Objects.requireNonNullElse(session, "-"));
    }

    /** Notes anything else. */
    public void say(String call, String key, String value) {
        byCall.computeIfAbsent(call, k -> new ConcurrentLinkedQueue<>()).add(key + '=' + value);
    }

    /** What was noted of a call, a line each; forgotten afterwards. */
    public String report(String call) {
        Queue<String> lines = byCall.remove(call);
        return lines == null ? "" : String.join("\n", lines);
    }
}
