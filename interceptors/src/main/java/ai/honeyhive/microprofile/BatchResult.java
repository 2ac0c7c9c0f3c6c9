/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the items of a batch, or of one of its groups. Immutable.
 *
 * <p>Times of items are exact for up to 1,024 of them; of more, a uniform random sample of 1,024 is kept (Vitter, "Random
 * Sampling with a Reservoir", ACM TOMS 11(1), 1985). The percentile is the nearest rank: the smallest time that so many of the
 * sampled items did not exceed.
 *
 * @param name the name of the batch, or the key of the group
 * @param groups how many groups were begun; 1 for a group
 * @param succeeded the items whose work returned
 * @param failed the items whose work threw
 * @param skipped the items that were read and whose work was not begun, since the batch or the group was stopped
 * @param cancelled whether the batch was ended early, by {@link BatchTrace#cancelWhen} or an interrupt
 * @param errors the kinds of errors, the first 32 and one for all others, in the order of their first item
 * @param inputTokens the sum of what the results told, {@code null} where none did
 * @param outputTokens the sum of what the results told, {@code null} where none did
 * @param cost the sum of what the results told, in US dollars; {@code null} where none did
 * @param p50 the time that half of the items took at most, {@code null} without any
 * @param p95 the time that 95 % of the items took at most, {@code null} without any
 */
public record BatchResult(
        String name,
        int groups,
        long succeeded,
        long failed,
        long skipped,
        boolean cancelled,
        List<ErrorKind> errors,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Double cost,
        @Nullable Duration p50,
        @Nullable Duration p95) {

    /** Copies the list. */
    public BatchResult {
        errors = List.copyOf(errors);
    }

    /**
     * Items that failed in the same way.
     *
     * @param type the class of the exception, {@code (other)} for the kinds beyond the first 32
     * @param count how many items
     * @param example the message of the first one, shortened to 1,000 bytes; it may quote personal data, which is masked on
     *     its way to HoneyHive and not here
     * @param firstItem the position of the first one in the batch, counted from 1
     */
    public record ErrorKind(String type, long count, String example, long firstItem) {

        /** Without the example, which is not for a log. */
        @Override
        public String toString() {
            return type + " (" + count + ", first item " + firstItem + ')';
        }
    }

    /** The items that were read. */
    public long items() {
        return succeeded + failed + skipped;
    }

    /** Without messages of exceptions. */
    @Override
    public String toString() {
        return name + ": " + items() + " items in " + groups + " groups, " + succeeded + " succeeded, " + failed
                + " failed, " + skipped + " skipped" + (cancelled ? ", cancelled" : "")
                + (errors.isEmpty() ? "" : ", " + errors);
    }
}
