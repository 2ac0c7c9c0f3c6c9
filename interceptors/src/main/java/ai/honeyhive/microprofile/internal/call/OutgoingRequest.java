/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.internal.call.Propagation.Destination;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.TreeMap;

/** A request of {@code java.net.http} with the headers by which a trace and a session go on in another service. */
final class OutgoingRequest {

    private OutgoingRequest() {}

    /**
     * A copy of the request.
     *
     * @param server what the server propagates by; one that propagates nothing is replaced
     */
    static HttpRequest of(HttpRequest request, Context context, TextMapPropagator server, Propagation propagation) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Destination destination = Destination.host(request.uri().getHost());
        Context outgoing = Propagation.towards(context, destination).with(propagation.outgoing(context, destination));
        TextMapPropagator used = server.fields().isEmpty()
                ? TextMapPropagator.composite(
                        W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())
                : server;
        used.inject(outgoing, headers, (carrier, key, value) -> {
            if (carrier != null) {
                carrier.put(key, value);
            }
        });
        HttpRequest.Builder builder = HttpRequest.newBuilder(request, (name, value) -> !headers.containsKey(name));
        headers.forEach(builder::setHeader);
        return builder.build();
    }
}
