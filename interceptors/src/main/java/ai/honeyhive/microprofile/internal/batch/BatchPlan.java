/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import ai.honeyhive.microprofile.BatchProgress;
import ai.honeyhive.microprofile.BatchTrace.Work;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a batch is to do.
 *
 * @param total how many items there are, -1 where nobody knows
 * @param key the group of an item, {@code null} to group by size
 * @param size the size of groups by size
 * @param listener hears of the progress
 */
public record BatchPlan<T>(
        String name,
        long total,
        @Nullable Function<? super T, ?> key,
        int size,
        int parallelism,
        boolean stopOnFailure,
        BooleanSupplier cancelled,
        @Nullable Consumer<? super BatchProgress> listener,
        Work<? super T> work) {

    /** Items of a stream read ahead, for each group at work, where groups have no size. */
    private static final long AHEAD_BY_KEY = 128;

    /** The most items that are read and not done. Those of a collection that is grouped by key are in memory anyway. */
    long window() {
        if (key == null) {
            return (long) size * parallelism;
        }
        return Math.max(total, AHEAD_BY_KEY * parallelism);
    }
}
