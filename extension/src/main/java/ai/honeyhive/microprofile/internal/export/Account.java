/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.time.Instant;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What became of a tracer's records, at one instant. It always adds up: {@code produced = delivered + sampledOut +
 * dropped + queued + inFlight}.
 *
 * @param produced the records that were offered
 * @param delivered the records that the server took
 * @param sampledOut the records that sampling left out, on purpose: no loss
 * @param dropped the lost ones by reason; reasons without a loss are absent
 * @param queued the records that wait
 * @param inFlight the records of the request that is being made
 * @param queuedBytes what waits and is in flight, in estimated bytes of heap
 * @param requests the HTTP requests made so far
 * @param requestNanos how long they took until they were answered or given up, together, in nanoseconds
 * @param retries how often records were kept, or put back, to be sent again
 * @param lastSuccess when the server last took a request, {@code null} for never
 * @param lastFailure when a request last failed, {@code null} for never
 * @param lastFailureReason what that failure was, without any secret; {@code null} for none
 */
public record Account(
        long produced,
        long delivered,
        long sampledOut,
        Map<DropReason, Long> dropped,
        long queued,
        long inFlight,
        long queuedBytes,
        long requests,
        long requestNanos,
        long retries,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastFailure,
        @Nullable String lastFailureReason) {

    /** An immutable copy. */
    public Account {
        dropped = Map.copyOf(dropped);
    }

    /** All that was lost, whatever the reason. */
    public long droppedTotal() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many were lost for this reason. */
    public long dropped(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /** Whether the last thing that happened was a failure. */
    public boolean failing() {
        return lastFailure != null && (lastSuccess == null || lastFailure.isAfter(lastSuccess));
    }

    /** The account in one line. */
    public String line() {
        StringJoiner reasons = new StringJoiner(", ", " (", ")").setEmptyValue("");
        for (DropReason reason : DropReason.values()) {
            if (dropped(reason) > 0) {
                reasons.add(dropped(reason) + " " + reason.text());
            }
        }
        String sampled = sampledOut > 0 ? sampledOut + " sampled out + " : "";
        return produced + " spans = " + delivered + " delivered + " + sampled + droppedTotal() + " dropped" + reasons
                + " + " + (queued + inFlight) + " waiting; " + requests + " requests, " + retries + " retries";
    }
}
