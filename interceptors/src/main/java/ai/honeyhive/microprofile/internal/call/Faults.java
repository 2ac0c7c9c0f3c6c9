/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Our own failures, which no caller must feel: the first is told loudly, the others at FINE. Thread-safe. */
final class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class.getPackageName());

    private final AtomicBoolean told = new AtomicBoolean();

    void report(String what, Throwable fault) {
        try {
            boolean first = told.compareAndSet(false, true);
            LOG.log(
                    first ? Level.WARNING : Level.FINE,
                    Unquoted.of(fault),
                    () -> "HoneyHive could not " + what
                            + ". The application is not affected, the event is incomplete or lost."
                            + (first ? " Further failures are logged at FINE." : ""));
        } catch (Throwable ignored) {
            // A log handler that fails, or no stack left to log with: there is nobody to tell.
        }
    }
}
