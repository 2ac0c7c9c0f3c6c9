/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import ai.honeyhive.microprofile.internal.encode.Shape.Form;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out, once for each class, how its objects are written. Thread-safe. */
final class Shapes {

    /** Some frameworks define classes without end: beyond so many, they are looked at anew each time. */
    private static final int MOST = 4096;

    private final Map<Class<?>, Shape> known = new ConcurrentHashMap<>();

    Shape of(Class<?> type) {
        Shape shape = known.get(type);
        if (shape == null) {
            shape = find(type);
            if (known.size() < MOST) {
                known.put(type, shape);
            }
        }
        return shape;
    }

    private static Shape find(Class<?> type) {
        if (type.isArray()) {
            return Shape.of(isOpaqueArray(type) ? Form.OPAQUE : Form.ARRAY, type);
        }
        if (isOptional(type)) {
            return Shape.of(Form.OPTIONAL, type);
        }
        if (Untouchable.isUntouchable(type)) {
            return Shape.of(Form.OPAQUE, type);
        }
        if (Map.class.isAssignableFrom(type)) {
            return Shape.of(Form.MAP, type);
        }
        if (Collection.class.isAssignableFrom(type)) {
            return Shape.of(Form.COLLECTION, type);
        }
        if (JsonTypes.isJson(type)) {
            return Shape.of(Form.JSON, type);
        }
        if (type.isEnum() || isOfPlatform(type) || CharSequence.class.isAssignableFrom(type)) {
            return Shape.of(Form.TEXT, type);
        }
        return ofApplication(type);
    }

    private static Shape ofApplication(Class<?> type) {
        List<Shape.Property> properties = type.isHidden() ? List.of() : Properties.of(type);
        if (!properties.isEmpty()) {
            return new Shape(Form.BEAN, properties, "");
        }
        return Shape.of(hasText(type) || type.isRecord() ? Form.TEXT : Form.OPAQUE, type);
    }

    /** Bytes tell nobody anything, and an array of chars is how Java programs hold passwords. */
    private static boolean isOpaqueArray(Class<?> type) {
        return type == byte[].class || type == char[].class;
    }

    private static boolean isOptional(Class<?> type) {
        return type == Optional.class
                || type == OptionalInt.class
                || type == OptionalLong.class
                || type == OptionalDouble.class;
    }

    private static boolean isOfPlatform(Class<?> type) {
        return type.getName().startsWith("java.") || type.getName().startsWith("javax.");
    }

    private static boolean hasText(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Object.class
                    && !Modifier.isAbstract(type.getModifiers())
                    && !Proxy.isProxyClass(type);
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
