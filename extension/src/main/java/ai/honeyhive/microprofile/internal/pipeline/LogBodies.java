/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name and the body of a log record that is an event. We are compiled against an SDK whose bodies are text and whose
 * events are named by an attribute; newer ones have structured bodies and a name of its own, which are asked for here.
 */
final class LogBodies {

    private static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");
    private static final int MAX_DEPTH = 16;

    private static final @Nullable MethodHandle GET_EVENT_NAME = method(LogRecordData.class, "getEventName");
    private static final @Nullable MethodHandle GET_BODY_VALUE = method(LogRecordData.class, "getBodyValue");
    private static final @Nullable Class<?> VALUE = type("io.opentelemetry.api.common.Value");
    private static final @Nullable Class<?> KEY_VALUE = type("io.opentelemetry.api.common.KeyValue");
    private static final @Nullable MethodHandle GET_VALUE = method(VALUE, "getValue");
    private static final @Nullable MethodHandle ENTRY_KEY = method(KEY_VALUE, "getKey");
    private static final @Nullable MethodHandle ENTRY_VALUE = method(KEY_VALUE, "getValue");

    private LogBodies() {}

    static @Nullable String eventName(LogRecordData data) {
        String name = data.getAttributes().get(EVENT_NAME);
        if (name == null && GET_EVENT_NAME != null) {
            name = (String) ask(GET_EVENT_NAME, data);
        }
        return name;
    }

    /** The body: text, number, boolean, list or map; {@code null} where there is none. */
    static @Nullable Object body(LogRecordData data) {
        Object value = GET_BODY_VALUE == null ? null : ask(GET_BODY_VALUE, data);
        if (value != null) {
            return plain(value, 0);
        }
        String text = data.getBody().asString();
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Object plain(@Nullable Object value, int depth) {
        Object inner = value != null && VALUE != null && VALUE.isInstance(value) ? ask(GET_VALUE, value) : value;
        if (inner instanceof List<?> list) {
            return depth > MAX_DEPTH ? null : plainList(list, depth);
        }
        boolean isNumber = inner instanceof Long || (inner instanceof Double number && Double.isFinite(number));
        return isNumber || inner instanceof Boolean || inner instanceof String ? inner : null;
    }

    private static Object plainList(List<?> list, int depth) {
        if (KEY_VALUE == null || list.isEmpty() || !KEY_VALUE.isInstance(list.get(0))) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(plain(element, depth + 1)));
            return plain;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        list.forEach(
                entry -> map.put(String.valueOf(ask(ENTRY_KEY, entry)), plain(ask(ENTRY_VALUE, entry), depth + 1)));
        return map;
    }

    private static @Nullable Object ask(@Nullable MethodHandle method, @Nullable Object target) {
        try {
            return method == null ? null : method.invoke(target);
        } catch (Throwable e) {
            return null; // a newer SDK that answers otherwise than the ones we know: as if it had nothing
        }
    }

    private static @Nullable MethodHandle method(@Nullable Class<?> type, String name) {
        try {
            if (type == null) {
                return null;
            }
            Method method = type.getMethod(name);
            return MethodHandles.publicLookup().unreflect(method);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null; // an older SDK
        }
    }

    private static @Nullable Class<?> type(String name) {
        try {
            return Class.forName(name, false, LogRecordData.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null; // an older API
        }
    }
}
