/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ModelResult.ToolCall;
import io.opentelemetry.api.common.AttributeKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what an extractor has found: metadata on the span, content on HoneyHive's copy. */
final class ResultAttributes {

    private ResultAttributes() {}

    static void metadata(ModelResult read, RunningCall call) {
        set(call, GenAiAttributes.RESPONSE_ID, read.responseId());
        set(call, GenAiAttributes.RESPONSE_MODEL, read.model());
        set(call, GenAiAttributes.INPUT_TOKENS, read.inputTokens());
        set(call, GenAiAttributes.OUTPUT_TOKENS, read.outputTokens());
        set(call, GenAiAttributes.CACHE_READ_TOKENS, read.cacheReadTokens());
        set(call, GenAiAttributes.CACHE_CREATION_TOKENS, read.cacheCreationTokens());
        set(call, GenAiAttributes.REASONING_TOKENS, read.reasoningTokens());
        if (!read.finishReasons().isEmpty()) {
            call.attribute(GenAiAttributes.FINISH_REASONS, read.finishReasons());
        }
    }

    static void content(ModelResult read, RunningCall call, ArgumentEncoder encoder, CallSettings settings) {
        call.content(HoneyHiveAttributes.OUTPUT_ROLE, "assistant");
        String text = read.text();
        if (text != null) {
            call.content(HoneyHiveAttributes.OUTPUT_CONTENT, ArgumentEncoder.cut(text, settings.maxAttributeBytes()));
        }
        if (!read.finishReasons().isEmpty()) {
            call.content(
                    HoneyHiveAttributes.OUTPUT_FINISH_REASON,
                    read.finishReasons().get(0));
        }
        if (!read.toolCalls().isEmpty()) {
            List<Map<String, String>> calls =
                    read.toolCalls().stream().map(ResultAttributes::toMap).toList();
            call.content(HoneyHiveAttributes.OUTPUT_TOOL_CALLS, encoder.toJson(calls, settings));
        }
    }

    private static Map<String, String> toMap(ToolCall call) {
        Map<String, String> map = new LinkedHashMap<>();
        String id = call.id();
        if (id != null) {
            map.put("id", id);
        }
        map.put("name", call.name());
        map.put("arguments", call.arguments());
        return map;
    }

    private static <T> void set(RunningCall call, AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            call.attribute(key, value);
        }
    }
}
