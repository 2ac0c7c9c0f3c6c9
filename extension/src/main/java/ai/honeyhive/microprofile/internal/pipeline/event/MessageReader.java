/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages out of JSON or plain text, in one form: role, content, tool calls with id, name and arguments. */
final class MessageReader {

    private MessageReader() {}

    /**
     * The messages of a text: a JSON array of messages, an object that holds one, a single message, parts without a
     * role, or no JSON at all, which is then the content of a single message.
     */
    static List<Map<String, Object>> fromJson(@Nullable String text, String defaultRole) {
        if (text == null) {
            return List.of();
        }
        Object json = parsed(text);
        if (json instanceof Map<?, ?> object && object.get("messages") instanceof List<?> messages) {
            json = messages;
        }
        List<Map<String, Object>> messages = new ArrayList<>();
        if (json instanceof List<?> list && list.stream().allMatch(Map.class::isInstance) && !list.isEmpty()) {
            addAll(list, defaultRole, messages);
        } else if (json instanceof Map<?, ?> object
                && (object.containsKey("role") || object.containsKey("content") || LangChain4jMessages.isOne(object))) {
            messages.add(message(object, defaultRole));
        }
        if (messages.isEmpty()) {
            messages.add(plain(defaultRole, text));
        }
        return messages;
    }

    private static void addAll(List<?> list, String defaultRole, List<Map<String, Object>> messages) {
        if (list.stream().allMatch(item -> ((Map<?, ?>) item).containsKey("type") && !hasRole(item))) {
            messages.add(message(Map.of("parts", list), defaultRole));
        } else {
            list.forEach(item -> messages.add(message((Map<?, ?>) item, defaultRole)));
        }
    }

    private static boolean hasRole(@Nullable Object item) {
        return item instanceof Map<?, ?> map && (map.containsKey("role") || LangChain4jMessages.isOne(map));
    }

    static Map<String, Object> plain(String role, String content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    private static Map<String, Object> message(Map<?, ?> told, String defaultRole) {
        Map<?, ?> source = LangChain4jMessages.translated(told);
        Map<?, ?> from = source.get("message") instanceof Map<?, ?> inner ? inner : source;
        Map<String, Object> message = new LinkedHashMap<>();
        Object role = from.get("role");
        message.put("role", role == null ? defaultRole : role.toString());
        putIfThere(message, "name", from.get("name"));
        Object parts = from.get("parts");
        new MessageParts(message).add(parts == null ? from.get("content") : parts);
        putToolCalls(message, from.get("tool_calls"));
        putIfThere(message, "tool_call_id", from.get("tool_call_id"));
        Object finishReason = from.get("finish_reason");
        putIfThere(message, "finish_reason", finishReason == null ? source.get("finish_reason") : finishReason);
        return message;
    }

    private static void putToolCalls(Map<String, Object> message, @Nullable Object calls) {
        if (calls instanceof List<?> list && !list.isEmpty()) {
            List<Object> toolCalls = new ArrayList<>();
            for (Object call : list) {
                if (call instanceof Map<?, ?> map) {
                    toolCalls.add(toolCall(
                            map.get("function") instanceof Map<?, ?> inner ? inner : map, map.get("id")));
                }
            }
            message.put("tool_calls", toolCalls);
        }
    }

    /** A tool call; its arguments stay the text that they are, and become text where they are not. */
    static Map<String, Object> toolCall(Map<?, ?> function, @Nullable Object id) {
        Map<String, Object> call = new LinkedHashMap<>();
        putIfThere(call, "id", id);
        putIfThere(call, "name", function.get("name"));
        Object arguments = function.get("arguments");
        putIfThere(
                call,
                "arguments",
                arguments == null || arguments instanceof String ? arguments : JsonText.of(arguments));
        return call;
    }

    static void putIfThere(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    /** Adds what a message event tells; an event without content, role and tool calls adds nothing. */
    static void addEvent(SpanRecord.Event event, List<Map<String, Object>> messages) {
        Map<String, Object> source = new LinkedHashMap<>();
        event.attributes().forEach((key, value) -> source.put(key.getKey(), jsonOrText(key.getKey(), value)));
        Object old = source.getOrDefault("gen_ai.prompt", source.get("gen_ai.completion"));
        if (old != null) {
            messages.addAll(fromJson(old.toString(), MessageEvents.isOutput(event.name()) ? "assistant" : "user"));
            return;
        }
        putIfThere(source, "tool_call_id", source.get("id"));
        Map<String, Object> message =
                message(source, MessageEvents.isOutput(event.name()) ? "assistant" : MessageEvents.role(event.name()));
        if (message.size() > 1) {
            messages.add(message);
        }
    }

    private static Object jsonOrText(String name, Object value) {
        boolean structured = name.equals("message") || name.equals("tool_calls") || name.equals("content");
        if (structured && value instanceof String text && (text.startsWith("{") || text.startsWith("["))) {
            Object json = parsed(text);
            boolean isList = json instanceof List<?>;
            return json == null || (name.equals("content") && !isList) ? value : json;
        }
        return value;
    }

    /** The JSON of a text, {@code null} where it is none. */
    static @Nullable Object parsed(String text) {
        if (!text.startsWith("{") && !text.startsWith("[") && !text.startsWith("\"")) {
            return null;
        }
        return Json.readForeign(text);
    }
}
