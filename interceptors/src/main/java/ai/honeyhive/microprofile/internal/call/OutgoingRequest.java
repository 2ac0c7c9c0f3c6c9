/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.internal.call.Propagation.Destination;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.net.http.HttpRequest;
import java.util.Map;

/** A request of {@code java.net.http} with the headers by which a trace and a session go on in another service. */
final class OutgoingRequest {

    private OutgoingRequest() {}

    /**
     * A copy of the request.
     *
     * @param server what the server propagates by; one that propagates nothing is replaced
     */
    static HttpRequest of(HttpRequest request, Context context, TextMapPropagator server, Propagation propagation) {
        Destination destination = Destination.host(request.uri().getHost());
        String written = request.headers().firstValue(Propagation.BAGGAGE).orElse(null);
        Map<String, String> headers =
                Headers.of(Propagation.withWritten(context, written), destination, server, propagation);
        HttpRequest.Builder builder = HttpRequest.newBuilder(request, (name, value) -> !headers.containsKey(name));
        headers.forEach(builder::setHeader);
        return builder.build();
    }
}
