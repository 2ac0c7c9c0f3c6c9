/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that stands still until the test moves it. */
final class ManualTime implements Time {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();

    void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    /** Returns when the waiting thread looked at the clock again, twice, and went on waiting. */
    void letWorkerLook() {
        long seen = looks.get();
        Await.until("the worker looks at the clock", () -> looks.get() > seen + 2);
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos.get());
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // its callers loop
    public void await(Condition condition, long wait) throws InterruptedException {
        looks.incrementAndGet();
        condition.await(1, TimeUnit.MILLISECONDS);
    }
}
