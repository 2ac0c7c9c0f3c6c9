/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads anthropic-java's messages, plain or structured. */
public final class AnthropicExtractor implements ResultExtractor {

    private static final String MESSAGE = "com.anthropic.models.messages.Message";
    private static final String STRUCTURED_MESSAGE = "com.anthropic.models.messages.StructuredMessage";

    @Override
    public boolean supports(Class<?> resultType) {
        return Reflected.isA(resultType, Set.of(MESSAGE, STRUCTURED_MESSAGE));
    }

    @Override
    public void extract(Object result, ModelResult into) {
        Reflected answer = Reflected.of(result);
        Reflected message = answer.isA(STRUCTURED_MESSAGE) ? answer.get("rawMessage") : answer;
        into.responseId(message.get("id").text())
                .model(message.get("model").get("asString").text())
                .finishReason(FinishReasons.conventional(
                        message.get("stopReason").get("asString").text()));
        tokens(message.get("usage"), into);
        content(message, into);
    }

    private static void tokens(Reflected usage, ModelResult into) {
        AnthropicTokens.add(
                usage.get("inputTokens").number(),
                usage.get("cacheReadInputTokens").number(),
                usage.get("cacheCreationInputTokens").number(),
                into);
        into.outputTokens(usage.get("outputTokens").number())
                .reasoningTokens(
                        usage.get("outputTokensDetails").get("thinkingTokens").number());
    }

    private static void content(Reflected message, ModelResult into) {
        StringBuilder text = new StringBuilder();
        for (Reflected block : message.get("content").list()) {
            @Nullable String part = block.get("text").get("text").text();
            if (part != null) {
                text.append(part);
            }
            Reflected call = block.get("toolUse");
            ToolCalls.add(into, call.get("id").text(), call.get("name").text(), JsonText.of(call.get("_input")));
        }
        into.text(text.isEmpty() ? null : text.toString());
    }
}
