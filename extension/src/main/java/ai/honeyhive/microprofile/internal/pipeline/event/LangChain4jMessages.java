/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's own JSON of a message, which langchain4j-cdi-telemetry writes where OpenTelemetry's conventions want
 * theirs: the type of the message stands for the role, and its contents have types in capitals
 * ({@code ChatMessageSerializer} of LangChain4j 1.19).
 */
final class LangChain4jMessages {

    private static final Map<String, String> ROLES =
            Map.of("SYSTEM", "system", "USER", "user", "AI", "assistant", "TOOL_EXECUTION_RESULT", "tool");

    private LangChain4jMessages() {}

    static boolean isOne(@Nullable Object json) {
        return json instanceof Map<?, ?> map
                && !map.containsKey("role")
                && ROLES.containsKey(String.valueOf(map.get("type")));
    }

    /** The same message with the names of OpenTelemetry's and OpenAI's messages; any other message as it is. */
    static Map<?, ?> translated(Map<?, ?> source) {
        if (!isOne(source)) {
            return source;
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", ROLES.get(String.valueOf(source.get("type"))));
        MessageReader.putIfThere(message, "name", source.get("name"));
        MessageReader.putIfThere(message, "content", content(source));
        MessageReader.putIfThere(message, "tool_calls", source.get("toolExecutionRequests"));
        MessageReader.putIfThere(message, "tool_call_id", source.get("id"));
        return message;
    }

    private static @Nullable Object content(Map<?, ?> source) {
        return source.get("contents") instanceof List<?> contents
                ? contents.stream().map(LangChain4jMessages::part).toList()
                : source.get("text");
    }

    private static @Nullable Object part(@Nullable Object content) {
        return content instanceof Map<?, ?> map && "TEXT".equals(map.get("type")) ? map.get("text") : content;
    }
}
