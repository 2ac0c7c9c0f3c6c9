/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A stand-in for OpenAI's chat completions, since the tests have no model: it answers every question the same, asks for
 * the first tool that it is offered, and refuses what is about {@link #REFUSED}.
 */
public final class OpenAiStandIn {

    public static final String ANSWER = "Roses are stand-ins";
    public static final String REFUSED = "forbidden things";

    private static final String COMPLETION = """
            {"id": "chatcmpl-stand-in", "object": "chat.completion", "created": 1700000000, "model": "stand-in-model-1",
             "choices": [{"index": 0, "finish_reason": "%s", "logprobs": null, "message": %s}],
             "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}}
            """;

    private static final String SAY = """
            {"role": "assistant", "content": "%s", "refusal": null}
            """.formatted(ANSWER);

    private static final String CALL = """
            {"role": "assistant", "content": null, "refusal": null,
             "tool_calls": [{"id": "call-1", "type": "function",
                             "function": {"name": "rhymes", "arguments": "{\\"word\\": \\"tram\\"}"}}]}
            """;

    private static final String ERROR = """
            {"error": {"message": "the stand-in refuses", "type": "invalid_request_error", "param": null, "code": null}}
            """;

    private final HttpServer server;

    public OpenAiStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("No port is free", e);
        }
        server.createContext("/v1/chat/completions", OpenAiStandIn::answer);
        server.start();
    }

    /** The base of its addresses, as clients of OpenAI want it. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1";
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refused = question.contains(REFUSED);
            byte[] body = (refused ? ERROR : completion(question)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(refused ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String completion(String question) {
        boolean hasTools = question.contains("\"tools\"");
        boolean calledBefore = question.contains("call-1");
        return hasTools && !calledBefore ? COMPLETION.formatted("tool_calls", CALL) : COMPLETION.formatted("stop", SAY);
    }
}
