/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import java.util.Map;

/**
 * How a log is doing; for health checks and metrics.
 *
 * @param working whether the last attempt to write to the file succeeded, in time
 * @param recorded how many events are on disk since the log was opened, without the log's own
 * @param lost how many are not, by reason: {@code queue_full_or_closed}, {@code write_failed}
 * @param queued how many wait to be written
 * @param failingSinks the further sinks that fail at the moment, with the number of records each has lost so far
 */
public record AuditStatus(
        boolean working, long recorded, Map<String, Long> lost, int queued, Map<String, Long> failingSinks) {

    /** Copies the maps. */
    public AuditStatus {
        lost = Map.copyOf(lost);
        failingSinks = Map.copyOf(failingSinks);
    }
}
