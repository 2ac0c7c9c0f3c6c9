/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads openai-java's chat completions, responses and embeddings, plain or structured. */
public final class OpenAiExtractor implements ResultExtractor {

    private static final String CHAT = "com.openai.models.chat.completions.ChatCompletion";
    private static final String STRUCTURED_CHAT = "com.openai.models.chat.completions.StructuredChatCompletion";
    private static final String RESPONSE = "com.openai.models.responses.Response";
    private static final String STRUCTURED_RESPONSE = "com.openai.models.responses.StructuredResponse";
    private static final String EMBEDDINGS = "com.openai.models.embeddings.CreateEmbeddingResponse";

    private static final Set<String> RESULTS = Set.of(CHAT, STRUCTURED_CHAT, RESPONSE, STRUCTURED_RESPONSE, EMBEDDINGS);

    @Override
    public boolean supports(Class<?> resultType) {
        return Reflected.isA(resultType, RESULTS);
    }

    @Override
    public void extract(Object result, ModelResult into) {
        Reflected answer = Reflected.of(result);
        if (answer.isA(STRUCTURED_CHAT)) {
            chat(answer.get("rawChatCompletion"), into);
        } else if (answer.isA(STRUCTURED_RESPONSE)) {
            OpenAiResponses.extract(answer.get("rawResponse"), into);
        } else if (answer.isA(RESPONSE)) {
            OpenAiResponses.extract(answer, into);
        } else {
            // Embeddings are a chat completion without choices, as far as we read them.
            chat(answer, into);
        }
    }

    private static void chat(Reflected answer, ModelResult into) {
        into.responseId(answer.get("id").text()).model(answer.get("model").text());
        Reflected usage = answer.get("usage");
        Reflected input = usage.get("promptTokensDetails");
        into.inputTokens(usage.get("promptTokens").number())
                .outputTokens(usage.get("completionTokens").number())
                .cacheReadTokens(input.get("cachedTokens").number())
                .cacheCreationTokens(input.get("cacheWriteTokens").number())
                .reasoningTokens(usage.get("completionTokensDetails")
                        .get("reasoningTokens")
                        .number());
        answer.get("choices").list().forEach(choice -> choice(choice, into));
    }

    /** The text is that of the first choice that has one; a refusal stands where the text would be. */
    private static void choice(Reflected choice, ModelResult into) {
        into.finishReason(FinishReasons.conventional(
                choice.get("finishReason").get("asString").text()));
        Reflected message = choice.get("message");
        if (into.text() == null) {
            @Nullable String content = message.get("content").text();
            into.text(content != null ? content : message.get("refusal").text());
        }
        for (Reflected call : message.get("toolCalls").list()) {
            toolCall(call.get("function"), "function", "arguments", into);
            toolCall(call.get("custom"), "custom", "input", into);
        }
    }

    private static void toolCall(Reflected call, String kind, String arguments, ModelResult into) {
        Reflected named = call.get(kind);
        ToolCalls.add(
                into,
                call.get("id").text(),
                named.get("name").text(),
                named.get(arguments).text());
    }
}
