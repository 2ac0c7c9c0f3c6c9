/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what openai-java is asked. Its messages are unions whose variants name no role, so that nobody could guess from
 * their getters who speaks; here they get the form that they have on OpenAI's wire.
 */
public final class OpenAiMessages {

    private static final String CHAT = "com.openai.models.chat.completions.";
    private static final String UNION = CHAT + "ChatCompletionMessageParam";
    private static final Pattern VARIANT = Pattern.compile(Pattern.quote(CHAT) + "ChatCompletion(\\w+)MessageParam");
    private static final List<String> ROLES = List.of("system", "developer", "user", "assistant", "tool", "function");

    private OpenAiMessages() {}

    /** A message with {@code role} and {@code content}, {@code null} if it is no message of openai-java. */
    public static @Nullable Map<String, Object> read(Object message) {
        String type = message.getClass().getName();
        if (!type.startsWith(CHAT)) {
            return null;
        }
        Reflected read = Reflected.of(message);
        if (type.equals(UNION)) {
            return ROLES.stream()
                    .filter(role -> read.get(role).isPresent())
                    .findFirst()
                    .map(role -> read(role, read.get(role)))
                    .orElse(null);
        }
        Matcher variant = VARIANT.matcher(type);
        return variant.matches() ? read(variant.group(1).toLowerCase(Locale.ROOT), read) : null;
    }

    private static Map<String, Object> read(String role, Reflected message) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("role", role);
        map.put("content", content(message.get("content")));
        List<Map<String, Object>> calls = new ArrayList<>();
        message.get("toolCalls").list().forEach(call -> {
            addCall(calls, call.get("function"), "function", "arguments");
            addCall(calls, call.get("custom"), "custom", "input");
        });
        if (!calls.isEmpty()) {
            map.put("tool_calls", calls);
        }
        String answered = message.get("toolCallId").text();
        if (answered != null) {
            map.put("tool_call_id", answered);
        }
        return map;
    }

    /** Content is a text, or parts of which only the texts are read; for any other part its kind stands. */
    private static String content(Reflected content) {
        String text = content.text();
        if (text == null) {
            text = content.get("text").text();
        }
        return text != null
                ? text
                : content.get("arrayOfContentParts").list().stream()
                        .map(OpenAiMessages::part)
                        .collect(Collectors.joining("\n"));
    }

    private static String part(Reflected part) {
        String text = part.get("text").text();
        if (text == null) {
            text = part.get("text").get("text").text();
        }
        if (text != null) {
            return text;
        }
        return part.get("imageUrl").isPresent()
                ? "<image>"
                : part.get("inputAudio").isPresent() ? "<audio>" : "<file>";
    }

    private static void addCall(List<Map<String, Object>> calls, Reflected call, String kind, String arguments) {
        Reflected named = call.get(kind);
        String name = named.get("name").text();
        if (name == null) {
            return;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        String id = call.get("id").text();
        if (id != null) {
            map.put("id", id);
        }
        map.put("type", kind);
        Map<String, String> target = new LinkedHashMap<>();
        target.put("name", name);
        String given = named.get(arguments).text();
        if (given != null) {
            target.put(arguments, given);
        }
        map.put(kind, target);
        calls.add(map);
    }
}
