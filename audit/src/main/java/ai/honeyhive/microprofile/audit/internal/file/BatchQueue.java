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
 */
final class BatchQueue {

    private static final long MOST_CHARACTERS = 16L << 20;
    /** Records nobody waits for need no thread woken for each of them. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition room = lock.newCondition();
    private Batch filling = new Batch();
    private boolean closed;
    private boolean asleep;

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

    private Batch fill(AuditEvent event, int characters, boolean urgent) {
        Batch batch = filling;
        batch.events.add(event);
        batch.characters += characters;
        batch.urgent |= urgent;
        if (asleep && (batch.urgent || batch.events.size() >= capacity / 2 || isFull())) {
            asleep = false;
            wanted.signal();
        }
        return batch;
    }

    private boolean isFull() {
        return filling.events.size() >= capacity || filling.characters >= MOST_CHARACTERS;
    }

    /** The next batch, which may be empty after {@code idleNanos} without a record; null once closed and empty. */
    @Nullable
    Batch take(long idleNanos) {
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
            room.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
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
