/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ExportConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent, in two lanes, bounded in bytes, with the account of everything that ever came in. What the
 * worker holds counts as waiting until it says what became of it.
 *
 * <p>Any thread offers, one worker takes. One short lock guards all: nothing under it does I/O, calls foreign code or
 * takes longer than its batch.
 */
final class SpanQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final Deque<QueuedSpan> critical = new ArrayDeque<>();
    private final Deque<QueuedSpan> standard = new ArrayDeque<>();
    private final List<QueuedSpan> inFlight = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final ExportConfig config;
    private final Time time;
    private final long batchBytes;

    private long sequence;
    private long bytes;
    private long waitingBytes;
    private long flushMark = -1;
    private long pausedUntil;
    private boolean serverPause;
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

    /** Takes the record in, or counts it as lost. */
    void offer(SpanRecord record, long size) {
        lock.lock();
        try {
            ledger.produced();
            if (closing) {
                ledger.dropped(DropReason.SHUTDOWN, 1);
            } else if (size > config.queueBytes()) {
                ledger.dropped(DropReason.TOO_LARGE, 1);
            } else if (bytes + size > config.queueBytes() && !(record.critical() && makeRoom(size))) {
                ledger.dropped(DropReason.QUEUE_FULL, 1);
            } else {
                QueuedSpan span = new QueuedSpan(record, size, ++sequence, time.nanos());
                (span.critical ? critical : standard).addLast(span);
                bytes += size;
                waitingBytes += size;
                if (waiting() == 1 || full()) {
                    changed.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts a record that could not even be looked at. */
    void lost(DropReason reason) {
        locked(() -> {
            ledger.produced();
            ledger.dropped(reason, 1);
        });
    }

    /** Drops the newest standard records: what is kept then still holds whole traces. */
    private boolean makeRoom(long size) {
        while (bytes + size > config.queueBytes()) {
            QueuedSpan victim = standard.pollLast();
            if (victim == null) {
                return false;
            }
            bytes -= victim.bytes;
            waitingBytes -= victim.bytes;
            ledger.dropped(DropReason.QUEUE_FULL, 1);
        }
        return true;
    }

    /** Waits for the next batch; {@code null} once nothing more is to be sent. */
    @Nullable
    List<QueuedSpan> take() throws InterruptedException {
        lock.lock();
        try {
            while (!aborted) {
                if (waiting() == 0) {
                    if (closing) {
                        return null;
                    }
                    time.await(changed, Long.MAX_VALUE);
                    continue;
                }
                long wait = untilDue();
                if (wait <= 0) {
                    return form();
                }
                if (closing && wait > closeDeadline - time.nanos()) {
                    return null;
                }
                time.await(changed, wait);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private long untilDue() {
        long now = time.nanos();
        long pause = pausedUntil - now;
        if (closing || full() || oldest(critical) <= flushMark || oldest(standard) <= flushMark) {
            return pause;
        }
        long arrived = Math.min(waitOf(critical, now), waitOf(standard, now));
        return Math.max(pause, arrived);
    }

    private long waitOf(Deque<QueuedSpan> lane, long now) {
        QueuedSpan first = lane.peekFirst();
        return first == null ? Long.MAX_VALUE : first.arrived + config.delay().toNanos() - now;
    }

    private boolean full() {
        return waiting() >= config.batchSize() || waitingBytes >= batchBytes;
    }

    private int waiting() {
        return critical.size() + standard.size();
    }

    private static long oldest(Deque<QueuedSpan> lane) {
        QueuedSpan first = lane.peekFirst();
        return first == null ? Long.MAX_VALUE : first.sequence;
    }

    private List<QueuedSpan> form() {
        long size = 0;
        while (inFlight.size() < config.batchSize()) {
            Deque<QueuedSpan> lane = critical.isEmpty() ? standard : critical;
            QueuedSpan next = lane.peekFirst();
            if (next == null || (!inFlight.isEmpty() && size + next.bytes > batchBytes)) {
                break;
            }
            lane.removeFirst();
            next.inFlight = true;
            size += next.bytes;
            inFlight.add(next);
        }
        waitingBytes -= size;
        return new ArrayList<>(inFlight);
    }

    /** The server took these. */
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
            for (int i = spans.size() - 1; i >= 0; i--) {
                QueuedSpan span = spans.get(i);
                if (span.inFlight) {
                    span.inFlight = false;
                    (span.critical ? critical : standard).addFirst(span);
                    waitingBytes += span.bytes;
                }
            }
            inFlight.removeIf(span -> !span.inFlight);
        });
    }

    private long release(List<QueuedSpan> spans) {
        long count = 0;
        for (QueuedSpan span : spans) {
            if (span.inFlight) {
                span.inFlight = false;
                bytes -= span.bytes;
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
            serverPause = byServer;
        });
    }

    /** Waits until everything that waits now is gone; false if time is over first, or anything was lost meanwhile. */
    boolean flush(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long deadline = System.nanoTime() + timeout.toNanos();
            long mark = sequence;
            long lost = ledger.droppedTotal();
            flushMark = Math.max(flushMark, mark);
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
        long oldest = Math.min(oldest(critical), oldest(standard));
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
            if (!serverPause) {
                pausedUntil = time.nanos();
            }
            changed.signalAll();
        });
    }

    /** The worker gets nothing more. */
    void abort() {
        locked(() -> {
            aborted = true;
            changed.signalAll();
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
            ledger.dropped(DropReason.SHUTDOWN, waiting());
            critical.forEach(span -> bytes -= span.bytes);
            standard.forEach(span -> bytes -= span.bytes);
            critical.clear();
            standard.clear();
            waitingBytes = 0;
            ledger.dropped(DropReason.SHUTDOWN, release(new ArrayList<>(inFlight)));
        });
    }

    /** Writes into the account, under the lock. */
    void book(java.util.function.Consumer<Ledger> entry) {
        locked(() -> entry.accept(ledger));
    }

    Account account() {
        lock.lock();
        try {
            return ledger.snapshot(waiting(), inFlight.size(), bytes);
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
