/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** The clocks of the exporter, so that tests need not wait for them. */
interface Time {

    /** The clocks of this machine. */
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // its callers loop
        public void await(Condition condition, long nanos) throws InterruptedException {
            condition.await(nanos, TimeUnit.NANOSECONDS);
        }
    };

    /** A clock that only goes forward, for durations. */
    long nanos();

    /** The time of day, for what servers and people read. */
    Instant now();

    /** Waits for a signal, at most this long. May return early. */
    void await(Condition condition, long nanos) throws InterruptedException;
}
