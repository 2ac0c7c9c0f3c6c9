/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.common.Attributes;

/** Where what the station has finished goes. Thread-safe; no method throws or blocks. */
public interface Outlet {

    /** HoneyHive's copy of a record, before anything is masked. */
    SpanRecord mapped(String tracer, SpanRecord record);

    /**
     * Sends a record.
     *
     * @return its number in the queue of its tracer, 0 where it was not taken
     */
    long send(String tracer, SpanRecord record);

    /**
     * Sends scores after a record that has been sent.
     *
     * @param number the number of the record
     * @param eventId the id that the record carries
     */
    void follow(String tracer, long number, String eventId, Attributes scores);

    /** Tells others of a result. */
    void announce(String tracer, SpanRecord record, Announcement announcement);

    /** Something of ours failed. */
    void fault(String at, Throwable fault);
}
