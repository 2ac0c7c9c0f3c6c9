/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import ai.honeyhive.microprofile.internal.call.Propagation;
import ai.honeyhive.microprofile.internal.call.Propagation.Destination;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes whose headers a server's instrumentation is writing. The propagator is not told; but the request
 * often knows, and so does the client's span, which is current then and has the attributes of HTTP already, under the names
 * of the stable conventions or the older ones; a producer's has the name of the queue or topic.
 */
final class Destinations {

    private static final List<AttributeKey<String>> URLS = List.of(stringKey("url.full"), stringKey("http.url"));
    private static final List<AttributeKey<String>> HOSTS =
            List.of(stringKey("server.address"), stringKey("net.peer.name"));
    private static final List<AttributeKey<String>> QUEUES =
            List.of(stringKey("messaging.destination.name"), stringKey("messaging.destination"));

    /** False once it has turned out that there is no Jakarta REST here. */
    private static volatile boolean rest = true;

    private Destinations() {}

    static Destination of(Context context, @Nullable Object carrier) {
        String host = ofRequest(carrier, request -> RestRequests.host(request));
        if (host != null) {
            return Destination.host(host);
        }
        return Span.fromContext(context) instanceof ReadableSpan span ? of(span) : Destination.UNKNOWN;
    }

    /** The baggage that the application itself has written into a request, {@code null} where there is none to be seen. */
    static @Nullable String writtenBaggage(@Nullable Object carrier) {
        return ofRequest(carrier, request -> RestRequests.header(request, Propagation.BAGGAGE));
    }

    private static @Nullable String ofRequest(@Nullable Object carrier, Function<Object, @Nullable String> asked) {
        if (carrier == null || !rest) {
            return null;
        }
        try {
            return asked.apply(carrier);
        } catch (LinkageError e) {
            rest = false;
            return null;
        }
    }

    private static Destination of(ReadableSpan span) {
        if (span.getKind() == SpanKind.PRODUCER) {
            return Destination.messages(first(span, QUEUES));
        }
        if (span.getKind() != SpanKind.CLIENT) {
            return Destination.UNKNOWN;
        }
        for (AttributeKey<String> key : URLS) {
            String url = span.getAttribute(key);
            if (url != null) {
                return Destination.host(host(url));
            }
        }
        return Destination.host(first(span, HOSTS));
    }

    private static @Nullable String first(ReadableSpan span, List<AttributeKey<String>> keys) {
        for (AttributeKey<String> key : keys) {
            String value = span.getAttribute(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String host(String url) {
        try {
            return URI.create(url).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
