/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, with a deadline that only a failure reaches. */
public final class Await {

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private Await() {}

    /** Waits until the thread of a store has ended, and with it everything that it does at its end. */
    public static void endOfStore(String store) {
        until(
                "the end of the thread of store " + store,
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("honeyhive-secrets-" + store)));
    }

    public static void until(String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        try {
            while (!condition.call()) {
                assertThat(System.nanoTime() - end).as("deadline for: %s", what).isNegative();
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }
}
