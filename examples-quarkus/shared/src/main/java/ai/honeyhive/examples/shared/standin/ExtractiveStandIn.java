/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.standin;

import ai.honeyhive.examples.shared.Words;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for a language model and is none: it looks for the sentences of the given passages that share most words
 * with the question, and quotes them. Asked how often something is mentioned, it asks for the tool that counts, if one
 * is offered, and quotes what the tool said.
 *
 * <p>Like a model it also makes things up: asked who, it knows somebody, until it is told to keep to the passages.
 *
 * <p>It counts words where a model counts tokens.
 */
final class ExtractiveStandIn {

    static final String NAME = "extractive-stand-in";

    /** The most words of a request, as a model has a largest context. */
    static final int CONTEXT_WORDS = 2000;

    private static final String INVENTED =
            "Professor Quill of Ghent, whose famous lectures settled everything about porcupines around 1871.";

    private static final Pattern HOW_OFTEN = Pattern.compile(
            "how (?:many|often)\\b.*?\\bmention(?:s|ed)?\\s+[\"'“]?(?<term>.+?)[\"'”]?\\s*[?.!]*",
            Pattern.CASE_INSENSITIVE);

    JsonObject complete(ChatRequest request) {
        int words = request.messages().stream()
                .mapToInt(message -> Words.count(message.text()))
                .sum();
        if (words > CONTEXT_WORDS) {
            throw new RefusedRequest(
                    "context_length_exceeded",
                    "The stand-in reads at most " + CONTEXT_WORDS + " words, and these are " + words);
        }
        ChatRequest.Message last = request.last();
        if (last.role().equals("tool")) {
            return says("The tool says: " + last.text().strip(), words);
        }
        String asked = request.messages().stream()
                .filter(message ->
                        message.role().equals("user") && message.text().contains(QuotedAnswer.QUESTION))
                .reduce((earlier, later) -> later)
                .or(() -> request.lastOf("user"))
                .map(ChatRequest.Message::text)
                .orElse("");
        QuotedAnswer answer = QuotedAnswer.to(asked);
        boolean corrected = request.lastOf("user")
                .filter(said -> !said.text().equals(asked))
                .isPresent();
        if (!corrected
                && answer.found()
                && answer.question().toLowerCase(Locale.ROOT).startsWith("who ")) {
            return says(INVENTED, words);
        }
        return callFor(answer.question(), request)
                .map(call -> calls(call, words))
                .orElseGet(() -> says(answer.text(), words));
    }

    private static Optional<JsonObject> callFor(String question, ChatRequest request) {
        Matcher howOften = HOW_OFTEN.matcher(question);
        if (!howOften.matches()) {
            return Optional.empty();
        }
        String term = howOften.group("term");
        return request.tools().stream()
                .filter(tool -> tool.name().toLowerCase(Locale.ROOT).contains("count"))
                .findFirst()
                .map(tool -> Json.createObjectBuilder()
                        .add("name", tool.name())
                        .add(
                                "arguments",
                                Json.createObjectBuilder()
                                        .add(tool.parameter(), term)
                                        .build()
                                        .toString())
                        .build());
    }

    private static JsonObject says(String text, int words) {
        return completion(
                Json.createObjectBuilder().add("role", "assistant").add("content", text),
                "stop",
                words,
                Words.count(text));
    }

    private static JsonObject calls(JsonObject function, int words) {
        JsonObjectBuilder call = Json.createObjectBuilder()
                .add("id", "call_" + UUID.randomUUID())
                .add("type", "function")
                .add("function", function);
        return completion(
                Json.createObjectBuilder()
                        .add("role", "assistant")
                        .addNull("content")
                        .add("tool_calls", Json.createArrayBuilder().add(call)),
                "tool_calls",
                words,
                Words.count(function.toString()));
    }

    private static JsonObject completion(JsonObjectBuilder message, String finishReason, int read, int written) {
        return Json.createObjectBuilder()
                .add("id", "chatcmpl-" + UUID.randomUUID())
                .add("object", "chat.completion")
                .add("created", Instant.now().getEpochSecond())
                .add("model", NAME)
                .add(
                        "choices",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("index", 0)
                                        .add("message", message)
                                        .add("finish_reason", finishReason)))
                .add(
                        "usage",
                        Json.createObjectBuilder()
                                .add("prompt_tokens", read)
                                .add("completion_tokens", written)
                                .add("total_tokens", read + written))
                .build();
    }
}
