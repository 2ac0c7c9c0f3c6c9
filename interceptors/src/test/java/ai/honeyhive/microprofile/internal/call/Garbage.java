/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Makes the garbage collector run, and waits for what it must notice. */
final class Garbage {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Garbage() {}

    /** Until a condition holds that depends on something being collected. */
    static void untilCollected(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not collected within " + PATIENCE);
            }
            collect();
        }
    }

    /** Until an object of our own is found to be collected. */
    static void collect() {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> witness = new PhantomReference<>(new Object(), queue);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            do {
                System.gc();
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(witness + " is not collected within " + PATIENCE);
                }
            } while (queue.remove(50) == null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
