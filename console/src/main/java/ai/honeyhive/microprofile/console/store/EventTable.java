/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import ai.honeyhive.microprofile.console.event.MappedEvent;
import ai.honeyhive.microprofile.console.event.Preview;
import ai.honeyhive.microprofile.console.event.Usage;
import ai.honeyhive.microprofile.console.event.Warning;
import ai.honeyhive.microprofile.console.event.WarningCode;
import ai.honeyhive.microprofile.console.wire.WireSpan;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes events. */
final class EventTable implements AutoCloseable {
    private final Insert insert;
    private final Insert scores;
    private final PreparedStatement taken;
    private final Set<String> takenNow = new HashSet<>();

    EventTable(Connection connection) throws SQLException {
        insert = new Insert(
                connection,
                "event",
                "id",
                "request_id",
                "span_row",
                "received_at",
                "event_id",
                "session_key",
                "event_type",
                "event_name",
                "service",
                "trace_id",
                "span_id",
                "parent_span_id",
                "parent_is_remote",
                "parent_event_id",
                "auto_create",
                "key_fingerprint",
                "start_time",
                "end_time",
                "prompt_tokens",
                "completion_tokens",
                "total_tokens",
                "failed",
                "warnings",
                "preview",
                "bytes",
                "body",
                "source",
                "project",
                "user_id",
                "run_id",
                "datapoint_id",
                "cost");
        scores = EventKeys.scores(connection);
        taken = connection.prepareStatement("SELECT 1 FROM event WHERE event_id = ?");
    }

    /** Adds an event and returns the id that it got. */
    String add(long row, long requestId, Request request, @Nullable Long spanRow, NewEvent event) throws SQLException {
        MappedEvent mapped = event.event();
        WireSpan span = event.span();
        String preferred = event.preferredEventId();
        boolean free = isFree(preferred);
        String eventId = free ? preferred : UUID.randomUUID().toString();
        ObjectNode document = document(eventId, event);
        ObjectNode body = body(document, mapped, span);
        // Two copies of one span say so themselves; here it is an id that somebody chose.
        if (!free && mapped.document().has("event_id")) {
            body.withArray("/warnings")
                    .add(new Warning(WarningCode.DUPLICATE_EVENT_ID, "event id " + Warning.quote(preferred) + " exists")
                            .json());
        }
        insert.number(row).number(requestId).numberOrNull(spanRow).number(request.receivedAt());
        insert.text(eventId).text(event.sessionKey()).text(mapped.type());
        insert.text(document.path("event_name").asText(), Columns.NAME);
        insert.text(span == null ? "" : span.service(), Columns.NAME);
        insert.text(span == null ? "" : span.traceId(), Columns.ID).text(span == null ? "" : span.spanId(), Columns.ID);
        insert.text(span == null ? "" : span.parentSpanId(), Columns.ID).bool(span != null && span.parentIsRemote());
        insert.text(event.parentEventId(), Columns.ID).bool(mapped.autoCreate());
        insert.text(request.keyFingerprint());
        insert.real(document.path("start_time").asDouble())
                .real(document.path("end_time").asDouble());
        Usage usage = Usage.of(document);
        insert.number(usage.prompt()).number(usage.completion()).number(usage.total());
        insert.bool(failed(document, body)).number(body.path("warnings").size());
        insert.text(Preview.of(document));
        String text = body.toString();
        insert.number(text.length()).text(text);
        EventKeys.of(document).into(insert);
        insert.real(cost(document)).add();
        EventKeys.scores(scores, row, document);
        return eventId;
    }

    private boolean isFree(String eventId) throws SQLException {
        if (!takenNow.add(eventId)) {
            return false;
        }
        taken.setString(1, Columns.storable(eventId));
        try (ResultSet rows = taken.executeQuery()) {
            return !rows.next();
        }
    }

    private static ObjectNode document(String eventId, NewEvent event) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        String sessionId = event.event().sessionId();
        document.put("event_id", eventId).put("session_id", sessionId.isEmpty() ? null : sessionId);
        document.putNull("parent_id");
        event.event().document().properties().stream()
                .filter(field -> !field.getKey().equals("event_id"))
                .forEach(field -> document.set(field.getKey(), field.getValue()));
        return document;
    }

    private static ObjectNode body(ObjectNode document, MappedEvent mapped, @Nullable WireSpan span) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("event", document);
        ArrayNode warnings = body.putArray("warnings");
        mapped.warnings().forEach(warning -> warnings.add(warning.json()));
        if (span != null) {
            ObjectNode origin = body.putObject("origin");
            origin.put("kind", span.kind()).put("service", span.service());
            origin.put("scope", span.scope().name());
            origin.put("status", span.statusCode()).put("status_message", span.statusMessage());
            origin.put("start_time_unix_nano", Long.toUnsignedString(span.startNanos()));
            origin.put("end_time_unix_nano", Long.toUnsignedString(span.endNanos()));
        }
        return body;
    }

    private static boolean failed(ObjectNode document, ObjectNode body) {
        String error = document.path("error").textValue();
        return (error != null && !error.isEmpty())
                || body.at("/origin/status").asText().equals("ERROR");
    }

    /** As whoever made the event tells it. */
    private static double cost(ObjectNode document) {
        double cost = document.at("/metadata/cost").asDouble();
        return cost > 0 && Double.isFinite(cost) ? cost : 0;
    }

    /** Writes a changed event over its old self. */
    static void replace(Connection connection, long row, ObjectNode body, ObjectNode document, int warnings)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE event SET end_time = ?, prompt_tokens = ?,"
                        + " completion_tokens = ?, total_tokens = ?, failed = ?, warnings = ?, bytes = ?, body = ?, cost = ? WHERE id = ?")) {
            Usage usage = Usage.of(document);
            String text = body.toString();
            update.setDouble(1, document.path("end_time").asDouble());
            update.setLong(2, usage.prompt());
            update.setLong(3, usage.completion());
            update.setLong(4, usage.total());
            update.setBoolean(5, failed(document, body));
            update.setInt(6, warnings);
            update.setLong(7, text.length());
            update.setString(8, text);
            update.setDouble(9, cost(document));
            update.setLong(10, row);
            update.executeUpdate();
        }
        EventKeys.replace(connection, row, document);
    }

    void run() throws SQLException {
        insert.run();
        scores.run();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        scores.close();
        taken.close();
    }
}
