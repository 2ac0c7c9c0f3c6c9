/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Knows, inside one transaction, which sessions exist, and notes which ones changed. */
final class SessionTable implements AutoCloseable {
    private static final class State {
        final String sessionId;
        boolean known;

        State(String sessionId, boolean known) {
            this.sessionId = sessionId;
            this.known = known;
        }
    }

    private final Connection connection;
    private final long now;
    private final PreparedStatement query;
    private final Map<String, State> states = new LinkedHashMap<>();

    SessionTable(Connection connection, long now) throws SQLException {
        this.connection = connection;
        this.now = now;
        this.query = connection.prepareStatement("SELECT known FROM session WHERE session_key = ?");
    }

    /** Whether the event asks for a session that does not exist. */
    boolean isMissing(NewEvent event) throws SQLException {
        return !SessionDocuments.isSession(event)
                && !state(event).known
                && event.event().autoCreate()
                && !event.event().sessionId().isEmpty();
    }

    /** Notes that the event's session changed; after this it is known if the event makes it so. */
    void touch(NewEvent event) throws SQLException {
        boolean missing = isMissing(event);
        State state = state(event);
        state.known |= missing || SessionDocuments.isSession(event);
    }

    private State state(NewEvent event) throws SQLException {
        State known = states.get(event.sessionKey());
        if (known != null) {
            return known;
        }
        query.setString(1, event.sessionKey());
        try (ResultSet rows = query.executeQuery()) {
            State state = new State(event.event().sessionId(), rows.next() && rows.getBoolean(1));
            states.put(event.sessionKey(), state);
            return state;
        }
    }

    void run() throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE session SET known = ?, updated_at = ? WHERE session_key = ?");
                Insert insert = new Insert(
                        connection, "session", "session_key", "session_id", "known", "created_at", "updated_at")) {
            for (Map.Entry<String, State> entry : states.entrySet()) {
                update.setBoolean(1, entry.getValue().known);
                update.setLong(2, now);
                update.setString(3, entry.getKey());
                if (update.executeUpdate() == 0) {
                    insert.text(entry.getKey()).text(entry.getValue().sessionId);
                    insert.bool(entry.getValue().known).number(now).number(now).add();
                }
            }
            insert.run();
        }
    }

    @Override
    public void close() throws SQLException {
        query.close();
    }
}
