/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.store.Request;
import ai.honeyhive.microprofile.console.wire.StrictJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** One request on its way through a handler. */
final class Call {
    private final org.eclipse.jetty.server.Request request;
    private final Body body;
    private final List<String> variables;
    private final Fields query;
    private final Optional<Credentials> credentials;
    private final long receivedAt = System.currentTimeMillis();
    private byte @Nullable [] bytes;

    /** @param variables what stands in the path where the route has braces */
    Call(org.eclipse.jetty.server.Request request, Body body, List<String> variables, Fields query) {
        this.request = request;
        this.body = body;
        this.variables = variables;
        this.query = query;
        this.credentials = Credentials.parse(header(HttpHeader.AUTHORIZATION));
    }

    String variable(int index) {
        return variables.get(index);
    }

    Optional<Credentials> credentials() {
        return credentials;
    }

    List<HttpCookie> cookies() {
        return org.eclipse.jetty.server.Request.getCookies(request);
    }

    long receivedAt() {
        return receivedAt;
    }

    /** A query parameter, {@code null} where absent or blank. */
    @Nullable
    String parameter(String name) {
        String value = query.getValue(name);
        return value == null || value.isBlank() ? null : storable(value);
    }

    /** As the store has it: it knows no NUL. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** A whole number in the query. */
    long number(String name, long fallback, long max) throws HttpError {
        String value = parameter(name);
        try {
            long number = value == null ? fallback : Long.parseLong(value);
            if (number < 1 || number > max) {
                throw new HttpError(400, name + " must be between 1 and " + max);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new HttpError(400, name + " must be a whole number");
        }
    }

    /** A number in the query. */
    double real(String name, double fallback) throws HttpError {
        String value = parameter(name);
        try {
            double number = value == null ? fallback : Double.parseDouble(value);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new HttpError(400, name + " must be a number");
    }

    /** The media type without its parameters, in lower case. */
    String contentType() {
        return header(HttpHeader.CONTENT_TYPE).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The body, decompressed. */
    byte[] bytes() throws HttpError {
        if (bytes == null) {
            bytes = body.decode(header(HttpHeader.CONTENT_ENCODING));
        }
        return bytes;
    }

    /** The body as a JSON object. */
    ObjectNode json() throws HttpError {
        if (!contentType().equals(Answer.JSON)) {
            throw new HttpError(415, "Content-Type must be application/json");
        }
        try {
            JsonNode json = StrictJson.MAPPER.readTree(bytes());
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new HttpError(400, "the body must be a JSON object");
        } catch (JsonProcessingException e) {
            throw new HttpError(400, "the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new HttpError(400, "the body is not JSON: " + e.getMessage());
        }
    }

    /** What is kept of this call. */
    Request record(int status, int items, String message) {
        return new Request(
                receivedAt,
                request.getMethod(),
                request.getHttpURI().getPath(),
                header(HttpHeader.CONTENT_TYPE),
                header(HttpHeader.CONTENT_ENCODING),
                body.wireBytes(),
                bytes == null ? 0 : bytes.length,
                items,
                status,
                message,
                credentials.map(Credentials::fingerprint).orElse(""),
                credentials.map(Credentials::masked).orElse(""),
                headers());
    }

    private ObjectNode headers() {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        for (HttpField field : request.getHeaders()) {
            String name = field.getLowerCaseName();
            boolean secret =
                    name.equals("authorization") || name.equals("cookie") || name.equals("proxy-authorization");
            headers.put(name, secret ? masked(name) : field.getValue());
        }
        return headers;
    }

    private String masked(String name) {
        return name.equals("authorization")
                ? credentials.map(key -> "Bearer " + key.masked()).orElse("****")
                : "****";
    }

    private String header(HttpHeader header) {
        String value = request.getHeaders().get(header);
        return value == null ? "" : value;
    }
}
