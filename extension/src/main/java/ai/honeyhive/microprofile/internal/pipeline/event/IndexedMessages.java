/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are spread over attributes with an index in their name, such as {@code gen_ai.prompt.0.content}
 * (OpenLLMetry), {@code gen_ai.prompt.0.message.content} (OpenLIT) and {@code llm.input_messages.0.message.content}
 * (OpenInference).
 */
final class IndexedMessages {

    private static final int MAX_INDEX = 10_000;

    private IndexedMessages() {}

    static List<Map<String, Object>> read(Fields fields, String prefix) {
        boolean answers = prefix.contains("completion") || prefix.contains("output");
        List<Map<String, Object>> messages = new ArrayList<>();
        grouped(fields, prefix).values().forEach(attributes -> {
            Map<String, Object> rest = message(attributes);
            if (!rest.isEmpty()) {
                Map<String, Object> message = new LinkedHashMap<>();
                message.put("role", answers ? "assistant" : "user");
                message.putAll(rest);
                messages.add(message);
            }
        });
        return messages;
    }

    private static Map<Integer, Map<String, Object>> grouped(Fields fields, String prefix) {
        Map<Integer, Map<String, Object>> groups = new TreeMap<>();
        fields.forEach(prefix, (rest, value) -> put(groups, rest, value));
        return groups;
    }

    private static void put(Map<Integer, Map<String, Object>> groups, String rest, Object value) {
        int dot = rest.indexOf('.');
        int index = dot < 0 ? -1 : index(rest.substring(0, dot));
        if (index >= 0) {
            groups.computeIfAbsent(index, key -> new LinkedHashMap<>()).put(rest.substring(dot + 1), value);
        }
    }

    private static int index(String digits) {
        try {
            int index = Integer.parseInt(digits);
            return index <= MAX_INDEX ? index : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static Map<String, Object> message(Map<String, Object> attributes) {
        Map<String, Object> message = new LinkedHashMap<>();
        Map<Integer, Map<String, Object>> toolCalls = new TreeMap<>();
        StringBuilder contents = new StringBuilder();
        attributes.forEach((fullName, value) -> {
            String name = fullName.startsWith("message.") ? fullName.substring("message.".length()) : fullName;
            if (name.startsWith("tool_calls.")) {
                put(toolCalls, name.substring("tool_calls.".length()), value);
            } else if (name.startsWith("contents.") && name.endsWith(".text")) {
                contents.append(contents.isEmpty() ? "" : "\n").append(value);
            } else if (name.indexOf('.') < 0) {
                message.put(name, value);
            }
        });
        if (!contents.isEmpty()) {
            message.putIfAbsent("content", contents.toString());
        }
        if (!toolCalls.isEmpty()) {
            message.put(
                    "tool_calls",
                    toolCalls.values().stream().map(IndexedMessages::toolCall).toList());
        }
        return message;
    }

    private static Object toolCall(Map<String, Object> attributes) {
        Map<String, Object> call = new LinkedHashMap<>();
        putFirst(call, "id", attributes, "id", "tool_call.id");
        putFirst(call, "name", attributes, "name", "function.name", "tool_call.function.name");
        putFirst(call, "arguments", attributes, "arguments", "function.arguments", "tool_call.function.arguments");
        return call;
    }

    private static void putFirst(
            Map<String, Object> call, String name, Map<String, Object> attributes, String... from) {
        @Nullable Object value = null;
        for (int i = 0; value == null && i < from.length; i++) {
            value = attributes.get(from[i]);
        }
        MessageReader.putIfThere(call, name, value);
    }
}
