/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one call that are for HoneyHive only: those every call of the method has, and what was added. Two
 * arrays, since a call has few and a map would be the dearest part of it. Thread-safe.
 */
final class CallContent {

    /** As many as HoneyHive's clients allow a span; a loop that enriches without end must not fill the heap. */
    static final int MOST = 1024;

    private static final @Nullable Object[] NONE = {};

    private final Attributes known;

    /** Key, value, key, value … */
    private @Nullable Object[] added = NONE;

    private int size;
    private boolean sealed;

    CallContent(Attributes known) {
        this.known = known;
    }

    synchronized <T> void put(AttributeKey<T> key, T value) {
        if (sealed) {
            return;
        }
        int at = indexOf(key.getKey());
        if (at == size) {
            if (size == 2 * MOST) {
                return;
            }
            if (size == added.length) {
                added = Arrays.copyOf(added, size == 0 ? 16 : 2 * size);
            }
            size += 2;
        }
        added[at] = key;
        added[at + 1] = value;
    }

    private int indexOf(String name) {
        for (int i = 0; i < size; i += 2) {
            AttributeKey<?> key = (AttributeKey<?>) added[i];
            if (key != null && key.getKey().equals(name)) {
                return i;
            }
        }
        return size;
    }

    /** A builder and not what it builds, which is sorted: whoever adds something would sort again. */
    @SuppressWarnings("unchecked") // put sees to it that key and value fit.
    synchronized AttributesBuilder snapshot() {
        AttributesBuilder all = known.toBuilder();
        for (int i = 0; i < size; i += 2) {
            AttributeKey<Object> key = (AttributeKey<Object>) added[i];
            Object value = added[i + 1];
            if (key != null && value != null) {
                all.put(key, value);
            }
        }
        return all;
    }

    synchronized void seal() {
        sealed = true;
    }
}
