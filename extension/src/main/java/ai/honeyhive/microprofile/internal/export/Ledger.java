/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The running totals. Guarded by the lock of the queue, so that they add up with what is queued at every instant. */
final class Ledger {

    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    private long produced;
    private long delivered;
    private long sampledOut;
    private long requests;
    private long requestNanos;
    private long retries;
    private @Nullable Instant lastSuccess;
    private @Nullable Instant lastFailure;
    private @Nullable String lastFailureReason;

    void produced(long count) {
        produced += count;
    }

    void delivered(long count) {
        delivered += count;
    }

    void sampledOut(long count) {
        sampledOut += count;
    }

    void dropped(DropReason reason, long count) {
        if (count > 0) {
            dropped.merge(reason, count, Long::sum);
        }
    }

    long droppedFor(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    long droppedTotal() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    void request() {
        requests++;
    }

    void answered(long nanos) {
        requestNanos += nanos;
    }

    void retry() {
        retries++;
    }

    void succeeded(Instant at) {
        lastSuccess = at;
    }

    void failed(Instant at, String reason) {
        lastFailure = at;
        lastFailureReason = reason;
    }

    Account snapshot(long queued, long inFlight, long bytes) {
        return new Account(
                produced,
                delivered,
                sampledOut,
                dropped,
                queued,
                inFlight,
                bytes,
                requests,
                requestNanos,
                retries,
                lastSuccess,
                lastFailure,
                lastFailureReason);
    }
}
