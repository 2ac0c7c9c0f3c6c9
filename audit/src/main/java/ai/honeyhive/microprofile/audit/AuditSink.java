/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import java.util.List;

/**
 * A further place for records, beside the file. Each sink has a bounded queue and a thread of its own, so that one that
 * hangs holds nobody up. All calls come from that thread.
 */
public interface AuditSink extends AutoCloseable {

    /** A short name for the log and for the records about it, as {@code syslog}. */
    String name();

    /**
     * Takes records, in their order. If it throws, the same records are offered again after a pause; a sink must
     * therefore stand seeing a record twice.
     *
     * @throws Exception if they could not be stored; its message must hold no secret
     */
    void write(List<AuditRecord> records) throws Exception;

    /** Gives up what the sink holds. Called once, also after failures. */
    @Override
    void close() throws Exception;
}
