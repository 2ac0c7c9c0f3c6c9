/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ExportConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent, bounded in bytes, with the account of everything that ever came in. What the worker holds counts
 * as waiting until it says what became of it.
 *
 * <p>Any thread offers, one worker takes. One short lock guards all: nothing under it does I/O, calls foreign code or
 * takes longer than its batch.
 */
final class SpanQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final Lanes waiting = new Lanes();
    private final List<QueuedSpan> inFlight = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final ExportConfig config;
    private final Time time;
    private final long batchBytes;

    private long sequence;
    private long inFlightBytes;
    private long flushMark = -1;
    private long pausedUntil;
    private boolean pausedByServer;
    private boolean closing;
    private long closeDeadline;
    private boolean aborted;

    SpanQueue(ExportConfig config, Time time) {
        this.config = config;
        this.time = time;
        this.pausedUntil = time.nanos();
        // A batch in flight cannot make room for a critical record: it never holds more than half of the queue.
        this.batchBytes = Math.max(1, Math.min(config.requestBytes(), config.queueBytes() / 2));
    }

    /** Takes the record in, or counts it as lost; its number, 0 where it is lost. */
    long offer(SpanRecord record, long size) {
        lock.lock();
        try {
            ledger.produced(1);
            if (closing) {
                ledger.dropped(DropReason.SHUTDOWN, 1);
            } else if (size > config.queueBytes()) {
                ledger.dropped(DropReason.TOO_LARGE, 1);
            } else if (!hasRoom(size) && !(record.critical() && makeRoom(size))) {
                ledger.dropped(DropReason.QUEUE_FULL, 1);
            } else {
                waiting.addLast(new QueuedSpan(record, size, ++sequence, time.nanos()));
                if (waiting.size() == 1 || full()) {
                    changed.signal();
                }
                return sequence;
            }
            return 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the record with this number, and every one before it, is gone. */
    boolean isSettled(long number) {
        lock.lock();
        try {
            return oldestOpen() > number;
        } finally {
            lock.unlock();
        }
    }

    /** Counts a record that could not even be looked at. */
    void lost(DropReason reason) {
        locked(() -> {
            ledger.produced(1);
            ledger.dropped(reason, 1);
        });
    }

    /** Counts records that were left out on purpose. */
    void sampledOut(long count) {
        locked(() -> {
            ledger.produced(count);
            ledger.sampledOut(count);
        });
    }

    private boolean hasRoom(long size) {
        return waiting.bytes() + inFlightBytes + size <= config.queueBytes();
    }

    private boolean makeRoom(long size) {
        while (!hasRoom(size)) {
            if (waiting.dropNewestStandard() == null) {
                return false;
            }
            ledger.dropped(DropReason.QUEUE_FULL, 1);
        }
        return true;
    }

    private boolean full() {
        return waiting.size() >= config.batchSize() || waiting.bytes() >= batchBytes;
    }

    /**
     * Waits for the next batch; {@code null} once nothing more is to be sent.
     *
     * @param until from then on, by the clock's nanoseconds, it comes back without any
     */
    @Nullable
    List<QueuedSpan> take(long until) throws InterruptedException {
        lock.lock();
        try {
            while (!aborted) {
                long wait = untilDue();
                if (wait <= 0) {
                    return form();
                }
                if (closing && wait > closeDeadline - time.nanos()) {
                    return null;
                }
                long left = until - time.nanos();
                if (left <= 0) {
                    return List.of();
                }
                time.await(changed, Math.min(wait, left));
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private long untilDue() {
        if (waiting.size() == 0) {
            return Long.MAX_VALUE;
        }
        long now = time.nanos();
        long pause = pausedUntil - now;
        if (closing || full() || waiting.oldestSequence() <= flushMark) {
            return pause;
        }
        return Math.max(pause, config.delay().toNanos() - waiting.longestWait(now));
    }

    private List<QueuedSpan> form() {
        List<QueuedSpan> batch = waiting.take(config.batchSize(), batchBytes);
        for (QueuedSpan span : batch) {
            span.inFlight = true;
            inFlightBytes += span.bytes;
        }
        inFlight.addAll(batch);
        return batch;
    }

    /** The server took these, but for so many that it left out. */
    void delivered(List<QueuedSpan> spans, long rejected) {
        locked(() -> {
            long count = release(spans);
            long refused = Math.min(Math.max(0, rejected), count);
            ledger.delivered(count - refused);
            ledger.dropped(DropReason.PARTLY_REJECTED, refused);
        });
    }

    /** These are lost. */
    void dropped(List<QueuedSpan> spans, DropReason reason) {
        locked(() -> ledger.dropped(reason, release(spans)));
    }

    /** These wait again, where they stood before: a critical record that came meanwhile goes first. */
    void putBack(List<QueuedSpan> spans) {
        locked(() -> {
            List<QueuedSpan> open = spans.stream().filter(span -> span.inFlight).toList();
            release(open);
            for (int i = open.size() - 1; i >= 0; i--) {
                waiting.addFirst(open.get(i));
            }
        });
    }

    /** These are not in flight any more; the number of those that were. */
    private long release(List<QueuedSpan> spans) {
        long count = 0;
        for (QueuedSpan span : spans) {
            if (span.inFlight) {
                span.inFlight = false;
                inFlightBytes -= span.bytes;
                count++;
            }
        }
        inFlight.removeIf(span -> !span.inFlight);
        settled.signalAll();
        return count;
    }

    /**
     * Nothing is sent for this long.
     *
     * @param byServer the server asked for it, so not even a shutdown shortens it
     */
    void pause(Duration pause, boolean byServer) {
        locked(() -> {
            pausedUntil = time.nanos() + pause.toNanos();
            pausedByServer = byServer;
        });
    }

    /** Waits until everything that waits now is gone; false if time is over first, or anything was lost meanwhile. */
    boolean flush(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long deadline = System.nanoTime() + timeout.toNanos();
            long mark = sequence;
            long lost = ledger.droppedTotal();
            flushMark = mark;
            changed.signal();
            while (oldestOpen() <= mark) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || settled.awaitNanos(left) <= 0) {
                    return false;
                }
            }
            return ledger.droppedTotal() == lost;
        } finally {
            lock.unlock();
        }
    }

    private long oldestOpen() {
        long oldest = waiting.oldestSequence();
        for (QueuedSpan span : inFlight) {
            oldest = Math.min(oldest, span.sequence);
        }
        return oldest;
    }

    /** Takes nothing more in; what waits is sent at once and until the deadline. */
    void close(Duration drain) {
        locked(() -> {
            closing = true;
            closeDeadline = time.nanos() + drain.toNanos();
            if (!pausedByServer) {
                pausedUntil = time.nanos();
            }
            changed.signal();
        });
    }

    /** The worker gets nothing more. */
    void abort() {
        locked(() -> {
            aborted = true;
            changed.signal();
        });
    }

    boolean aborted() {
        lock.lock();
        try {
            return aborted;
        } finally {
            lock.unlock();
        }
    }

    /** Counts everything that is left, in flight too, as lost to the shutdown. */
    void abandon() {
        locked(() -> {
            ledger.dropped(DropReason.SHUTDOWN, waiting.size() + release(List.copyOf(inFlight)));
            waiting.clear();
        });
    }

    /** Writes into the account, under the lock. */
    void book(Consumer<Ledger> entry) {
        locked(() -> entry.accept(ledger));
    }

    Account account() {
        lock.lock();
        try {
            return ledger.snapshot(waiting.size(), inFlight.size(), waiting.bytes() + inFlightBytes);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
