/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import ai.honeyhive.microprofile.console.event.SpanJson;
import ai.honeyhive.microprofile.console.wire.WireSpan;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes spans as received. */
final class SpanTable implements AutoCloseable {
    private final Insert insert;

    SpanTable(Connection connection) throws SQLException {
        insert = new Insert(
                connection,
                "span",
                "id",
                "request_id",
                "received_at",
                "sink",
                "trace_id",
                "session_key",
                "service",
                "name",
                "bytes",
                "body");
    }

    void add(long row, long requestId, long receivedAt, String sessionKey, WireSpan span) throws SQLException {
        add(row, requestId, receivedAt, false, sessionKey, span);
    }

    void addToSink(long row, long requestId, long receivedAt, WireSpan span) throws SQLException {
        add(row, requestId, receivedAt, true, "", span);
    }

    private void add(long row, long requestId, long receivedAt, boolean sink, String sessionKey, WireSpan span)
            throws SQLException {
        String body = SpanJson.of(span).toString();
        insert.number(row).number(requestId).number(receivedAt).bool(sink);
        insert.text(span.traceId(), Columns.ID).text(sessionKey);
        insert.text(span.service(), Columns.NAME).text(span.name(), Columns.NAME);
        insert.number(body.length()).text(body).add();
    }

    void run() throws SQLException {
        insert.run();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
