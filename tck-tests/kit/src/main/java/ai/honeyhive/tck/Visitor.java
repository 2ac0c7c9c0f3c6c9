/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A caller of the application: each visit is a trace of its own, begun by the caller. */
public final class Visitor {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI application;
    private final boolean sampled;

    /**
     * A caller whose traces are sampled.
     *
     * @param application the root of the application, with the context path
     */
    public Visitor(URI application) {
        this(application, true);
    }

    /**
     * A caller.
     *
     * @param application the root of the application, with the context path
     * @param sampled whether the caller's traces are: most samplers follow their caller
     */
    public Visitor(URI application, boolean sampled) {
        this.application = application;
        this.sampled = sampled;
    }

    /** Calls one door of the application. */
    public Visit visit(String door, Map<String, String> parameters, Map<String, String> headers) {
        String call = UUID.randomUUID().toString();
        String traceId = UUID.randomUUID().toString().replace("-", "");
        String parentId = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(door, call, parameters))
                .timeout(Duration.ofSeconds(60))
                .header("traceparent", "00-" + traceId + '-' + parentId + (sampled ? "-01" : "-00"));
        headers.forEach(request::header);
        HttpResponse<String> response = send(request.build());
        return new Visit(
                call,
                traceId,
                parentId,
                response.statusCode(),
                response.body().lines().toList());
    }

    private URI uri(String door, String call, Map<String, String> parameters) {
        StringBuilder query = new StringBuilder("?call=").append(call);
        parameters.forEach((name, value) ->
                query.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String root = application.toString();
        return URI.create(root + (root.endsWith("/") ? "" : "/") + "kit/" + door + query);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + request, e);
        }
    }
}
