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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls, latency, tokens, cost and errors over time. Thread-safe. */
public final class Charts {
    /** Events that are looked at, the newest. */
    private static final int LOOKED_AT = 200_000;

    private static final int STEPS = 40;

    private final Database database;

    Charts(Database database) {
        this.database = database;
    }

    /**
     * Which events are looked at; {@code null} stands for any.
     *
     * @param type of one type only: a chain's tokens and time are those of the calls in it
     * @param from milliseconds, of the events' own time
     */
    public record Wanted(
            String type, @Nullable String project, @Nullable String source, double from, double to) {}

    private record Event(double start, double millis, long prompt, long completion, double cost, boolean failed) {}

    /** All together under {@code total}, and in {@code steps} of the same length from the first event to the last. */
    public ObjectNode over(Wanted wanted) throws SQLException {
        List<Event> events = read(wanted);
        double from = events.stream().mapToDouble(Event::start).min().orElse(0);
        double to = events.stream().mapToDouble(Event::start).max().orElse(from);
        List<List<Event>> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            steps.add(new ArrayList<>());
        }
        for (Event event : events) {
            double place = to > from ? (event.start() - from) / (to - from) * STEPS : 0;
            steps.get((int) Math.min(place, STEPS - 1)).add(event);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", wanted.type()).put("from", from).put("to", to);
        json.set("total", summary(events));
        ArrayNode list = json.putArray("steps");
        for (int i = 0; i < STEPS && !events.isEmpty(); i++) {
            list.add(summary(steps.get(i)).put("time", from + (to - from) * i / STEPS));
        }
        return json;
    }

    private List<Event> read(Wanted wanted) throws SQLException {
        List<Object> values = new ArrayList<>(List.of(wanted.type(), wanted.from(), wanted.to()));
        StringBuilder where = new StringBuilder(" WHERE event_type = ? AND start_time >= ? AND start_time < ?");
        restrict("project", wanted.project(), where, values);
        restrict("source", wanted.source(), where, values);
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT start_time, end_time, prompt_tokens, completion_tokens, cost, failed FROM event" + where
                                + " ORDER BY id DESC LIMIT " + LOOKED_AT)) {
            for (int i = 0; i < values.size(); i++) {
                query.setObject(i + 1, values.get(i));
            }
            List<Event> events = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(new Event(
                            rows.getDouble(1),
                            Math.max(0, rows.getDouble(2) - rows.getDouble(1)),
                            Math.max(0, rows.getLong(3)),
                            Math.max(0, rows.getLong(4)),
                            rows.getDouble(5),
                            rows.getBoolean(6)));
                }
            }
            return events;
        }
    }

    private static void restrict(String column, @Nullable String value, StringBuilder where, List<Object> values) {
        if (value != null) {
            where.append(" AND ").append(column).append(" = ?");
            values.add(Columns.id(value));
        }
    }

    private static ObjectNode summary(List<Event> events) {
        double[] millis = events.stream().mapToDouble(Event::millis).sorted().toArray();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("calls", events.size());
        json.put("errors", events.stream().filter(Event::failed).count());
        json.put("prompt_tokens", events.stream().mapToLong(Event::prompt).sum());
        json.put(
                "completion_tokens",
                events.stream().mapToLong(Event::completion).sum());
        json.put("cost", events.stream().mapToDouble(Event::cost).sum());
        if (millis.length > 0) {
            json.put("p50", rank(millis, 0.5)).put("p95", rank(millis, 0.95));
        }
        return json;
    }

    /** The smallest value that this share of all does not exceed (nearest rank). */
    private static double rank(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
