/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads spans as received, each with the request that brought it. */
final class SpanQuery {
    private static final String REQUEST = "r.id AS request_id, r.received_at, r.method, r.path, r.content_type,"
            + " r.content_encoding, r.wire_bytes, r.body_bytes, r.items, r.status, r.message, r.key_fingerprint,"
            + " r.key_masked, r.headers";

    private final Connection connection;

    SpanQuery(Connection connection) {
        this.connection = connection;
    }

    ArrayNode list(SpanFilter filter) throws SQLException {
        StringBuilder where = new StringBuilder(" WHERE s.sink = ?");
        List<Object> values = new ArrayList<>(List.of(filter.sink()));
        restrict(where, values, "s.service", filter.service());
        restrict(where, values, "s.name", filter.name());
        restrict(where, values, "s.trace_id", filter.traceId());
        restrict(where, values, "s.session_key", filter.session());
        values.add(filter.limit());
        return query(where + " ORDER BY s.id LIMIT ?", values);
    }

    /** The span that an event was made of, null for an event that came by a REST call. */
    JsonNode ofEvent(long eventRow) throws SQLException {
        ArrayNode found = query(" JOIN event e ON e.span_row = s.id WHERE e.id = ?", List.of(eventRow));
        return found.isEmpty() ? JsonNodeFactory.instance.nullNode() : found.get(0);
    }

    private static void restrict(StringBuilder where, List<Object> values, String column, @Nullable String value) {
        if (value != null) {
            where.append(" AND ").append(column).append(" = ?");
            values.add(value);
        }
    }

    private ArrayNode query(String rest, List<Object> values) throws SQLException {
        ArrayNode spans = JsonNodeFactory.instance.arrayNode();
        try (PreparedStatement query = connection.prepareStatement("SELECT s.id AS row_id, s.body, s.session_key, "
                + REQUEST + " FROM span s JOIN request r ON r.id = s.request_id" + rest)) {
            for (int i = 0; i < values.size(); i++) {
                query.setObject(i + 1, values.get(i));
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ObjectNode span = Bodies.parse(rows.getString("body"));
                    String session = rows.getString("session_key");
                    span.put("session", session.isEmpty() ? null : session);
                    span.set("request", request(rows));
                    spans.add(span);
                }
            }
        }
        return spans;
    }

    ArrayNode requests(int limit) throws SQLException {
        ArrayNode requests = JsonNodeFactory.instance.arrayNode();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT " + REQUEST + " FROM request r ORDER BY r.id DESC LIMIT ?")) {
            query.setInt(1, limit);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    requests.add(request(rows));
                }
            }
        }
        return requests;
    }

    private static ObjectNode request(ResultSet row) throws SQLException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", row.getLong("request_id")).put("received_at", row.getLong("received_at"));
        json.put("method", row.getString("method")).put("path", row.getString("path"));
        json.put("status", row.getInt("status")).put("message", row.getString("message"));
        json.put("content_type", row.getString("content_type"));
        json.put("content_encoding", row.getString("content_encoding"));
        json.put("wire_bytes", row.getLong("wire_bytes")).put("body_bytes", row.getLong("body_bytes"));
        json.put("items", row.getInt("items"));
        json.put("key_fingerprint", row.getString("key_fingerprint"));
        json.put("key_masked", row.getString("key_masked"));
        json.set("headers", Bodies.parse(row.getString("headers")));
        return json;
    }
}
