/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Not HoneyHive: a stand-in that takes the calls of a run as its API describes them, refuses what that refuses (no key,
 * unknown fields, missing ones, an empty name), and keeps what it was told.
 */
final class HoneyHiveStandIn implements AutoCloseable {

    static final String KEY = "hh_a-key-of-the-tests";

    private static final Set<String> RUN = Set.of(
            "run_id",
            "name",
            "description",
            "status",
            "metadata",
            "results",
            "dataset_id",
            "event_ids",
            "session_ids",
            "datapoint_ids",
            "configuration",
            "evaluators",
            "passing_ranges");
    private static final Set<String> EVENT = Set.of(
            "event_type",
            "inputs",
            "project_id",
            "source",
            "event_name",
            "event_id",
            "session_id",
            "parent_id",
            "children_ids",
            "config",
            "outputs",
            "error",
            "start_time",
            "end_time",
            "duration",
            "metadata",
            "feedback",
            "metrics",
            "user_properties");
    private static final Set<String> SESSION = Set.of(
            "session_id",
            "session_name",
            "event_name",
            "source",
            "start_time",
            "end_time",
            "duration",
            "config",
            "inputs",
            "outputs",
            "metadata",
            "user_properties",
            "children_ids",
            "project");

    record Call(String line, Map<?, ?> body, Map<String, List<String>> headers) {}

    private final HttpServer server;
    private final List<Call> calls = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private String location = "";

    HoneyHiveStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next calls are answered with these statuses, whatever they say. */
    synchronized void answerWith(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    synchronized void redirectTo(URI target) {
        location = target.toString();
    }

    /** What was taken, by method and path. */
    synchronized List<Call> calls(String line) {
        return calls.stream().filter(call -> call.line().equals(line)).toList();
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = answer(exchange, line, text);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        byte[] body = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized int answer(HttpExchange exchange, String line, String text) {
        if (!location.isEmpty()) {
            exchange.getResponseHeaders()
                    .add("Location", location + exchange.getRequestURI().getPath());
            return 307;
        }
        if (!answers.isEmpty()) {
            return answers.removeFirst();
        }
        if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return 401;
        }
        try {
            Map<?, ?> body = (Map<?, ?>) Json.read(text);
            if (!isAllowed(line, body)) {
                return 400;
            }
            calls.add(new Call(line, body, Map.copyOf(exchange.getRequestHeaders())));
            return 200;
        } catch (JsonException | ClassCastException e) {
            return 400;
        }
    }

    private static boolean isAllowed(String line, Map<?, ?> body) {
        if (line.equals("POST /v1/runs")) {
            return RUN.containsAll(body.keySet()) && body.get("name") instanceof String name && !name.isBlank();
        }
        if (line.startsWith("PUT /v1/runs/")) {
            return RUN.containsAll(body.keySet()) && !body.containsKey("run_id") && !body.containsKey("dataset_id");
        }
        if (line.equals("POST /session/start")) {
            return body.get("session") instanceof Map<?, ?> session && SESSION.containsAll(session.keySet());
        }
        if (line.equals("POST /v1/events")) {
            return EVENT.containsAll(body.keySet())
                    && body.get("inputs") instanceof Map
                    && Set.of("model", "tool", "chain", "session").contains(body.get("event_type"));
        }
        // An update that brings inputs, error or event_name is refused: PUT /events does not take them.
        return line.equals("PUT /events")
                && body.get("event_id") instanceof String
                && !body.containsKey("inputs")
                && !body.containsKey("error")
                && !body.containsKey("event_name");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
