/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import io.opentelemetry.api.common.AttributeKey;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that newer OpenTelemetry APIs know and the one we are compiled against does not: bodies of log records, and
 * attributes, that are maps and lists. They are asked by the methods they have had since 1.42.
 */
public final class StructuredValues {

    private static final int MAX_DEPTH = 16;

    private static final @Nullable Class<?> VALUE = type("io.opentelemetry.api.common.Value");
    private static final @Nullable Class<?> KEY_VALUE = type("io.opentelemetry.api.common.KeyValue");
    private static final @Nullable MethodHandle GET_VALUE = method(VALUE, "getValue");
    private static final @Nullable MethodHandle ENTRY_KEY = method(KEY_VALUE, "getKey");
    private static final @Nullable MethodHandle ENTRY_VALUE = method(KEY_VALUE, "getValue");

    private StructuredValues() {}

    /** Whether an attribute's value is of a kind that every API since 1.29 has. */
    public static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof List;
    }

    /** A value as text: structured ones as JSON. */
    public static String text(Object value) {
        Object plain = plain(value);
        return plain instanceof String text ? text : plain == null ? value.toString() : JsonText.of(plain);
    }

    /** A value as text, finite number, boolean, list or map; {@code null} where it is none of these. */
    public static @Nullable Object plain(@Nullable Object value) {
        return plain(value, 0);
    }

    private static @Nullable Object plain(@Nullable Object value, int depth) {
        Object inner = VALUE != null && VALUE.isInstance(value) ? ask(GET_VALUE, value) : value;
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

    /** The answer of a method that may not be there; {@code null} where it is not, or fails. */
    public static @Nullable Object ask(@Nullable MethodHandle method, @Nullable Object target) {
        try {
            return method == null ? null : method.invoke(target);
        } catch (Throwable e) {
            return null; // a newer API that answers otherwise than the ones we know: as if it had nothing
        }
    }

    /** A public method without parameters, {@code null} where an older API has none. */
    public static @Nullable MethodHandle method(@Nullable Class<?> type, String name) {
        try {
            return type == null ? null : MethodHandles.publicLookup().unreflect(type.getMethod(name));
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    private static @Nullable Class<?> type(String name) {
        try {
            return Class.forName(name, false, AttributeKey.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
