/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import ai.honeyhive.microprofile.audit.AuditRecord;
import ai.honeyhive.microprofile.audit.AuditSink;
import ai.honeyhive.microprofile.audit.Outcome;
import java.util.List;

/** Records as lines of the server's log, by {@link System.Logger}. */
public final class LoggerSink implements AuditSink {

    /** The logger's name. */
    public static final String LOGGER = "ai.honeyhive.audit";

    private final System.Logger logger = System.getLogger(LOGGER);

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void write(List<AuditRecord> records) {
        for (AuditRecord record : records) {
            Outcome outcome = record.event().outcome();
            boolean good = outcome == Outcome.SUCCESS || outcome == Outcome.PENDING;
            // As a parameter: a message with braces would be taken for a pattern.
            logger.log(good ? System.Logger.Level.INFO : System.Logger.Level.WARNING, "{0}", record.line());
        }
    }

    @Override
    public void close() {}
}
