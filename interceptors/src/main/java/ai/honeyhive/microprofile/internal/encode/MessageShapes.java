/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, once for each class, whether its objects are chat messages: by the names of their accessors, which LLM
 * libraries and applications choose alike. Thread-safe.
 */
final class MessageShapes {

    private static final int MOST = 1024;

    private final Map<Class<?>, MessageShape> known = new ConcurrentHashMap<>();

    MessageShape of(Class<?> type) {
        MessageShape shape = known.get(type);
        if (shape == null) {
            shape = Untouchable.isUntouchable(type) ? MessageShape.NONE : find(type);
            if (known.size() < MOST) {
                known.put(type, shape);
            }
        }
        return shape;
    }

    private static MessageShape find(Class<?> type) {
        MethodHandle role = accessor(type, "role", "getRole");
        return new MessageShape(
                role == null ? typeAsRole(type) : role,
                accessor(type, "content", "getContent", "text", "getText", "contents"),
                accessor(type, "toolExecutionRequests", "toolCalls", "getToolCalls"),
                toolCallId(type),
                accessor(type, "id", "getId"),
                accessor(type, "name", "getName"),
                accessor(type, "arguments", "getArguments"),
                accessor(type, "messages", "getMessages"));
    }

    /** LangChain4j and Spring AI have an enum {@code …MessageType} in the place of a role. */
    private static @Nullable MethodHandle typeAsRole(Class<?> type) {
        Method method = method(type, "type", "getMessageType");
        return method != null
                        && method.getReturnType().isEnum()
                        && method.getReturnType().getSimpleName().contains("MessageType")
                ? Properties.handle(method)
                : null;
    }

    /** LangChain4j's answer of a tool has an {@code id} and a {@code toolName}. */
    private static @Nullable MethodHandle toolCallId(Class<?> type) {
        MethodHandle id = accessor(type, "toolCallId", "getToolCallId");
        return id == null && method(type, "toolName") != null ? accessor(type, "id") : id;
    }

    private static @Nullable MethodHandle accessor(Class<?> type, String... names) {
        Method method = method(type, names);
        return method == null ? null : Properties.handle(method);
    }

    private static @Nullable Method method(Class<?> type, String... names) {
        for (String name : names) {
            Method method = method(type, name);
            if (method != null) {
                return method;
            }
        }
        return null;
    }

    private static @Nullable Method method(Class<?> type, String name) {
        try {
            Method method = type.getMethod(name);
            return method.getReturnType() == void.class ? null : method;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
