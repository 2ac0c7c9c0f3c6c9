/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonException;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import ai.honeyhive.microprofile.spi.ModelResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages as OpenTelemetry's GenAI conventions want them on a span that everybody sees: a role and parts, by the JSON
 * schemas {@code gen-ai-input-messages.json} and {@code gen-ai-output-messages.json} of version 1.41. Only made where
 * content is wanted there.
 */
final class ConventionMessages {

    /** The schema demands a reason. */
    private static final String UNKNOWN = "unknown";

    private ConventionMessages() {}

    /** The messages of a chat history in HoneyHive's form; {@code null} for what is none. */
    static @Nullable String input(String chatHistory) {
        if (!(parsed(chatHistory) instanceof List<?> history)) {
            return null;
        }
        List<Object> messages = new ArrayList<>();
        for (Object told : history) {
            if (told instanceof Map<?, ?> map) {
                String role = String.valueOf(map.get("role"));
                messages.add(message(role, parts(role, map)));
            }
        }
        return JsonText.of(messages);
    }

    /** The answer of a model. */
    static String output(@Nullable String text, @Nullable ModelResult known) {
        List<Object> parts = new ArrayList<>();
        addContent(parts, text);
        if (known != null) {
            known.toolCalls().forEach(call -> parts.add(toolCall(call.id(), call.name(), call.arguments())));
        }
        Map<String, Object> message = message("assistant", parts);
        message.put(
                "finish_reason",
                known == null || known.finishReasons().isEmpty()
                        ? UNKNOWN
                        : known.finishReasons().get(0));
        return JsonText.of(List.of(message));
    }

    private static Map<String, Object> message(String role, List<Object> parts) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("parts", parts);
        return message;
    }

    private static List<Object> parts(String role, Map<?, ?> message) {
        List<Object> parts = new ArrayList<>();
        Object content = message.get("content");
        if (role.equals("tool")) {
            Map<String, Object> response = part("tool_call_response");
            putIfThere(response, "id", message.get("tool_call_id"));
            response.put("response", content == null ? "" : content);
            parts.add(response);
            return parts;
        }
        if (content instanceof List<?> several) {
            several.forEach(one -> addContent(parts, one));
        } else {
            addContent(parts, content);
        }
        if (message.get("tool_calls") instanceof List<?> calls) {
            calls.forEach(call -> addToolCall(parts, call));
        }
        return parts;
    }

    private static void addContent(List<Object> parts, @Nullable Object content) {
        if (content instanceof Map<?, ?> map) {
            boolean isText = "text".equals(map.get("type")) && map.get("text") instanceof String;
            parts.add(isText ? text(map.get("text")) : map.containsKey("type") ? map : generic(map));
        } else if (content != null) {
            parts.add(content instanceof String ? text(content) : generic(content));
        }
    }

    private static Map<String, Object> text(@Nullable Object text) {
        Map<String, Object> part = part("text");
        putIfThere(part, "content", text);
        return part;
    }

    /** The conventions let anything be a part that has a type. */
    private static Map<String, Object> generic(Object content) {
        Map<String, Object> part = part("json");
        part.put("content", content);
        return part;
    }

    private static void addToolCall(List<Object> parts, @Nullable Object call) {
        if (call instanceof Map<?, ?> map) {
            Map<?, ?> function = map.get("function") instanceof Map<?, ?> inner ? inner : map;
            parts.add(toolCall(map.get("id"), function.get("name"), function.get("arguments")));
        }
    }

    private static Map<String, Object> toolCall(
            @Nullable Object id, @Nullable Object name, @Nullable Object arguments) {
        Map<String, Object> part = part("tool_call");
        putIfThere(part, "id", id);
        part.put("name", String.valueOf(name));
        Object object = arguments instanceof String text ? parsed(text) : arguments;
        putIfThere(part, "arguments", object == null ? arguments : object);
        return part;
    }

    private static Map<String, Object> part(String type) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("type", type);
        return part;
    }

    private static void putIfThere(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static @Nullable Object parsed(String json) {
        try {
            return Json.read(json);
        } catch (JsonException e) {
            return null; // a text that is no JSON stays one
        }
    }
}
