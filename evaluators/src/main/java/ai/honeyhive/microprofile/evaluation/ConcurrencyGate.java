/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a number of tasks in at a time, the others wait in a bounded queue, in their order. Nobody blocks: whoever leaves
 * starts the next one. One thread at a time hands out places, in a loop, so that a direct executor gives no deep stack.
 */
final class ConcurrencyGate {

    private final AtomicInteger free;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int longestQueue;
    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger handingOut = new AtomicInteger();

    ConcurrencyGate(int places, int longestQueue) {
        this.free = new AtomicInteger(places);
        this.longestQueue = longestQueue;
    }

    /** Runs the task now or later; whoever runs must {@link #leave} once. False if too many wait already. */
    boolean enter(Runnable task) {
        if (waiting.incrementAndGet() > longestQueue && free.get() <= 0) {
            waiting.decrementAndGet();
            return false;
        }
        queue.add(task);
        handOut();
        return true;
    }

    void leave() {
        free.incrementAndGet();
        handOut();
    }

    private void handOut() {
        if (handingOut.getAndIncrement() != 0) {
            return; // the thread that hands out will look again
        }
        int seen = 1;
        do {
            Runnable next;
            while (free.get() > 0 && (next = queue.poll()) != null) {
                free.decrementAndGet();
                waiting.decrementAndGet();
                next.run();
            }
            seen = handingOut.addAndGet(-seen);
        } while (seen != 0);
    }
}
