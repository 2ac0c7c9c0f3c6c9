/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Records that share one sync, and all who wait for it. */
final class Batch {

    /** How it went for somebody who waited. */
    enum Result {
        DURABLE,
        FAILED,
        TIMED_OUT
    }

    /** Guarded by the committer's lock until it is taken. */
    final List<AuditEvent> events = new ArrayList<>();

    boolean urgent;
    long characters;

    /** Who waits awake for it, see {@link BatchQueue}. */
    @Nullable
    Thread awake;

    private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean durable;

    void done(boolean isDurable) {
        durable = isDurable;
        done.countDown();
    }

    /** Waits, also when the thread is interrupted: the time is short, and the interrupt is kept for the caller. */
    Result await(long deadlineNanos) {
        if (awake == Thread.currentThread()) {
            long until = Math.min(deadlineNanos, System.nanoTime() + AWAKE_NANOS);
            while (done.getCount() > 0 && System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    boolean ended = done.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return !ended ? Result.TIMED_OUT : durable ? Result.DURABLE : Result.FAILED;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
