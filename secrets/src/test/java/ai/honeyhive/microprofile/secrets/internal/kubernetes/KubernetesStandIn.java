/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.kubernetes;

import ai.honeyhive.microprofile.secrets.internal.TestCertificate;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A stand-in for the Kubernetes API: one secret in one namespace. It sends the very answers that a real kube-apiserver
 * gave, from {@code kubernetes-recorded-exchanges.jsonl}; which of them it sends is what a test sets.
 */
final class KubernetesStandIn implements AutoCloseable {

    private static final Path RECORDED = Path.of("src", "test", "resources", "kubernetes-recorded-exchanges.jsonl");
    private static final JsonObject END = JsonValue.EMPTY_JSON_OBJECT;

    private final TestCertificate certificate = TestCertificate.ofThisMachine();
    private final Map<String, JsonObject> recorded = new HashMap<>();
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String goodToken = "good";
    private volatile String getAnswer = "get named secret";
    private volatile boolean watchAllowed = true;

    KubernetesStandIn() throws IOException {
        for (String line : Files.readAllLines(RECORDED)) {
            JsonObject exchange = Json.createReader(new StringReader(line)).readObject();
            recorded.put(exchange.getString("case"), exchange);
        }
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    Path caFile() {
        return certificate.pem();
    }

    List<String> requests() {
        return requests;
    }

    void goodToken(String token) {
        goodToken = token;
    }

    /** Answers reads as in a case of the recording. */
    void answer(String recordedCase) {
        getAnswer = recordedCase;
    }

    /** Forbids to watch. */
    void forbidWatch() {
        watchAllowed = false;
    }

    /** Sends the recorded events of a change to those who watch. */
    void sendEvents() {
        recorded.values().stream()
                .filter(exchange -> exchange.getString("case").startsWith("watch: MODIFIED"))
                .forEach(exchange ->
                        exchange.getJsonArray("response").forEach(event -> events.add(event.asJsonObject())));
    }

    /** Ends the answer to a watch, as the server does after its timeout. */
    void endWatch() {
        events.add(END);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            requests.add(exchange.getRequestMethod() + " " + path + (query.equals("null") ? "" : "?" + query));
            if (!("Bearer " + goodToken).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, "bad token");
            } else if (path.endsWith("/selfsubjectaccessreviews")) {
                send(exchange, "SelfSubjectAccessReview list secrets (over-privilege check)");
            } else if (query.contains("watch=1")) {
                watch(exchange, query);
            } else if (path.equals("/api/v1/namespaces/default/secrets/honeyhive")) {
                send(exchange, getAnswer);
            } else {
                send(exchange, "get other secret forbidden (existence hidden)");
            }
        }
    }

    private void watch(HttpExchange exchange, String query) throws IOException {
        if (!watchAllowed || !query.contains("fieldSelector=metadata.name=honeyhive")) {
            send(exchange, "list all forbidden");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        try {
            for (JsonObject event = events.take(); event != END; event = events.take()) {
                exchange.getResponseBody().write((event + "\n").getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, String recordedCase) throws IOException {
        JsonObject answer = recorded.get(recordedCase);
        byte[] body = answer.get("response").toString().getBytes(StandardCharsets.UTF_8);
        int status = answer.getInt("status");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
