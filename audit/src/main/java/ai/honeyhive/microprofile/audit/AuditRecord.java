/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import java.util.Objects;

/**
 * What a further sink gets.
 *
 * @param event the event
 * @param sequence its number in the log, from 1; 0 if the file could not be written, in which case the line has no hash
 * @param log the log's id; empty while no file could be opened
 * @param line the record as one line of JSON, without a line break, as it stands in the file
 */
public record AuditRecord(AuditEvent event, long sequence, String log, String line) {

    /** Refuses null. */
    public AuditRecord {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(log, "log");
        Objects.requireNonNull(line, "line");
    }
}
