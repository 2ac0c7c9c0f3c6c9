/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The times of items in bounded memory: all of the first 1,024, then a uniform sample of all (algorithm R in Vitter, "Random
 * Sampling with a Reservoir", ACM TOMS 11(1), 1985). Not thread-safe.
 */
final class ItemTimes {

    static final int MOST = 1024;

    private long[] nanos = new long[16];
    private long seen;

    void add(long duration) {
        if (seen < MOST) {
            if (seen == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * nanos.length);
            }
            nanos[(int) seen] = duration;
        } else {
            long place = ThreadLocalRandom.current().nextLong(seen + 1);
            if (place < MOST) {
                nanos[(int) place] = duration;
            }
        }
        seen++;
    }

    /** The times, sorted. */
    long[] sorted() {
        long[] sample = Arrays.copyOf(nanos, (int) Math.min(seen, MOST));
        Arrays.sort(sample);
        return sample;
    }

    /** The nearest rank, {@code null} without any time. */
    static @Nullable Duration percentile(long[] sorted, int percent) {
        // In whole numbers: 0.95 is no binary fraction.
        return sorted.length == 0 ? null : Duration.ofNanos(sorted[(sorted.length * percent + 99) / 100 - 1]);
    }
}
