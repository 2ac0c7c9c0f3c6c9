/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reading half of the store. Thread-safe; every call sees one committed state or a newer one. */
public final class Reader {
    /** Events of one session that are read; a session beyond it says so. */
    static final int MAX_EVENTS = 5000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Database database;

    public Reader(Database database) {
        this.database = database;
    }

    /** The same data by score. */
    public Scores scores() {
        return new Scores(database);
    }

    /** The same data over time. */
    public Charts charts() {
        return new Charts(database);
    }

    /** How the tracers of applications stand. */
    public Tracers tracers() {
        return new Tracers(database);
    }

    /** The same data by run of an experiment. */
    public Runs runs() {
        return new Runs(database);
    }

    /** Sessions, the one changed last first. */
    public ArrayNode sessions(int limit, SessionFilter filter) throws SQLException {
        try (Connection connection = database.connection()) {
            ArrayNode list = NODES.arrayNode();
            for (SessionSummary.Session session : sessionRows(connection, limit, filter)) {
                list.add(SessionSummary.of(session, tree(connection, session)));
            }
            return list;
        }
    }

    /**
     * One session with its events as a tree.
     *
     * @param content whether the events carry their inputs, outputs and the other maps
     */
    public Optional<ObjectNode> session(String key, boolean content) throws SQLException {
        try (Connection connection = database.connection()) {
            Optional<SessionSummary.Session> session = sessionRow(connection, key);
            if (session.isEmpty()) {
                return Optional.empty();
            }
            SessionTree tree = tree(connection, session.get());
            ObjectNode json = SessionSummary.of(session.get(), tree);
            Map<Long, ObjectNode> bodies = bodies(connection, key);
            EventViews views = new EventViews(tree, bodies, content);
            json.set("session", views.session());
            json.set("session_warnings", views.sessionWarnings());
            json.set("events", views.roots());
            json.put("truncated", tree.rows().size() >= MAX_EVENTS);
            return Optional.of(json);
        }
    }

    /** One event with the span it was made of, the request that brought it, and all its warnings. */
    public Optional<ObjectNode> event(String eventId) throws SQLException {
        try (Connection connection = database.connection()) {
            Optional<EventRow> row = eventRow(connection, eventId);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            SessionSummary.Session session =
                    sessionRow(connection, row.get().sessionKey()).orElseThrow();
            SessionTree tree = tree(connection, session);
            EventViews views = new EventViews(
                    tree, Map.of(row.get().id(), body(connection, row.get().id())), true);
            ObjectNode json = views.single(row.get());
            json.set("span", new SpanQuery(connection).ofEvent(row.get().id()));
            return Optional.of(json);
        }
    }

    /** The document of an event in HoneyHive's own form. */
    public Optional<ObjectNode> document(String eventId) throws SQLException {
        return event(eventId).map(json -> (ObjectNode) json.get("event"));
    }

    /** Documents of the newest events in HoneyHive's own form, newest first, at most that many. */
    public List<ObjectNode> documents(int limit) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT body FROM event ORDER BY id DESC LIMIT ?")) {
            query.setInt(1, limit);
            List<ObjectNode> documents = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    documents.add(Bodies.parse(rows.getString(1)).withObject("/event"));
                }
            }
            return documents;
        }
    }

    /** Spans as received, oldest first. */
    public ArrayNode spans(SpanFilter filter) throws SQLException {
        try (Connection connection = database.connection()) {
            return new SpanQuery(connection).list(filter);
        }
    }

    /** Requests, newest first. */
    public ArrayNode requests(int limit) throws SQLException {
        try (Connection connection = database.connection()) {
            return new SpanQuery(connection).requests(limit);
        }
    }

    /** How many rows each table holds. */
    public ObjectNode counts() throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement("SELECT (SELECT COUNT(*) FROM session),"
                        + " (SELECT COUNT(*) FROM event), (SELECT COUNT(*) FROM span),"
                        // What came to the sink has no session; an index tells how many these are.
                        + " (SELECT COUNT(*) FROM span WHERE session_key = ''), (SELECT COUNT(*) FROM request)");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            long sunk = rows.getLong(4);
            return NODES.objectNode()
                    .put("sessions", rows.getLong(1))
                    .put("events", rows.getLong(2))
                    .put("spans", rows.getLong(3) - sunk)
                    .put("sink_spans", sunk)
                    .put("requests", rows.getLong(5));
        }
    }

    private static SessionTree tree(Connection connection, SessionSummary.Session session) throws SQLException {
        List<EventRow> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT " + EventRow.COLUMNS + " FROM event WHERE session_key = ? ORDER BY id LIMIT " + MAX_EVENTS)) {
            query.setString(1, session.key());
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(EventRow.of(found));
                }
            }
        }
        SessionTree tree = new SessionTree(rows, session.known());
        Map<EventRow.SpanRef, String> elsewhere = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT session_key FROM event WHERE trace_id = ? AND span_id = ? LIMIT 1")) {
            for (EventRow.SpanRef span : tree.missingParents()) {
                query.setString(1, span.traceId());
                query.setString(2, span.spanId());
                try (ResultSet found = query.executeQuery()) {
                    if (found.next()) {
                        elsewhere.put(span, found.getString(1));
                    }
                }
            }
        }
        return tree.check(elsewhere);
    }

    private static List<SessionSummary.Session> sessionRows(Connection connection, int limit, SessionFilter filter)
            throws SQLException {
        try (PreparedStatement query = filter.query(connection, limit)) {
            return sessions(query);
        }
    }

    private static Optional<SessionSummary.Session> sessionRow(Connection connection, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM session WHERE session_key = ?")) {
            query.setString(1, key);
            return sessions(query).stream().findFirst();
        }
    }

    private static List<SessionSummary.Session> sessions(PreparedStatement query) throws SQLException {
        List<SessionSummary.Session> sessions = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                sessions.add(new SessionSummary.Session(
                        rows.getString("session_key"),
                        rows.getString("session_id"),
                        rows.getBoolean("known"),
                        rows.getLong("created_at"),
                        rows.getLong("updated_at")));
            }
        }
        return sessions;
    }

    private static Optional<EventRow> eventRow(Connection connection, String eventId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT " + EventRow.COLUMNS + " FROM event WHERE event_id = ? ORDER BY id LIMIT 1")) {
            query.setString(1, eventId);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(EventRow.of(rows)) : Optional.empty();
            }
        }
    }

    private static Map<Long, ObjectNode> bodies(Connection connection, String sessionKey) throws SQLException {
        Map<Long, ObjectNode> bodies = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id, body FROM event WHERE session_key = ? ORDER BY id LIMIT " + MAX_EVENTS)) {
            query.setString(1, sessionKey);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    bodies.put(rows.getLong(1), Bodies.parse(rows.getString(2)));
                }
            }
        }
        return bodies;
    }

    private static ObjectNode body(Connection connection, long row) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT body FROM event WHERE id = ?")) {
            query.setLong(1, row);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return Bodies.parse(rows.getString(1));
            }
        }
    }
}
