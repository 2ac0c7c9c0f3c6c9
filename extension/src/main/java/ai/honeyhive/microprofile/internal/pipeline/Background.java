/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import java.time.Duration;
import java.util.List;

/** Short-lived daemon threads for what the caller must not wait for. */
final class Background {

    private Background() {}

    static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits for all of them, no longer than this; an interrupt ends the waiting and stays set. */
    static void join(List<Thread> threads, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        for (Thread thread : threads) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            try {
                thread.join(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
