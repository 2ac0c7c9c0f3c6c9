/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.internal.call.Propagation.Destination;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers by which a trace and a session go on somewhere else, written and read. */
final class Headers {

    static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private Headers() {}

    /**
     * The headers of what leaves.
     *
     * @param server what the server propagates by; one that propagates nothing is replaced
     */
    static Map<String, String> of(
            Context context, Destination destination, TextMapPropagator server, Propagation propagation) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Context outgoing = Propagation.towards(context, destination).with(propagation.outgoing(context, destination));
        used(server).inject(outgoing, headers, (carrier, key, value) -> {
            if (carrier != null) {
                carrier.put(key, value);
            }
        });
        return headers;
    }

    /**
     * The context in which a message is worked on: in the trace that its headers tell. Where the server, or an agent, has
     * gone on in that trace already, its span stays the parent.
     */
    static Context received(Context context, HoneyHive.HeaderReader message, TextMapPropagator server)
            throws Exception {
        TextMapPropagator used = used(server);
        Map<String, String> headers = new HashMap<>();
        for (String field : used.fields()) {
            String value = message.get(field);
            if (value != null) {
                headers.put(field, value);
            }
        }
        Context remote = used.extract(Context.root(), headers, GETTER);
        SpanContext told = Span.fromContext(remote).getSpanContext();
        Span current = Span.fromContext(context);
        if (!told.isValid() || told.getTraceId().equals(current.getSpanContext().getTraceId())) {
            return used.extract(context, headers, GETTER).with(current);
        }
        return remote;
    }

    private static TextMapPropagator used(TextMapPropagator server) {
        return server.fields().isEmpty()
                ? TextMapPropagator.composite(
                        W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())
                : server;
    }
}
