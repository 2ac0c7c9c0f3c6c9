/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's models in the place of ours. The application brings LangChain4j; nobody else needs it, and without it only
 * this class cannot be used. Thread-safe if the model is. What the model throws goes through.
 */
public final class LangChain4j {

    private LangChain4j() {}

    /** A model for judges whose questions cost nothing, or nobody knows what. */
    public static ChatModel chatModel(dev.langchain4j.model.chat.ChatModel model) {
        return chatModel(model, usage -> 0);
    }

    /**
     * A model for judges.
     *
     * <p>A model that declares {@link Capability#RESPONSE_FORMAT_JSON_SCHEMA} is held to the schema of the answer; any other
     * one is told the schema in its instructions. LangChain4j tells no probabilities of tokens, so that a rubric
     * {@code withProbabilities()} is an ERROR: let it take several samples.
     *
     * @param cost of one question, 0 or more, in the currency of the {@link Budget}; not asked where the model does not
     *     say what it used
     */
    public static ChatModel chatModel(dev.langchain4j.model.chat.ChatModel model, ToDoubleFunction<TokenUsage> cost) {
        return request -> {
            ChatResponse response = model.chat(translated(
                    request, model.supportedCapabilities().contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA)));
            TokenUsage usage = response.tokenUsage();
            String text = response.aiMessage().text();
            return new ChatAnswer(text == null ? "" : text, Map.of(), usage == null ? 0 : cost.applyAsDouble(usage));
        };
    }

    private static dev.langchain4j.model.chat.request.ChatRequest translated(
            ChatRequest request, boolean holdsToSchema) {
        String schema = request.schema();
        String instructions = request.instructions();
        if (schema != null && !holdsToSchema) {
            instructions += "\n\nThe JSON schema of your answer, which is JSON and nothing else:\n" + schema;
        }
        return dev.langchain4j.model.chat.request.ChatRequest.builder()
                .messages(SystemMessage.from(instructions), UserMessage.from(request.data()))
                .temperature(request.temperature())
                .responseFormat(holdsToSchema ? format(schema) : null)
                .build();
    }

    private static @Nullable ResponseFormat format(@Nullable String schema) {
        return schema == null
                ? null
                : ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(JsonSchema.builder()
                                .name("answer")
                                .rootElement(JsonRawSchema.from(schema))
                                .build())
                        .build();
    }

    /** A model for {@link Evaluators#withEmbeddings}. */
    public static EmbeddingModel embeddingModel(dev.langchain4j.model.embedding.EmbeddingModel model) {
        return texts -> model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                .map(Embedding::vector)
                .toList();
    }
}
