/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import ai.honeyhive.microprofile.BatchProgress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the listener how far the batch is, on one thread at a time and not too often. Thread-safe. */
final class ProgressReport {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    private final @Nullable Consumer<? super BatchProgress> listener;
    private final GroupRecord.Recorder recorder;
    private final ReentrantLock telling = new ReentrantLock();
    private volatile long told = System.nanoTime();
    private boolean over;

    ProgressReport(@Nullable Consumer<? super BatchProgress> listener, GroupRecord.Recorder recorder) {
        this.listener = listener;
        this.recorder = recorder;
    }

    /** Something has changed. */
    void changed(Supplier<BatchProgress> progress) {
        if (listener == null || System.nanoTime() - told < PAUSE || !telling.tryLock()) {
            return;
        }
        try {
            told = System.nanoTime();
            if (!over) {
                tell(listener, progress);
            }
        } finally {
            telling.unlock();
        }
    }

    /** Nothing will change any more. */
    void finished(Supplier<BatchProgress> progress) {
        if (listener == null) {
            return;
        }
        telling.lock();
        try {
            over = true;
            tell(listener, progress);
        } finally {
            telling.unlock();
        }
    }

    private void tell(Consumer<? super BatchProgress> listener, Supplier<BatchProgress> progress) {
        try {
            listener.accept(progress.get());
        } catch (Throwable fault) {
            recorder.fault("tell the listener of a batch its progress", fault);
        }
    }
}
