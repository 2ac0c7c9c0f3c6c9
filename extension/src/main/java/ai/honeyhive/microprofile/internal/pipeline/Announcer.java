/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.evaluate.Announcement;
import ai.honeyhive.microprofile.internal.export.SpanRecord;

/** Tells somebody else than HoneyHive of scores. Thread-safe; may block for a moment. */
@FunctionalInterface
public interface Announcer {

    /**
     * Tells of the results of one run.
     *
     * @param content whether explanations, which may quote the answer, may go to others than HoneyHive
     */
    void announce(SpanRecord record, Announcement announcement, boolean content);
}
