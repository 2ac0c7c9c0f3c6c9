/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import ai.honeyhive.microprofile.BatchTrace.Work;
import ai.honeyhive.microprofile.internal.encode.Failures;
import ai.honeyhive.microprofile.spi.ModelResult;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The application's work on an item, and what is to be known of its end. Thread-safe. */
final class ItemWork<T> {

    /**
     * The end of an item.
     *
     * @param failure what was thrown, {@code null} where nothing was
     * @param type its class, empty without a failure
     * @param message its message, bounded, empty without a failure
     */
    record Outcome(
            long nanos,
            @Nullable ModelResult result,
            @Nullable Throwable failure,
            String type,
            String message) {}

    private static final int LONGEST_EXAMPLE = 1_000;

    private final Work<? super T> work;
    private final GroupRecord.Recorder recorder;

    ItemWork(Work<? super T> work, GroupRecord.Recorder recorder) {
        this.work = work;
        this.recorder = recorder;
    }

    /** Does the work inside the group's record. Never throws. */
    Outcome on(T item, Group<T> group) {
        GroupRecord record = group.record;
        if (record == null) {
            record = recorder.begin(group.key);
            group.record = record;
        }
        GroupRecord.Item place = record.enter();
        long began = System.nanoTime();
        Object result = null;
        Throwable failure = null;
        try {
            result = awaited(work.on(item));
        } catch (Throwable thrown) {
            failure = Failures.unwrapped(thrown);
        }
        long nanos = System.nanoTime() - began;
        place.leave(failure != null);
        if (failure == null) {
            return new Outcome(nanos, result == null ? null : recorder.read(result), null, "", "");
        }
        return new Outcome(
                nanos, null, failure, failure.getClass().getName(), Failures.message(failure, LONGEST_EXAMPLE));
    }

    private static @Nullable Object awaited(@Nullable Object result) throws Exception {
        return result instanceof CompletionStage<?> stage
                ? stage.toCompletableFuture().get()
                : result;
    }
}
