/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what another process does. */
final class Await {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Await() {}

    /**
     * Looks until there is something.
     *
     * @throws IllegalStateException if there is nothing within the time
     */
    static <T> T until(String what, Duration atMost, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited " + atMost.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
