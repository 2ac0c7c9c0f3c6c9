/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/**
 * What an event is looked for by, beside its columns of the first hour: read from its document, also after an update.
 *
 * @param user {@code user_properties.user_id}
 */
record EventKeys(String source, String project, String user, String runId, String datapointId) {

    static EventKeys of(ObjectNode document) {
        return new EventKeys(
                id(document.path("source")),
                id(document.path("project")),
                id(document.at("/user_properties/user_id")),
                id(document.at("/metadata/run_id")),
                id(document.at("/metadata/datapoint_id")));
    }

    private static String id(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? Columns.id(value.asText()) : "";
    }

    void into(Insert insert) throws SQLException {
        insert.text(source).text(project).text(user).text(runId).text(datapointId);
    }

    /** Adds the scores of an event to a batch. */
    static void scores(Insert insert, long row, ObjectNode document) throws SQLException {
        for (Map.Entry<String, JsonNode> metric : document.path("metrics").properties()) {
            JsonNode value = metric.getValue();
            if (value.isBoolean() || (value.isNumber() && Double.isFinite(value.doubleValue()))) {
                double score = value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.doubleValue();
                insert.number(row).text(metric.getKey(), Columns.ID).real(score).bool(value.isBoolean());
                insert.add();
            }
        }
    }

    static Insert scores(Connection connection) throws SQLException {
        return new Insert(connection, "score", "event_row", "name", "score", "verdict");
    }

    /** Brings columns and scores of an event up to its changed document. */
    static void replace(Connection connection, long row, ObjectNode document) throws SQLException {
        EventKeys keys = of(document);
        try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE event SET user_id = ?, run_id = ?, datapoint_id = ? WHERE id = ?");
                PreparedStatement delete = connection.prepareStatement("DELETE FROM score WHERE event_row = ?");
                Insert insert = scores(connection)) {
            update.setString(1, keys.user());
            update.setString(2, keys.runId());
            update.setString(3, keys.datapointId());
            update.setLong(4, row);
            update.executeUpdate();
            delete.setLong(1, row);
            delete.executeUpdate();
            scores(insert, row, document);
            insert.run();
        }
    }
}
