/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

/** A record in the queue. Its state belongs to {@link SpanQueue}, its record to the worker once it is taken. */
final class QueuedSpan {

    final long bytes;
    final long sequence;
    final long arrived;
    final boolean critical;

    /** Whether the worker holds it; guarded by the queue's lock. */
    boolean inFlight;

    private SpanRecord record;
    private boolean processed;

    QueuedSpan(SpanRecord record, long bytes, long sequence, long arrived) {
        this.record = record;
        this.bytes = bytes;
        this.sequence = sequence;
        this.arrived = arrived;
        this.critical = record.critical();
    }

    SpanRecord record() {
        return record;
    }

    /** Whether the stations had it: they see each record once, however often it is sent. */
    boolean processed() {
        return processed;
    }

    void processed(SpanRecord result) {
        record = result;
        processed = true;
    }
}
