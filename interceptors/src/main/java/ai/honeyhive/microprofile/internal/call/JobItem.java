/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.internal.batch.Tally;
import ai.honeyhive.microprofile.internal.encode.Failures;
import ai.honeyhive.microprofile.spi.ModelResult;
import org.jspecify.annotations.Nullable;

/**
 * What became of an item of a job. Holds neither the item nor the exception.
 *
 * @param type the class of the exception, {@code null} of an item that has not failed
 */
record JobItem(
        Fate fate,
        long nanos,
        @Nullable ModelResult result,
        @Nullable String type,
        String message) {

    enum Fate {
        SUCCEEDED,
        FAILED,
        /** Its chunk was rolled back through no fault of its own. */
        SKIPPED
    }

    private static final int LONGEST_EXAMPLE = 1_000;
    private static final JobItem ROLLED_BACK = new JobItem(Fate.SKIPPED, 0, null, null, "");

    static JobItem succeeded(long nanos, @Nullable ModelResult result) {
        return new JobItem(Fate.SUCCEEDED, nanos, result, null, "");
    }

    static JobItem failed(long nanos, Throwable thrown) {
        Throwable failure = Failures.unwrapped(thrown);
        return new JobItem(
                Fate.FAILED, nanos, null, failure.getClass().getName(), Failures.message(failure, LONGEST_EXAMPLE));
    }

    JobItem failedLater(Throwable failure) {
        return failed(nanos, failure);
    }

    JobItem rolledBack() {
        return fate == Fate.FAILED ? this : ROLLED_BACK;
    }

    void into(Tally tally, long position) {
        if (type != null) {
            tally.failed(nanos, type, message, position);
        } else if (fate == Fate.SKIPPED) {
            tally.skipped(1);
        } else {
            tally.succeeded(nanos, result);
        }
    }
}
