/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions are wanted; {@code null} stands for any. One event of the session is enough for each condition.
 *
 * @param text stands in a name, a preview, a service or an id, whatever its case
 * @param warnings only those of single events: the checks across events are made when a session is read
 * @param score the name of an evaluator
 * @param below the score is below this, else there is one at all
 * @param cost its events have cost this much at least, in US dollars; 0 for any
 * @param from milliseconds; the session changed at this moment or later
 * @param before the session changed before this
 */
public record SessionFilter(
        @Nullable String text,
        @Nullable String project,
        @Nullable String source,
        @Nullable String user,
        @Nullable String run,
        boolean errors,
        boolean warnings,
        @Nullable String score,
        double below,
        double cost,
        long from,
        long before) {

    private static final String EVENT = "EXISTS (SELECT 1 FROM event e WHERE e.session_key = s.session_key AND ";

    PreparedStatement query(Connection connection, int limit) throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("s.updated_at < ?", "s.updated_at >= ?"));
        List<Object> values = new ArrayList<>(List.of(before, from));
        equal("project", project, conditions, values);
        equal("source", source, conditions, values);
        equal("user_id", user, conditions, values);
        equal("run_id", run, conditions, values);
        if (errors) {
            conditions.add(EVENT + "e.failed)");
        }
        if (warnings) {
            conditions.add(EVENT + "e.warnings > 0)");
        }
        if (score != null) {
            conditions.add("EXISTS (SELECT 1 FROM event e JOIN score c ON c.event_row = e.id WHERE e.session_key ="
                    + " s.session_key AND c.name = ? AND c.score < ?)");
            values.add(Columns.id(score));
            values.add(below);
        }
        if (cost > 0) {
            conditions.add("(SELECT COALESCE(SUM(e.cost), 0) FROM event e WHERE e.session_key = s.session_key"
                    + " AND e.event_type <> 'session') >= ?");
            values.add(cost);
        }
        if (text != null) {
            String pattern = "%" + text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
            conditions.add("(LOWER(s.session_key) LIKE ? OR " + EVENT
                    + "LOWER(e.event_name || ' ' || e.preview || ' ' ||" + " e.service || ' ' || e.trace_id) LIKE ?))");
            values.add(pattern);
            values.add(pattern);
        }
        PreparedStatement query = connection.prepareStatement("SELECT * FROM session s WHERE "
                + String.join(" AND ", conditions) + " ORDER BY updated_at DESC, created_at DESC LIMIT " + limit);
        for (int i = 0; i < values.size(); i++) {
            query.setObject(i + 1, values.get(i));
        }
        return query;
    }

    private static void equal(String column, @Nullable String value, List<String> conditions, List<Object> values) {
        if (value != null) {
            conditions.add(EVENT + "e." + column + " = ?)");
            values.add(Columns.id(value));
        }
    }
}
