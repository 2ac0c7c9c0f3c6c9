/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the annotations of a call: on the method, on its class and those above, in their stereotypes. Interfaces count
 * last: CDI does not look at them, but the class may be generated from one.
 */
final class Annotations {

    /** What the members are where a container was told to intercept without any annotation. */
    @LLMTraced
    private static final class Defaults {}

    private Annotations() {}

    /** The method and those of the same signature that it overrides or implements, nearest first. */
    static List<Method> family(Method method, Class<?> type) {
        List<Method> family = new ArrayList<>();
        family.add(method);
        Set<Class<?>> others = new LinkedHashSet<>();
        collect(method.getDeclaringClass(), others);
        collect(type, others);
        others.remove(method.getDeclaringClass());
        for (Class<?> other : others) {
            Method same = sameIn(other, method);
            if (same != null) {
                family.add(same);
            }
        }
        return family;
    }

    private static @Nullable Method sameIn(Class<?> type, Method method) {
        try {
            return type.getDeclaredMethod(method.getName(), method.getParameterTypes());
        } catch (NoSuchMethodException | LinkageError e) {
            return null;
        }
    }

    private static void collect(@Nullable Class<?> type, Set<Class<?>> types) {
        for (Class<?> next = type; next != null && next != Object.class; next = next.getSuperclass()) {
            types.add(next);
        }
        for (Class<?> next = type; next != null && next != Object.class; next = next.getSuperclass()) {
            for (Class<?> implemented : next.getInterfaces()) {
                types.add(implemented);
                collect(implemented, types);
            }
        }
    }

    /** What the call is traced by. */
    static LLMTraced traced(List<Method> family, Class<?> type) {
        LLMTraced annotation = find(LLMTraced.class, family, type);
        LLMTraced found = annotation == null ? Defaults.class.getAnnotation(LLMTraced.class) : annotation;
        if (found == null) {
            throw new IllegalStateException("Defaults has lost its annotation");
        }
        return found;
    }

    /** The nearest annotation of a type, {@code null} where there is none. */
    static <A extends Annotation> @Nullable A find(Class<A> wanted, List<Method> family, Class<?> type) {
        for (Method method : family) {
            A annotation = method.getAnnotation(wanted);
            if (annotation != null) {
                return annotation;
            }
        }
        Set<Class<?>> types = new LinkedHashSet<>();
        collect(type, types);
        for (Class<?> next : types) {
            A annotation = of(wanted, next.getAnnotations(), new HashSet<>());
            if (annotation != null) {
                return annotation;
            }
        }
        return null;
    }

    private static <A extends Annotation> @Nullable A of(
            Class<A> wanted, Annotation[] annotations, Set<Class<?>> seen) {
        for (Annotation annotation : annotations) {
            if (wanted.isInstance(annotation)) {
                return wanted.cast(annotation);
            }
        }
        for (Annotation annotation : annotations) {
            Class<?> type = annotation.annotationType();
            if (type.isAnnotationPresent(Stereotype.class) && seen.add(type)) {
                A ofStereotype = of(wanted, type.getAnnotations(), seen);
                if (ofStereotype != null) {
                    return ofStereotype;
                }
            }
        }
        return null;
    }

    /** The parameter as the nearest method has it that says something about it. */
    static Parameter parameter(List<Method> family, int index) {
        for (Method method : family) {
            Parameter parameter = method.getParameters()[index];
            if (ParameterRole.of(parameter) != ParameterRole.INPUT) {
                return parameter;
            }
        }
        for (Method method : family) {
            Parameter parameter = method.getParameters()[index];
            if (parameter.isNamePresent()) {
                return parameter;
            }
        }
        return family.get(0).getParameters()[index];
    }
}
