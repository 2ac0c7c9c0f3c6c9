/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

/**
 * Takes checkpoints to a place that whoever may write the log's directory cannot change: another machine, a ticket, an
 * object store with a lock. A chain without such a place cannot show that its end was cut off; see {@code docs/audit.md}.
 *
 * <p>Called from one thread of its own, never from a caller's; after an exception the same checkpoint is offered again.
 */
@FunctionalInterface
public interface AuditAnchor {

    /**
     * Stores one checkpoint.
     *
     * @param checkpoint one line of JSON, which {@code verify --anchored} understands
     * @throws Exception if it could not be stored
     */
    void anchor(String checkpoint) throws Exception;
}
