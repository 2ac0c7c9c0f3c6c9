/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The items of one group that wait, and what became of the others. Guarded by the lock of its batch. */
final class Group<T> {

    /** An item, which may be {@code null}, and its position in the batch, counted from 1. */
    record Waiting<T>(T item, long position) {}

    final String key;
    final Deque<Waiting<T>> waiting = new ArrayDeque<>();
    final Tally tally = new Tally();

    /** {@code null} until the first item begins. Of the one thread that works on the group. */
    @Nullable
    GroupRecord record;

    /** How many items have come. */
    int admitted;

    /** A thread works on it, or it stands in line for one. */
    boolean claimed;

    /** No further item comes. */
    boolean complete;

    /** An item has failed, and none is to begin any more. */
    boolean stopped;

    Group(String key) {
        this.key = key;
    }
}
