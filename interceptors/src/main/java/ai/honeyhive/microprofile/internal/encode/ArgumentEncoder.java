/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Lends encodings, whose buffers are used again. They lie in a few slots of this object, and not in the threads, which are
 * the server's and live longer than the application. Thread-safe.
 */
public final class ArgumentEncoder {

    private static final int SLOTS = 16;

    /** What grew beyond this goes to the garbage collector. */
    private static final int LARGEST_KEPT = 64 << 10;

    private final Shapes shapes = new Shapes();
    private final MessageShapes messageShapes = new MessageShapes();
    private final AtomicReferenceArray<Encoding> idle = new AtomicReferenceArray<>(SLOTS);

    /**
     * An encoding for the current thread, to be given back.
     *
     * @param maxBytes the longest value, in bytes of UTF-8
     * @param maxDepth how deep a graph is walked
     * @param maxElements how many elements of one collection, array or map are walked
     */
    public Encoding borrow(int maxBytes, int maxDepth, int maxElements) {
        Encoding encoding = idle.getAndSet(slot(), null);
        if (encoding == null) {
            encoding = new Encoding(shapes, messageShapes);
        }
        encoding.begin(maxBytes, maxDepth, maxElements);
        return encoding;
    }

    /** Takes an encoding back. */
    public void giveBack(Encoding encoding) {
        encoding.forget();
        if (encoding.capacity() <= LARGEST_KEPT) {
            idle.set(slot(), encoding);
        }
    }

    /** Whether objects of a class may be looked at at all: not what is lazy, remote or can be read once only. */
    public static boolean mayTouch(Class<?> type) {
        return !Untouchable.isUntouchable(type);
    }

    private static int slot() {
        return (int) (Thread.currentThread().getId() & (SLOTS - 1));
    }
}
