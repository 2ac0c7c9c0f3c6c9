/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import ai.honeyhive.microprofile.spi.ModelResult;
import org.jspecify.annotations.Nullable;

/** Reads what OpenAI's Responses API answers. */
final class OpenAiResponses {

    private OpenAiResponses() {}

    static void extract(Reflected answer, ModelResult into) {
        into.responseId(answer.get("id").text()).model(model(answer.get("model")));
        Reflected usage = answer.get("usage");
        Reflected input = usage.get("inputTokensDetails");
        into.inputTokens(usage.get("inputTokens").number())
                .outputTokens(usage.get("outputTokens").number())
                .cacheReadTokens(input.get("cachedTokens").number())
                .cacheCreationTokens(input.get("cacheWriteTokens").number())
                .reasoningTokens(
                        usage.get("outputTokensDetails").get("reasoningTokens").number());
        StringBuilder text = new StringBuilder();
        for (Reflected item : answer.get("output").list()) {
            text(item.get("message"), text);
            toolCall(item.get("functionCall"), "arguments", into);
            toolCall(item.get("customToolCall"), "input", into);
        }
        into.text(text.isEmpty() ? null : text.toString());
        into.finishReason(finishReason(answer, !into.toolCalls().isEmpty()));
    }

    private static @Nullable String model(Reflected model) {
        @Nullable String text = model.get("string").text();
        if (text == null) {
            text = model.get("chat").get("asString").text();
        }
        return text != null ? text : model.get("only").get("asString").text();
    }

    private static void text(Reflected message, StringBuilder text) {
        for (Reflected part : message.get("content").list()) {
            append(part.get("outputText").get("text").text(), text);
            append(part.get("refusal").get("refusal").text(), text);
        }
    }

    private static void append(@Nullable String part, StringBuilder text) {
        if (part != null) {
            text.append(part);
        }
    }

    private static void toolCall(Reflected call, String arguments, ModelResult into) {
        ToolCalls.add(
                into,
                call.get("callId").text(),
                call.get("name").text(),
                call.get(arguments).text());
    }

    /** This API has a status instead of a reason; one that says "still running" is none. */
    private static @Nullable String finishReason(Reflected answer, boolean toolsAsked) {
        @Nullable String status = answer.get("status").get("asString").text();
        @Nullable
        String why =
                answer.get("incompleteDetails").get("reason").get("asString").text();
        if (status == null || status.equals("queued") || status.equals("in_progress")) {
            return null;
        }
        if (status.equals("completed") && toolsAsked) {
            return "tool_call";
        }
        return FinishReasons.conventional(status.equals("incomplete") && why != null ? why : status);
    }
}
