/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.internal.extract.OpenAiMessages;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a model is asked into the form that HoneyHive draws as a conversation: an array of objects with
 * {@code role} and {@code content}. A text is one message of the user; messages of LangChain4j and openai-java are read
 * by reflection; objects that have a role of their own stay as they are.
 */
final class ChatHistory {

    private static final String LANGCHAIN4J_MESSAGES = "dev.langchain4j.data.message.";

    private ChatHistory() {}

    static String toJson(Object prompt, ArgumentEncoder encoder, CallSettings settings) {
        return encoder.toJson(messages(prompt, settings), settings);
    }

    private static Object messages(Object prompt, CallSettings settings) {
        List<?> ofRequest = OpenAiMessages.ofRequest(prompt);
        if (ofRequest != null) {
            return messages(ofRequest, settings);
        }
        if (prompt instanceof Collection<?> many) {
            List<Object> messages = new ArrayList<>();
            for (Object one : many) {
                if (messages.size() == settings.maxElements()) {
                    break;
                }
                if (one != null) {
                    messages.add(message(one));
                }
            }
            return messages;
        }
        if (prompt instanceof Object[] many) {
            return messages(List.of(many), settings);
        }
        return List.of(message(prompt));
    }

    private static Object message(Object value) {
        if (value instanceof CharSequence text) {
            return message("user", text.toString());
        }
        if (value.getClass().getName().startsWith(LANGCHAIN4J_MESSAGES)) {
            return langChain4j(value);
        }
        Map<String, Object> openAi = OpenAiMessages.read(value);
        return openAi != null ? openAi : value;
    }

    private static Object langChain4j(Object message) {
        return switch (message.getClass().getSimpleName()) {
            case "SystemMessage" -> message("system", read(message, "text"));
            case "UserMessage" -> message("user", firstRead(message, "singleText", "contents"));
            case "AiMessage" -> message("assistant", firstRead(message, "text", "toolExecutionRequests"));
            case "ToolExecutionResultMessage" -> message("tool", read(message, "text"));
            default -> message("user", String.valueOf(message));
        };
    }

    private static Map<String, Object> message(String role, @Nullable Object content) {
        return Map.of("role", role, "content", content == null ? "" : content);
    }

    private static @Nullable Object firstRead(Object target, String preferred, String other) {
        Object value = read(target, preferred);
        return value != null ? value : String.valueOf(read(target, other));
    }

    private static @Nullable Object read(Object target, String method) {
        try {
            Method accessor = target.getClass().getMethod(method);
            return accessor.invoke(target);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
