/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonException;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks OpenAI's protocol: says what it was told to say, embeds a text as its length, and keeps what it was asked. */
final class ModelStandIn implements AutoCloseable {

    private final HttpServer server;
    private final List<Map<?, ?>> requests = new CopyOnWriteArrayList<>();

    ModelStandIn(String answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            read(exchange);
            Map<String, Object> message = Map.of("role", "assistant", "content", answer);
            answer(
                    exchange,
                    Map.of(
                            "id", "1",
                            "object", "chat.completion",
                            "model", "stand-in",
                            "choices", List.of(Map.of("index", 0, "message", message, "finish_reason", "stop")),
                            "usage", Map.of("prompt_tokens", 30, "completion_tokens", 4, "total_tokens", 34)));
        });
        server.createContext("/v1/embeddings", exchange -> {
            List<Object> vectors = new ArrayList<>();
            for (Object text : (List<?>) read(exchange).get("input")) {
                vectors.add(Map.of(
                        "index",
                        vectors.size(),
                        "embedding",
                        List.of(1, text.toString().length())));
            }
            answer(
                    exchange,
                    Map.of(
                            "data",
                            vectors,
                            "model",
                            "stand-in",
                            "usage",
                            Map.of("prompt_tokens", 3, "total_tokens", 3)));
        });
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    List<Map<?, ?>> requests() {
        return requests;
    }

    private Map<?, ?> read(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            Map<?, ?> request = (Map<?, ?>) Json.read(body);
            requests.add(request);
            return request;
        } catch (JsonException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, Map<String, ?> body) throws IOException {
        byte[] bytes = JsonText.of(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
