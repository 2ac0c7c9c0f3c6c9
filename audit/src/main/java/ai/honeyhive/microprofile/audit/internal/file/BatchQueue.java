/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.AuditEvent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Callers fill one batch while the one before it is written: the slower the disk, the larger the batches. Nobody lingers
 * for a batch to fill (measured: it only costs). Bounded in records and in characters. Thread-safe.
 *
 * <p>A lone caller hands its record to the thread that writes and waits for it: on a fast disk putting two threads to sleep
 * and waking them costs a quarter of a sync. So where a batch takes less than {@link #FAST_NANOS}, the two wait awake for
 * each other, some microseconds: the thread that writes for the next record, and of the callers the one that finds it idle.
 * The caller does not write itself, which would be as fast: a disk that hangs would hold it beyond its timeout.
 */
final class BatchQueue {

    private static final long MOST_CHARACTERS = 16L << 20;
    /** Records nobody waits for need no thread woken for each of them. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** How long a batch may take for anybody to stay awake meanwhile. */
    static final long FAST_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(30);
    private static final boolean SEVERAL_PROCESSORS = Runtime.getRuntime().availableProcessors() > 1;

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition room = lock.newCondition();
    private Batch filling = new Batch();
    private boolean closed;
    private boolean asleep;
    private volatile boolean fast;
    /** Whether the thread that writes has nothing to do. */
    private volatile boolean idle;
    /** Whether somebody waits for a record in the batch that is filling. */
    private volatile boolean urgent;

    BatchQueue(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Adds a record.
     *
     * @param deadlineNanos how long to wait for room; null not to wait, and nobody will wait for the batch either
     * @return its batch, or null if there was no room or the queue is closed
     */
    @Nullable
    Batch add(AuditEvent event, int characters, @Nullable Long deadlineNanos) {
        boolean interrupted = false;
        lock.lock();
        try {
            while (isFull() && !closed) {
                if (deadlineNanos == null || deadlineNanos - System.nanoTime() <= 0) {
                    return null;
                }
                try {
                    room.awaitNanos(deadlineNanos - System.nanoTime());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return closed ? null : fill(event, characters, deadlineNanos != null);
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Batch fill(AuditEvent event, int characters, boolean waits) {
        Batch batch = filling;
        batch.events.add(event);
        batch.characters += characters;
        if (waits && !batch.urgent) {
            batch.urgent = true;
            batch.awake = idle && fast ? Thread.currentThread() : null;
            urgent = true;
        }
        if (asleep && (batch.urgent || batch.events.size() >= capacity / 2 || isFull())) {
            asleep = false;
            wanted.signal();
        }
        return batch;
    }

    private boolean isFull() {
        return filling.events.size() >= capacity || filling.characters >= MOST_CHARACTERS;
    }

    /**
     * The next batch, which may be empty after {@code idleNanos} without a record; null once closed and empty.
     *
     * @param lastNanos how long the batch before took, if somebody waited for it; otherwise 0
     */
    @Nullable
    Batch take(long idleNanos, long lastNanos) {
        fast = SEVERAL_PROCESSORS && lastNanos > 0 && lastNanos < FAST_NANOS;
        if (fast) {
            long until = System.nanoTime() + AWAKE_NANOS;
            while (!urgent && System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
        }
        lock.lock();
        try {
            long wait = idleNanos;
            long started = System.nanoTime();
            while (!closed && !filling.urgent && filling.events.size() < capacity / 2) {
                long left = Math.min(wait, filling.events.isEmpty() ? wait : PATIENCE_NANOS)
                        - (System.nanoTime() - started);
                if (left <= 0) {
                    break;
                }
                asleep = true;
                try {
                    wanted.awaitNanos(left);
                } catch (InterruptedException e) {
                    // Nobody but ourselves knows this thread; close() is how it ends.
                }
                asleep = false;
            }
            if (closed && filling.events.isEmpty()) {
                return null;
            }
            Batch batch = filling;
            filling = new Batch();
            urgent = false;
            idle = false;
            room.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** What was taken is written: who comes now finds the thread idle, or as good as. */
    void written() {
        idle = true;
    }

    int size() {
        lock.lock();
        try {
            return filling.events.size();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            wanted.signal();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
