/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The few requests that are made to console and assistant. */
final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    /** The body of an answer with status 200, empty for anything else. */
    static Optional<String> get(URI address) {
        try {
            HttpResponse<String> response = send(HttpRequest.newBuilder(address));
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    /** A JSON answer with status 200. */
    static Optional<JsonObject> object(URI address) {
        return get(address)
                .map(body -> Json.createReader(new StringReader(body)).readObject());
    }

    /** The objects of an array of a JSON answer; none while there is no answer. */
    static List<JsonObject> array(URI address, String name) {
        JsonObject answer =
                Json.createReader(new StringReader(get(address).orElse("{}"))).readObject();
        return answer.containsKey(name) ? answer.getJsonArray(name).getValuesAs(JsonObject.class) : List.of();
    }

    /** Sends a form and takes the answer as JSON, whatever its status, which is added as {@code status}. */
    static JsonObject post(URI address, Map<String, String> form) throws IOException {
        HttpResponse<String> response = send(form(address, form));
        return Json.createObjectBuilder(
                        Json.createReader(new StringReader(response.body())).readObject())
                .add("status", response.statusCode())
                .build();
    }

    /** Sends a form and takes the answer as server-sent events with JSON in them. */
    static List<RunningAssistant.Piece> events(URI address, Map<String, String> form) throws IOException {
        return Stream.of(send(form(address, form)).body().split("\n\n", -1))
                .filter(event -> !event.isEmpty())
                .map(event -> event.split("^event: |\ndata: ", -1))
                .map(parts -> new RunningAssistant.Piece(
                        parts[1], Json.createReader(new StringReader(parts[2])).readValue()))
                .toList();
    }

    private static HttpRequest.Builder form(URI address, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return CLIENT.send(
                    request.timeout(Duration.ofSeconds(60)).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
