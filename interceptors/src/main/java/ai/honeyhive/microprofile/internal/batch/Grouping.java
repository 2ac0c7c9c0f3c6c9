/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts items into groups, on the reading thread only. */
final class Grouping<T> {

    /** Groups by key that are open at a time: each is a span, and memory. */
    static final int MOST_KEYS = 1_000;

    static final String OTHER_KEYS = "(other)";

    private final @Nullable Function<? super T, ?> key;
    private final int size;
    private final Map<@Nullable Object, Group<T>> byKey = new HashMap<>();
    private @Nullable Group<T> others;
    private @Nullable Group<T> filling;
    private int made;

    Grouping(@Nullable Function<? super T, ?> key, int size) {
        this.key = key;
        this.size = size;
    }

    /** The group of the next item. */
    Group<T> of(T item) {
        if (key == null) {
            Group<T> open = filling;
            if (open == null || open.admitted == size) {
                open = new Group<>(String.valueOf(++made));
                filling = open;
            }
            return open;
        }
        Object itsKey = key.apply(item);
        Group<T> known = byKey.get(itsKey);
        if (known != null) {
            return known;
        }
        if (byKey.size() < MOST_KEYS) {
            Group<T> made = new Group<>(text(itsKey));
            byKey.put(itsKey, made);
            return made;
        }
        Group<T> shared = others;
        if (shared == null) {
            shared = new Group<>(OTHER_KEYS);
            others = shared;
        }
        return shared;
    }

    /** Whether a group has all it can have. */
    boolean isFull(Group<T> group) {
        return key == null && group.admitted == size;
    }

    /** The groups that could still have got items. */
    List<Group<T>> open() {
        List<Group<T>> open = new ArrayList<>(byKey.values());
        if (others != null) {
            open.add(others);
        }
        if (filling != null && !filling.complete) {
            open.add(filling);
        }
        return open;
    }

    private static String text(@Nullable Object key) {
        try {
            return String.valueOf(key);
        } catch (RuntimeException hostile) {
            return key == null ? "null" : key.getClass().getName();
        }
    }
}
