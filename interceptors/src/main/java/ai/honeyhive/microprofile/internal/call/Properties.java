/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The readable properties of a class: a record's components, or public getters and public fields. Read once a class. */
final class Properties {

    private static final Property[] NONE = {};

    private final Map<Class<?>, Property[]> byClass = new ConcurrentHashMap<>();

    /** A readable property. */
    interface Property {

        String name();

        @Nullable
        Object read(Object bean) throws ReflectiveOperationException;
    }

    private record Getter(String name, Method method) implements Property {

        @Override
        public @Nullable Object read(Object bean) throws ReflectiveOperationException {
            return method.invoke(bean);
        }
    }

    private record PublicField(String name, Field field) implements Property {

        @Override
        public @Nullable Object read(Object bean) throws ReflectiveOperationException {
            return field.get(bean);
        }
    }

    Property[] of(Class<?> type) {
        return byClass.computeIfAbsent(type, Properties::find);
    }

    private static Property[] find(Class<?> type) {
        if (type.getName().startsWith("java.") || type.getName().startsWith("jakarta.")) {
            return NONE;
        }
        List<Property> found = new ArrayList<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                add(found, component.getName(), component.getAccessor());
            }
        } else {
            for (Method method : type.getMethods()) {
                String name = propertyName(method);
                if (name != null) {
                    add(found, name, method);
                }
            }
            for (Field field : type.getFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
                    found.add(new PublicField(field.getName(), field));
                }
            }
            // The order of reflection is not stable between runs of the JVM.
            found.sort(java.util.Comparator.comparing(Property::name));
        }
        return found.toArray(NONE);
    }

    private static void add(List<Property> found, String name, Method method) {
        if (method.trySetAccessible()) {
            found.add(new Getter(name, method));
        }
    }

    private static @Nullable String propertyName(Method method) {
        if (method.getParameterCount() > 0
                || Modifier.isStatic(method.getModifiers())
                || method.getReturnType() == void.class
                || method.getDeclaringClass() == Object.class) {
            return null;
        }
        String name = method.getName();
        if (name.startsWith("get") && name.length() > 3 && Character.isUpperCase(name.charAt(3))) {
            return Character.toLowerCase(name.charAt(3)) + name.substring(4);
        }
        if (name.startsWith("is")
                && name.length() > 2
                && Character.isUpperCase(name.charAt(2))
                && method.getReturnType() == boolean.class) {
            return Character.toLowerCase(name.charAt(2)) + name.substring(3);
        }
        return null;
    }
}
