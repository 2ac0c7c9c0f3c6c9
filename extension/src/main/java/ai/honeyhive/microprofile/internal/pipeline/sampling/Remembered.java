/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The decisions on the last parts of traces: at least on the last {@value #LEAST}, at most on twice as many. Every decision
 * is looked for here and comes here, so nothing is allocated for one and none is taken out alone: of two tables one fills,
 * and when it is full it takes the place of the other, which is emptied. Guarded by the sampler.
 */
final class Remembered {

    static final int LEAST = 10_000;

    private Table young = new Table();
    private Table old = young;

    @Nullable
    Decision get(String part) {
        int hash = hash(part);
        Decision known = young.get(hash, part);
        return known != null || old == young ? known : old.get(hash, part);
    }

    /** Adds a part that is not there. */
    void add(String part, Decision decision) {
        if (young.size == LEAST) {
            Table next = old == young ? new Table() : old;
            old = young;
            young = next;
            young.clear();
        }
        young.add(hash(part), part, decision);
    }

    /** Never 0, which stands for nobody. */
    private static int hash(String part) {
        return part.hashCode() * 0x9E3779B9 | 1;
    }

    /** Open addressing with linear probing; the hashes stand alone, so that a part that is not there costs one line of cache. */
    private static final class Table {

        private static final int BITS = 14;
        private static final int SLOTS = 1 << BITS;

        private final int[] hashes = new int[SLOTS];

        /** Of each slot the part and the decision, side by side. */
        private final @Nullable Object[] entries = new Object[2 * SLOTS];

        private int size;

        @Nullable
        Decision get(int hash, String part) {
            int slot = hash >>> (Integer.SIZE - BITS);
            while (hashes[slot] != 0) {
                if (hashes[slot] == hash && part.equals(entries[2 * slot])) {
                    return (Decision) entries[2 * slot + 1];
                }
                slot = (slot + 1) & (SLOTS - 1);
            }
            return null;
        }

        void add(int hash, String part, Decision decision) {
            int slot = hash >>> (Integer.SIZE - BITS);
            while (hashes[slot] != 0) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            hashes[slot] = hash;
            entries[2 * slot] = part;
            entries[2 * slot + 1] = decision;
            size++;
        }

        void clear() {
            Arrays.fill(hashes, 0);
            Arrays.fill(entries, null);
            size = 0;
        }
    }
}
