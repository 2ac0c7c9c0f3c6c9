/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import ai.honeyhive.microprofile.console.event.Warning;
import ai.honeyhive.microprofile.console.wire.WireSpan;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What one write does to the tables. Lives inside the store's lock. */
final class Transaction {
    private final Connection connection;
    private long nextRow;

    Transaction(Connection connection, long nextRow) {
        this.connection = connection;
        this.nextRow = nextRow;
    }

    long nextRow() {
        return nextRow;
    }

    long request(Request request) throws SQLException {
        long id = nextRow++;
        try (Insert insert = new Insert(
                connection,
                "request",
                "id",
                "received_at",
                "method",
                "path",
                "content_type",
                "content_encoding",
                "wire_bytes",
                "body_bytes",
                "items",
                "status",
                "message",
                "key_fingerprint",
                "key_masked",
                "headers")) {
            insert.number(id).number(request.receivedAt());
            insert.text(request.method(), 10).text(request.path(), 300);
            insert.text(request.contentType(), 200).text(request.contentEncoding(), 50);
            insert.number(request.wireBytes()).number(request.bodyBytes());
            insert.number(request.items()).number(request.status());
            insert.text(request.message(), 1000);
            insert.text(request.keyFingerprint()).text(request.keyMasked(), 80);
            insert.text(request.headers().toString()).add();
            insert.run();
        }
        return id;
    }

    List<String> events(long requestId, Request request, List<NewEvent> events) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (SpanTable spans = new SpanTable(connection);
                EventTable table = new EventTable(connection);
                SessionTable sessions = new SessionTable(connection, request.receivedAt())) {
            for (NewEvent event : events) {
                Long spanRow = null;
                if (event.span() != null) {
                    spanRow = nextRow++;
                    spans.add(spanRow, requestId, request.receivedAt(), event.sessionKey(), event.span());
                }
                if (sessions.isMissing(event)) {
                    table.add(nextRow++, requestId, request, null, SessionDocuments.autoCreated(event));
                }
                sessions.touch(event);
                ids.add(table.add(nextRow++, requestId, request, spanRow, event));
            }
            spans.run();
            table.run();
            sessions.run();
        }
        return ids;
    }

    void sinkSpans(long requestId, Request request, List<WireSpan> received) throws SQLException {
        try (SpanTable spans = new SpanTable(connection)) {
            for (WireSpan span : received) {
                spans.addToSink(nextRow++, requestId, request.receivedAt(), span);
            }
            spans.run();
        }
    }

    boolean update(String eventId, EventChange change) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT id, body FROM event WHERE event_id = ? ORDER BY id LIMIT 1")) {
            query.setString(1, Columns.id(eventId));
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return false;
                }
                change(rows.getLong(1), Bodies.parse(rows.getString(2)), change);
                return true;
            }
        }
    }

    private void change(long row, ObjectNode body, EventChange change) throws SQLException {
        ObjectNode document = body.withObject("/event");
        ArrayNode warnings = body.withArray("/warnings");
        for (Warning warning : change.apply(document)) {
            warnings.add(warning.json());
        }
        EventTable.replace(connection, row, body, document, warnings.size());
    }

    Optional<ObjectNode> changeRun(String id, Function<Optional<ObjectNode>, Optional<ObjectNode>> change)
            throws SQLException {
        Optional<ObjectNode> run = change.apply(Runs.run(connection, id));
        if (run.isPresent()) {
            Runs.put(connection, run.get());
        }
        return run;
    }

    boolean deleteRun(String id) throws SQLException {
        return Runs.delete(connection, id);
    }

    void report(long receivedAt, ObjectNode report) throws SQLException {
        Tracers.put(connection, receivedAt, report);
    }

    void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of("event", "session", "span", "request", "run", "tracer")) {
                statement.execute("DELETE FROM " + table);
            }
        }
    }

    void forgetBefore(long millis) throws SQLException {
        for (String delete : List.of(
                "DELETE FROM span WHERE received_at < ?",
                "DELETE FROM request WHERE received_at < ?",
                "DELETE FROM event WHERE received_at < ? AND event_id <> session_key",
                "DELETE FROM event WHERE received_at < ? AND NOT EXISTS"
                        + " (SELECT 1 FROM event child WHERE child.session_key = event.session_key AND child.id <> event.id)",
                "DELETE FROM run WHERE updated_at < ?",
                "DELETE FROM session WHERE updated_at < ? AND NOT EXISTS"
                        + " (SELECT 1 FROM event WHERE event.session_key = session.session_key)")) {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                statement.setLong(1, millis);
                statement.executeUpdate();
            }
        }
    }
}
