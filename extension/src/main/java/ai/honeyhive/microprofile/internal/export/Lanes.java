/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The waiting records: a lane of critical ones and a lane of the others, each oldest first. Guarded by the lock of the
 * queue.
 */
final class Lanes {

    private final Deque<QueuedSpan> critical = new ArrayDeque<>();
    private final Deque<QueuedSpan> standard = new ArrayDeque<>();
    private long bytes;

    int size() {
        return critical.size() + standard.size();
    }

    long bytes() {
        return bytes;
    }

    void addLast(QueuedSpan span) {
        lane(span).addLast(span);
        bytes += span.bytes;
    }

    /** Back to where it stood; of several, the last one first. */
    void addFirst(QueuedSpan span) {
        lane(span).addFirst(span);
        bytes += span.bytes;
    }

    private Deque<QueuedSpan> lane(QueuedSpan span) {
        return span.critical ? critical : standard;
    }

    /** Removes the newest standard record: what is kept then still holds whole traces. */
    @Nullable
    QueuedSpan dropNewestStandard() {
        QueuedSpan newest = standard.pollLast();
        if (newest != null) {
            bytes -= newest.bytes;
        }
        return newest;
    }

    /** Takes out critical ones first, up to both limits, but always one. */
    List<QueuedSpan> take(int limit, long byteLimit) {
        List<QueuedSpan> taken = new ArrayList<>(Math.min(limit, size()));
        long size = 0;
        while (taken.size() < limit) {
            Deque<QueuedSpan> lane = critical.isEmpty() ? standard : critical;
            QueuedSpan next = lane.peekFirst();
            if (next == null || (!taken.isEmpty() && size + next.bytes > byteLimit)) {
                break;
            }
            lane.removeFirst();
            taken.add(next);
            size += next.bytes;
        }
        bytes -= size;
        return taken;
    }

    /** The lowest sequence number that waits; the largest number there is if none does. */
    long oldestSequence() {
        QueuedSpan one = critical.peekFirst();
        QueuedSpan other = standard.peekFirst();
        return Math.min(one == null ? Long.MAX_VALUE : one.sequence, other == null ? Long.MAX_VALUE : other.sequence);
    }

    /** How long the oldest record has waited; zero if none does. */
    long longestWait(long now) {
        QueuedSpan one = critical.peekFirst();
        QueuedSpan other = standard.peekFirst();
        return Math.max(one == null ? 0 : now - one.arrived, other == null ? 0 : now - other.arrived);
    }

    void clear() {
        critical.clear();
        standard.clear();
        bytes = 0;
    }
}
