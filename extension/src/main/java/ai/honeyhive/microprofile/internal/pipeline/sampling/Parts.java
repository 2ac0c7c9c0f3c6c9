/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of parts of traces, by their names, in the order in which they came. Every trace that waits comes and goes
 * here, so nothing is allocated for one: the entries are columns of arrays, which grow with the most that was ever held at a
 * time. Guarded by the sampler.
 */
final class Parts<V> {

    private static final int NONE = -1;

    private @Nullable String[] names = new String[16];
    private @Nullable Object[] values = new Object[16];
    private int[] older = new int[16];
    private int[] newer = new int[16];

    /** The next entry with the same hash, and of a free entry the next free one. */
    private int[] next = new int[16];

    private int[] heads = new int[32];
    private int free;
    private int oldest = NONE;
    private int newest = NONE;
    private int size;

    Parts() {
        Arrays.fill(heads, NONE);
        link(0);
    }

    int size() {
        return size;
    }

    @Nullable
    V get(String name) {
        int entry = size == 0 ? NONE : find(name);
        return entry == NONE ? null : value(entry);
    }

    /** Adds a part that is not there. */
    void add(String name, V value) {
        if (free == NONE) {
            grow();
        }
        int entry = free;
        free = next[entry];
        names[entry] = name;
        values[entry] = value;
        int head = head(name);
        next[entry] = heads[head];
        heads[head] = entry;
        older[entry] = newest;
        newer[entry] = NONE;
        if (newest == NONE) {
            oldest = entry;
        } else {
            newer[newest] = entry;
        }
        newest = entry;
        size++;
    }

    @Nullable
    V remove(String name) {
        int entry = find(name);
        if (entry == NONE) {
            return null;
        }
        V value = value(entry);
        unchain(entry, head(name));
        int before = older[entry];
        int after = newer[entry];
        if (before == NONE) {
            oldest = after;
        } else {
            newer[before] = after;
        }
        if (after == NONE) {
            newest = before;
        } else {
            older[after] = before;
        }
        names[entry] = null;
        values[entry] = null;
        next[entry] = free;
        free = entry;
        size--;
        return value;
    }

    /** The name of the part that came first, {@code null} where there is none. */
    @Nullable
    String oldest() {
        return oldest == NONE ? null : names[oldest];
    }

    /** Goes over all that are there now, the oldest first; the action may remove those it is given. */
    void forEach(BiConsumer<String, V> action) {
        int after;
        for (int entry = oldest; entry != NONE; entry = after) {
            after = newer[entry];
            String name = names[entry];
            V value = value(entry);
            if (name != null && value != null) {
                action.accept(name, value);
            }
        }
    }

    private int head(String name) {
        int hash = name.hashCode();
        return (hash ^ (hash >>> 16)) & (heads.length - 1);
    }

    private int find(String name) {
        int entry = heads[head(name)];
        while (entry != NONE && !name.equals(names[entry])) {
            entry = next[entry];
        }
        return entry;
    }

    @SuppressWarnings("unchecked") // Only add() writes there.
    private @Nullable V value(int entry) {
        return (V) values[entry];
    }

    private void unchain(int entry, int head) {
        if (heads[head] == entry) {
            heads[head] = next[entry];
            return;
        }
        int before = heads[head];
        while (next[before] != entry) {
            before = next[before];
        }
        next[before] = next[entry];
    }

    private void grow() {
        int held = names.length;
        names = Arrays.copyOf(names, 2 * held);
        values = Arrays.copyOf(values, 2 * held);
        older = Arrays.copyOf(older, 2 * held);
        newer = Arrays.copyOf(newer, 2 * held);
        next = Arrays.copyOf(next, 2 * held);
        heads = new int[4 * held];
        Arrays.fill(heads, NONE);
        for (int entry = oldest; entry != NONE; entry = newer[entry]) {
            String name = names[entry];
            if (name != null) {
                int head = head(name);
                next[entry] = heads[head];
                heads[head] = entry;
            }
        }
        link(held);
    }

    /** All entries from this one on are free. */
    private void link(int first) {
        for (int entry = first; entry < next.length; entry++) {
            next[entry] = entry + 1 < next.length ? entry + 1 : NONE;
        }
        free = first;
    }
}
