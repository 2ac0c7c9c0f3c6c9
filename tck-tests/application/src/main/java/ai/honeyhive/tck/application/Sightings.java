/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.HoneyHive;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * What the code of the application sees as its current span and session: the test compares it with what arrived. One
 * list a call, since a call may go over several threads.
 */
@ApplicationScoped
public class Sightings {

    private static final String SESSION = "honeyhive.session_id=";
    private static final HttpRequest REQUEST =
            HttpRequest.newBuilder(URI.create("http://localhost/")).build();

    private final ConcurrentMap<String, Queue<String>> byCall = new ConcurrentHashMap<>();

    @Inject
    HoneyHive honeyHive;

    /** Notes the span that is current now, and the session that a request to another service would carry. */
    public void note(String call, String where) {
        SpanContext span = Span.current().getSpanContext();
        say(call, where, span.getTraceId() + ' ' + span.getSpanId() + ' ' + outgoingSession());
    }

    private String outgoingSession() {
        return honeyHive.propagate(REQUEST).headers().firstValue("baggage").stream()
                .flatMap(baggage -> Stream.of(baggage.split(",")))
                .filter(member -> member.startsWith(SESSION))
                .map(member -> member.substring(SESSION.length()))
                .findFirst()
                .orElse("-");
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
