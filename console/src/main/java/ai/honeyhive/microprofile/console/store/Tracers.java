/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import ai.honeyhive.microprofile.console.event.Uuids;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * How the tracers of applications stand: of each the latest report, and a series of its figures, an hour long where it
 * reports every ten seconds. Thread-safe.
 */
public final class Tracers {
    /** One that was not heard of for so long is forgotten: applications come and go, each start is another instance. */
    public static final Duration KEPT = Duration.ofDays(1);

    /** Of more the one not heard of for the longest time is forgotten. */
    static final int MOST = 200;

    private static final int POINTS = 360;
    private static final String NEWEST = "ORDER BY received_at DESC, tracer_key LIMIT " + MOST;

    private final Database database;

    Tracers(Database database) {
        this.database = database;
    }

    /** All that were heard of lately, the one heard of last first; without their series. */
    public ArrayNode all() throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT tracer_key, received_at, body FROM tracer WHERE received_at >= ? " + NEWEST)) {
            query.setLong(1, oldest(System.currentTimeMillis()));
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    all.add(tracer(rows));
                }
            }
            return all;
        }
    }

    /** One with its series: {@code [time, queued bytes, delivered, lost]}, the oldest first. */
    public Optional<ObjectNode> one(String key) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT tracer_key, received_at, body, history FROM tracer WHERE tracer_key = ?")) {
            query.setString(1, Columns.id(key));
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                ObjectNode tracer = tracer(rows);
                tracer.set("history", history(rows.getString("history")));
                return Optional.of(tracer);
            }
        }
    }

    private static ObjectNode tracer(ResultSet rows) throws SQLException {
        return Bodies.parse(rows.getString("body"))
                .put("key", rows.getString("tracer_key"))
                .put("received_at", rows.getLong("received_at"));
    }

    private static ArrayNode history(String json) {
        return (ArrayNode) Bodies.parse(json).path("points");
    }

    /** Puts a report in the place of the one before it, and forgets who was not heard of for long. */
    static void put(Connection connection, long receivedAt, ObjectNode report) throws SQLException {
        String key = key(report);
        ArrayNode points = JsonNodeFactory.instance.arrayNode();
        try (PreparedStatement query = connection.prepareStatement("SELECT history FROM tracer WHERE tracer_key = ?")) {
            query.setString(1, key);
            try (ResultSet rows = query.executeQuery()) {
                if (rows.next()) {
                    points = history(rows.getString(1));
                }
            }
        }
        long lost = 0;
        for (var count : report.path("dropped")) {
            lost += count.asLong();
        }
        points.addArray()
                .add(receivedAt)
                .add(report.path("queued_bytes").asLong())
                .add(report.path("delivered").asLong())
                .add(lost);
        while (points.size() > POINTS) {
            points.remove(0);
        }
        ObjectNode history = JsonNodeFactory.instance.objectNode();
        history.set("points", points);
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM tracer WHERE tracer_key = ? OR received_at < ? OR tracer_key NOT IN"
                        + " (SELECT tracer_key FROM tracer " + NEWEST + ")")) {
            delete.setString(1, key);
            delete.setLong(2, oldest(receivedAt));
            delete.executeUpdate();
        }
        try (Insert insert = new Insert(connection, "tracer", "tracer_key", "received_at", "body", "history")) {
            insert.text(key).number(receivedAt).text(report.toString()).text(history.toString());
            insert.add();
            insert.run();
        }
    }

    private static long oldest(long now) {
        return now - KEPT.toMillis();
    }

    /** One for each tracer of each instance of an application. */
    private static String key(ObjectNode report) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        for (String name : new String[] {"project", "tracer", "service", "instance"}) {
            names.add(report.path(name).asText());
        }
        return Uuids.ofName(names.toString()).toString();
    }
}
