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
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Scores over time and their distribution, by evaluator. Thread-safe. */
public final class Scores {
    /** Scores that are looked at, the newest. */
    private static final int LOOKED_AT = 200_000;

    private static final int BINS = 10;
    private static final int STEPS = 40;
    private static final String PASSED = "_passed";

    private final Database database;

    public Scores(Database database) {
        this.database = database;
    }

    private record Score(double time, double value) {}

    /** What there is of one evaluator. */
    private static final class Evaluator {
        final List<Score> scores = new ArrayList<>();
        boolean verdict = true;
        int passed;
        int judged;
    }

    /** Values that a filter can have: projects, sources, users and evaluators. */
    public ObjectNode facets() throws SQLException {
        ObjectNode facets = JsonNodeFactory.instance.objectNode();
        try (Connection connection = database.connection()) {
            for (String column : List.of("project", "source", "user_id")) {
                // The second condition lets the narrow index answer, not the wide rows.
                distinct(
                                connection,
                                "SELECT DISTINCT " + column + " FROM event WHERE " + column
                                        + " <> '' AND project >= ''",
                                column)
                        .forEach(facets.putArray(column.equals("user_id") ? "user" : column)::add);
            }
            ArrayNode evaluators = facets.putArray("score");
            distinct(connection, "SELECT DISTINCT name FROM score WHERE NOT verdict", "name")
                    .forEach(evaluators::add);
        }
        return facets;
    }

    private static List<String> distinct(Connection connection, String query, String column) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query + " ORDER BY " + column + " LIMIT 200");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /**
     * Each evaluator: how many scores, their mean, lowest and highest, the share of passes, a histogram and the mean over
     * time. Scores of experiments do not count: they are no live traffic.
     *
     * @param from milliseconds, of the events' own time
     * @param source only events of this source, {@code null} for all
     */
    public ArrayNode evaluators(double from, double to, @Nullable String source) throws SQLException {
        Map<String, Evaluator> evaluators = read(from, to, source);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        evaluators.forEach((name, evaluator) -> {
            boolean verdictOfOther =
                    name.endsWith(PASSED) && evaluators.containsKey(name.substring(0, name.length() - PASSED.length()));
            if (!verdictOfOther) {
                list.add(summary(name, evaluator, evaluators.get(name + PASSED)));
            }
        });
        return list;
    }

    private Map<String, Evaluator> read(double from, double to, @Nullable String source) throws SQLException {
        Map<String, Evaluator> evaluators = new TreeMap<>();
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT c.name, c.score, c.verdict, e.start_time FROM score c JOIN event e ON e.id = c.event_row"
                                + " WHERE e.run_id = '' AND e.start_time >= ? AND e.start_time < ?"
                                + (source == null ? "" : " AND e.source = ?")
                                + " ORDER BY e.id DESC LIMIT " + LOOKED_AT)) {
            query.setDouble(1, from);
            query.setDouble(2, to);
            if (source != null) {
                query.setString(3, Columns.id(source));
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Evaluator evaluator = evaluators.computeIfAbsent(rows.getString(1), name -> new Evaluator());
                    evaluator.scores.add(new Score(rows.getDouble(4), rows.getDouble(2)));
                    evaluator.verdict &= rows.getBoolean(3);
                    evaluator.judged++;
                    evaluator.passed += rows.getDouble(2) > 0 ? 1 : 0;
                }
            }
        }
        return evaluators;
    }

    private static ObjectNode summary(String name, Evaluator evaluator, @Nullable Evaluator verdicts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        double[] values =
                evaluator.scores.stream().mapToDouble(Score::value).sorted().toArray();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double low = values[0];
        double high = values[values.length - 1];
        json.put("name", name).put("count", values.length).put("verdict", evaluator.verdict);
        json.put("mean", sum / values.length).put("min", low).put("max", high);
        json.put("median", values[values.length / 2]);
        Evaluator judged = evaluator.verdict ? evaluator : verdicts;
        if (judged != null) {
            json.put("pass_rate", (double) judged.passed / judged.judged);
        }
        boolean unit = low >= 0 && high <= 1;
        histogram(json.putObject("histogram"), values, unit ? 0 : low, unit ? 1 : high);
        series(json.putArray("series"), evaluator.scores);
        return json;
    }

    private static void histogram(ObjectNode json, double[] values, double from, double to) {
        int[] bins = new int[BINS];
        for (double value : values) {
            int bin = to > from ? (int) ((value - from) / (to - from) * BINS) : 0;
            bins[Math.min(Math.max(bin, 0), BINS - 1)]++;
        }
        json.put("from", from).put("to", to);
        ArrayNode counts = json.putArray("counts");
        for (int count : bins) {
            counts.add(count);
        }
    }

    private static void series(ArrayNode json, List<Score> scores) {
        double from = scores.stream().mapToDouble(Score::time).min().orElse(0);
        double to = scores.stream().mapToDouble(Score::time).max().orElse(from);
        double[] sums = new double[STEPS];
        int[] counts = new int[STEPS];
        for (Score score : scores) {
            int step = to > from ? (int) ((score.time() - from) / (to - from) * (STEPS - 1)) : 0;
            sums[step] += score.value();
            counts[step]++;
        }
        for (int i = 0; i < STEPS; i++) {
            if (counts[i] > 0) {
                json.addObject()
                        .put("time", from + (to - from) * i / (STEPS - 1))
                        .put("mean", sums[i] / counts[i])
                        .put("count", counts[i]);
            }
        }
    }
}
