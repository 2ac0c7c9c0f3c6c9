/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.standin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A completion in the pieces that OpenAI would send: a word each, the call of a tool as a whole, then the reason and the usage. */
final class StreamedCompletion implements StreamingOutput {

    /** About eighty words a second, as a model has its pace: who reads along should see that it is a stream. */
    private static final long PACE_MILLIS = 12;

    private final JsonObject completion;

    StreamedCompletion(JsonObject completion) {
        this.completion = completion;
    }

    @Override
    public void write(OutputStream client) throws IOException {
        for (JsonObject chunk : chunks()) {
            send(client, chunk.toString());
            try {
                TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
        send(client, "[DONE]");
    }

    private static void send(OutputStream client, String data) throws IOException {
        client.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        client.flush();
    }

    List<JsonObject> chunks() {
        JsonObject choice = completion.getJsonArray("choices").getJsonObject(0);
        JsonObject message = choice.getJsonObject("message");
        List<JsonObject> chunks = new ArrayList<>();
        if (message.containsKey("tool_calls")) {
            JsonObject call = message.getJsonArray("tool_calls").getJsonObject(0);
            chunks.add(piece(Json.createObjectBuilder()
                    .add("role", "assistant")
                    .add(
                            "tool_calls",
                            Json.createArrayBuilder()
                                    .add(Json.createObjectBuilder(call).add("index", 0)))));
        } else {
            for (String word : message.getString("content").split("(?<= )", -1)) {
                chunks.add(piece(
                        Json.createObjectBuilder().add("role", "assistant").add("content", word)));
            }
        }
        chunks.add(chunk(
                Json.createArrayBuilder()
                        .add(Json.createObjectBuilder()
                                .add("index", 0)
                                .add("delta", JsonValue.EMPTY_JSON_OBJECT)
                                .add("finish_reason", choice.getString("finish_reason"))),
                JsonValue.NULL));
        chunks.add(chunk(Json.createArrayBuilder(), completion.getJsonObject("usage")));
        return chunks;
    }

    private JsonObject piece(JsonObjectBuilder delta) {
        return chunk(
                Json.createArrayBuilder()
                        .add(Json.createObjectBuilder()
                                .add("index", 0)
                                .add("delta", delta)
                                .addNull("finish_reason")),
                JsonValue.NULL);
    }

    private JsonObject chunk(JsonArrayBuilder choices, JsonValue usage) {
        return Json.createObjectBuilder()
                .add("id", completion.getString("id"))
                .add("object", "chat.completion.chunk")
                .add("created", completion.getInt("created"))
                .add("model", completion.getString("model"))
                .add("choices", choices)
                .add("usage", usage)
                .build();
    }
}
