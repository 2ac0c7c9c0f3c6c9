/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait: exponential with full jitter after failures, an interval give or take a fifth otherwise. */
final class Backoff {

    private static final long FIRST_MILLIS = 200;
    private static final long SHORTEST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 30_000;

    private int failures;

    /** After one more failure: at most 30 s. */
    Duration failed() {
        long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures++, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(SHORTEST_MILLIS, ceiling + 1));
    }

    void succeeded() {
        failures = 0;
    }

    /** Many processes that started together do not ask together. */
    static Duration around(Duration interval) {
        long millis = Math.max(1, interval.toMillis());
        return Duration.ofMillis(
                millis - millis / 5 + ThreadLocalRandom.current().nextLong(2 * (millis / 5) + 1));
    }
}
