/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import java.util.Set;

/** Reads LangChain4j's {@code Response}, {@code ChatResponse} and {@code Result}. */
public final class LangChain4jExtractor implements ResultExtractor {

    private static final String AI_MESSAGE = "dev.langchain4j.data.message.AiMessage";

    private static final Set<String> RESULTS = Set.of(
            "dev.langchain4j.model.output.Response",
            "dev.langchain4j.model.chat.response.ChatResponse",
            "dev.langchain4j.service.Result");

    @Override
    public boolean supports(Class<?> resultType) {
        return Reflected.isA(resultType, RESULTS);
    }

    @Override
    public void extract(Object result, ModelResult into) {
        Reflected answer = Reflected.of(result);
        into.finishReason(FinishReasons.conventional(answer.get("finishReason").text()));
        tokens(answer.get("tokenUsage"), into);

        // A service's Result sums up several answers; what only a single one has is the last one's.
        Reflected last = answer.get("finalResponse").isPresent() ? answer.get("finalResponse") : answer;
        into.responseId(last.get("id").text()).model(last.get("modelName").text());
        message(last.get("aiMessage"), into);

        Reflected content = answer.get("content");
        if (content.isA(AI_MESSAGE)) {
            message(content, into);
        } else if (content.text() != null) {
            into.text(content.text());
        }
    }

    private static void message(Reflected message, ModelResult into) {
        into.text(message.get("text").text());
        for (Reflected call : message.get("toolExecutionRequests").list()) {
            ToolCalls.add(
                    into,
                    call.get("id").text(),
                    call.get("name").text(),
                    call.get("arguments").text());
        }
    }

    private static void tokens(Reflected usage, ModelResult into) {
        into.inputTokens(usage.get("inputTokenCount").number())
                .outputTokens(usage.get("outputTokenCount").number())
                .cacheReadTokens(
                        usage.get("inputTokensDetails").get("cachedTokens").number())
                .reasoningTokens(
                        usage.get("outputTokensDetails").get("reasoningTokens").number());
        if (usage.isA("dev.langchain4j.model.anthropic.AnthropicTokenUsage")) {
            AnthropicTokens.add(
                    usage.get("inputTokenCount").number(),
                    usage.get("cacheReadInputTokens").number(),
                    usage.get("cacheCreationInputTokens").number(),
                    into);
        }
    }
}
