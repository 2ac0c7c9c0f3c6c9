/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A value of a library we know by name only, or an absent one. A getter that is missing, not public, or throws is the
 * same as an absent value, so that a chain of getters needs no checks: libraries rename getters, and openai-java throws
 * from those of fields that the answer lacks.
 */
final class Reflected {

    static final Reflected ABSENT = new Reflected(null);

    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    /**
     * The getters found so far, by name. They live with the class they belong to and hold nothing of ours, so neither
     * the application's class loader nor the library's is kept alive.
     */
    private static final ClassValue<Map<String, Optional<MethodHandle>>> GETTERS = new ClassValue<>() {
        @Override
        protected Map<String, Optional<MethodHandle>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final @Nullable Object value;

    private Reflected(@Nullable Object value) {
        this.value = value;
    }

    static Reflected of(@Nullable Object value) {
        Object unwrapped = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return unwrapped == null ? ABSENT : new Reflected(unwrapped);
    }

    /** Whether a class or one of its supertypes has one of these names. */
    static boolean isA(Class<?> type, Set<String> names) {
        return hierarchy(type).stream().anyMatch(each -> names.contains(each.getName()));
    }

    boolean isA(String name) {
        return value != null && isA(value.getClass(), Set.of(name));
    }

    boolean isPresent() {
        return value != null;
    }

    /** The value itself, {@code null} where it is absent. */
    @Nullable
    Object value() {
        return value;
    }

    /** What a public getter without parameters returns; an {@code Optional} is unwrapped. */
    @SuppressWarnings("CatchingUnchecked") // a foreign getter may throw anything, and none of it may reach the caller
    Reflected get(String getter) {
        if (value == null) {
            return ABSENT;
        }
        try {
            Optional<MethodHandle> handle =
                    GETTERS.get(value.getClass()).computeIfAbsent(getter, name -> find(value.getClass(), name));
            return handle.isEmpty() ? ABSENT : of(handle.get().invokeExact(value));
        } catch (Throwable absent) {
            return ABSENT;
        }
    }

    /** The value if it is text, or the name of an enum constant. */
    @Nullable
    String text() {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof CharSequence text ? text.toString() : null;
    }

    @Nullable
    Number number() {
        return value instanceof Number number ? number : null;
    }

    @Nullable
    Boolean flag() {
        return value instanceof Boolean flag ? flag : null;
    }

    /** The elements if the value is a list; else none. */
    List<Reflected> list() {
        List<Reflected> elements = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> elements.add(of(element)));
        }
        return elements;
    }

    /** The entries if the value is a map, else {@code null}. */
    @Nullable
    Map<?, ?> map() {
        return value instanceof Map<?, ?> map ? map : null;
    }

    /** A non-public class may implement a public one: the getter is then called through the latter. */
    private static Optional<MethodHandle> find(Class<?> type, String getter) {
        return hierarchy(type).stream()
                .filter(each -> Modifier.isPublic(each.getModifiers()))
                .flatMap(each -> declared(each, getter).stream())
                .findFirst();
    }

    private static Optional<MethodHandle> declared(Class<?> type, String getter) {
        try {
            Method method = type.getMethod(getter);
            return Modifier.isStatic(method.getModifiers()) || method.getReturnType() == void.class
                    ? Optional.empty()
                    : Optional.of(MethodHandles.publicLookup().unreflect(method).asType(GETTER));
        } catch (ReflectiveOperationException | LinkageError absentHere) {
            return Optional.empty();
        }
    }

    private static Set<Class<?>> hierarchy(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            found.add(each);
        }
        for (Class<?> each : List.copyOf(found)) {
            addInterfaces(each, found);
        }
        return found;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> found) {
        for (Class<?> each : type.getInterfaces()) {
            if (found.add(each)) {
                addInterfaces(each, found);
            }
        }
    }
}
