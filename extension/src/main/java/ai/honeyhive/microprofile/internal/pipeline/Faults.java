/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.call.Unquoted;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where what must not reach the application ends up: counted always, told in the log the first time. */
final class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class.getPackageName());

    private final Tally tally;
    private final AtomicBoolean told = new AtomicBoolean();

    Faults(Tally tally) {
        this.tally = tally;
    }

    /** Notes a fault of ours at what the application did; throws nothing itself. */
    void report(String at, Throwable fault) {
        try {
            tally.add(Tally.Reason.FAULT);
            Level level = told.compareAndSet(false, true) ? Level.WARNING : Level.FINE;
            LOG.log(
                    level,
                    Unquoted.of(fault),
                    () -> "HoneyHive failed at " + at + ". The application is not affected; this span may be missing at"
                            + " HoneyHive. Further faults are logged at FINE.");
        } catch (Throwable hopeless) {
            // Logging has failed as well, most likely for want of memory: nothing more can be done for this span.
        }
    }
}
