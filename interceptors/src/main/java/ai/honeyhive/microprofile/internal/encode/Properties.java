/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import ai.honeyhive.microprofile.internal.encode.Shape.Property;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The properties of records and beans: record components, public getters, public fields. */
final class Properties {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    /** An author who keeps a property out of JSON does not want it here either. */
    private static final Set<String> HIDING =
            Set.of("JsonIgnore", "JsonbTransient", "XmlTransient", "NotCaptured", "Masked");

    private static final Set<String> NO_PROPERTIES = Set.of("getClass", "getDeclaringClass", "getMetaClass");

    private Properties() {}

    static List<Property> of(Class<?> type) {
        return type.isRecord() ? ofRecord(type) : ofBean(type);
    }

    private static List<Property> ofRecord(Class<?> type) {
        List<Property> properties = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            MethodHandle getter = isHidden(component) ? null : handle(component.getAccessor());
            if (getter != null) {
                properties.add(new Property(component.getName(), getter));
            }
        }
        return List.copyOf(properties);
    }

    private static List<Property> ofBean(Class<?> type) {
        // In the order of names: that of reflection differs from run to run.
        TreeMap<String, MethodHandle> getters = new TreeMap<>();
        for (Field field : type.getFields()) {
            MethodHandle getter = isReadable(field) ? handle(field) : null;
            if (getter != null) {
                getters.put(field.getName(), getter);
            }
        }
        for (Method method : type.getMethods()) {
            String name = propertyName(method);
            MethodHandle getter = name == null || isFieldHidden(type, name) ? null : handle(method);
            if (name != null && getter != null) {
                getters.put(name, getter);
            }
        }
        return getters.entrySet().stream()
                .map(entry -> new Property(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static boolean isReadable(Field field) {
        return !Modifier.isStatic(field.getModifiers())
                && !Modifier.isTransient(field.getModifiers())
                && !isHidden(field);
    }

    private static @Nullable String propertyName(Method method) {
        String name = method.getName();
        if (method.getParameterCount() != 0
                || Modifier.isStatic(method.getModifiers())
                || method.isBridge()
                || method.getReturnType() == void.class
                || NO_PROPERTIES.contains(name)
                || isHidden(method)) {
            return null;
        }
        if (name.length() > 3 && name.startsWith("get") && !Character.isLowerCase(name.charAt(3))) {
            return decapitalized(name.substring(3));
        }
        boolean flag = method.getReturnType() == boolean.class;
        return flag && name.length() > 2 && name.startsWith("is") && !Character.isLowerCase(name.charAt(2))
                ? decapitalized(name.substring(2))
                : null;
    }

    private static String decapitalized(String name) {
        return name.length() > 1 && Character.isUpperCase(name.charAt(1))
                ? name
                : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static boolean isFieldHidden(Class<?> type, String name) {
        for (Class<?> next = type; next != null && next != Object.class; next = next.getSuperclass()) {
            for (Field field : next.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return isHidden(field);
                }
            }
        }
        return false;
    }

    private static boolean isHidden(AnnotatedElement element) {
        for (Annotation annotation : element.getAnnotations()) {
            if (HIDING.contains(annotation.annotationType().getSimpleName())) {
                return true;
            }
        }
        return false;
    }

    /** Where a module keeps the member to itself, the property is left out. */
    static @Nullable MethodHandle handle(AccessibleObject member) {
        try {
            if (!member.trySetAccessible()) {
                return null;
            }
            MethodHandle handle =
                    member instanceof Method method ? LOOKUP.unreflect(method) : LOOKUP.unreflectGetter((Field) member);
            return handle.asType(GETTER);
        } catch (IllegalAccessException | RuntimeException e) {
            return null;
        }
    }
}
