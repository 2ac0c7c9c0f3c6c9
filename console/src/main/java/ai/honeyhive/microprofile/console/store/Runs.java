/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs of experiments, and the scores of the events that name one. Thread-safe. */
public final class Runs {
    private static final int MAX_EVENTS = 20_000;

    private final Database database;

    public Runs(Database database) {
        this.database = database;
    }

    /**
     * One score of an event of a run.
     *
     * @param verdict whether it came as true or false
     */
    public record RunScore(
            String datapointId,
            String sessionId,
            String eventName,
            String eventType,
            String metric,
            double value,
            boolean verdict) {}

    /** An event of a run: its case, and whether it failed. */
    public record RunEvent(String datapointId, String sessionId, String eventName, String eventType, boolean failed) {}

    /** All runs, the newest first. */
    public List<ObjectNode> all() throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT body FROM run ORDER BY created_at DESC, run_id LIMIT 10000");
                ResultSet rows = query.executeQuery()) {
            List<ObjectNode> runs = new ArrayList<>();
            while (rows.next()) {
                runs.add(Bodies.parse(rows.getString(1)));
            }
            return runs;
        }
    }

    public Optional<ObjectNode> run(String id) throws SQLException {
        try (Connection connection = database.connection()) {
            return run(connection, id);
        }
    }

    static Optional<ObjectNode> run(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT body FROM run WHERE run_id = ?")) {
            query.setString(1, Columns.id(id));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(Bodies.parse(rows.getString(1))) : Optional.empty();
            }
        }
    }

    static void put(Connection connection, ObjectNode run) throws SQLException {
        delete(connection, run.path("run_id").asText());
        try (Insert insert =
                new Insert(connection, "run", "run_id", "name", "status", "created_at", "updated_at", "body")) {
            insert.text(run.path("run_id").asText(), Columns.ID);
            insert.text(run.path("name").asText(), Columns.NAME);
            insert.text(run.path("status").asText(), 20);
            insert.number(run.path("created_at").asLong());
            insert.number(run.path("updated_at").asLong());
            insert.text(run.toString()).add();
            insert.run();
        }
    }

    static boolean delete(Connection connection, String id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM run WHERE run_id = ?")) {
            delete.setString(1, Columns.id(id));
            return delete.executeUpdate() > 0;
        }
    }

    /** The events that name the run, their sessions apart. */
    public List<RunEvent> events(String runId) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT datapoint_id, session_key, event_name, event_type, failed FROM event WHERE run_id = ?"
                                + " AND event_type <> 'session' ORDER BY id LIMIT " + MAX_EVENTS)) {
            query.setString(1, Columns.id(runId));
            List<RunEvent> events = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(new RunEvent(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getBoolean(5)));
                }
            }
            return events;
        }
    }

    /** The scores of those events, and of their sessions. */
    public List<RunScore> scores(String runId) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT e.datapoint_id, e.session_key, e.event_name, e.event_type, c.name, c.score, c.verdict"
                                + " FROM event e JOIN score c ON c.event_row = e.id WHERE e.run_id = ? ORDER BY e.id, c.name"
                                + " LIMIT " + 20 * MAX_EVENTS)) {
            query.setString(1, Columns.id(runId));
            List<RunScore> scores = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    scores.add(new RunScore(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getDouble(6),
                            rows.getBoolean(7)));
                }
            }
            return scores;
        }
    }

    /** The documents of the run's events, in HoneyHive's own form, at most that many. */
    public List<ObjectNode> documents(String runId, int limit) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT body FROM event WHERE run_id = ? AND event_type <> 'session' ORDER BY id LIMIT ?")) {
            query.setString(1, Columns.id(runId));
            query.setInt(2, limit);
            List<ObjectNode> documents = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    documents.add(Bodies.parse(rows.getString(1)).withObject("/event"));
                }
            }
            return documents;
        }
    }
}
