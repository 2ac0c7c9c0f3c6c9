/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** What a list tells of a session. The session's own row counts as no event of it, as in HoneyHive. */
final class SessionSummary {
    private SessionSummary() {}

    /** A row of the session table. */
    record Session(String key, String id, boolean known, long createdAt, long updatedAt) {}

    static ObjectNode of(Session session, SessionTree tree) {
        Optional<EventRow> own =
                tree.rows().stream().filter(EventRow::isSession).findFirst();
        List<EventRow> events =
                tree.rows().stream().filter(row -> !row.isSession()).toList();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("key", session.key());
        json.put("session_id", session.id().isEmpty() ? null : session.id());
        json.put(
                "name",
                own.or(() -> tree.roots().stream().findFirst())
                        .map(EventRow::name)
                        .orElse(""));
        json.put("known", session.known()).put("orphan", !session.known());
        json.put(
                "preview",
                events.stream()
                        .map(EventRow::preview)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(""));
        times(json, events.isEmpty() ? tree.rows() : events);
        json.put("created_at", session.createdAt()).put("updated_at", session.updatedAt());
        json.put("num_events", events.size());
        json.put(
                "num_model_events",
                events.stream().filter(row -> row.type().equals("model")).count());
        json.putObject("tokens")
                .put("prompt", sum(events.stream().mapToLong(EventRow::promptTokens)))
                .put("completion", sum(events.stream().mapToLong(EventRow::completionTokens)))
                .put("total", sum(events.stream().mapToLong(EventRow::totalTokens)));
        json.put("cost", events.stream().mapToDouble(EventRow::cost).sum());
        json.put("errors", events.stream().filter(EventRow::failed).count());
        json.put(
                "warnings",
                tree.rows().stream()
                                .mapToInt(row ->
                                        row.warnings() + tree.warnings(row).size())
                                .sum()
                        + tree.sessionWarnings().size());
        TreeSet<String> services = new TreeSet<>();
        TreeSet<String> keys = new TreeSet<>();
        TreeSet<String> traces = new TreeSet<>();
        for (EventRow row : events) {
            services.add(row.service());
            keys.add(row.keyFingerprint());
            traces.add(row.traceId());
        }
        strings(json, "services", services);
        strings(json, "key_fingerprints", keys);
        strings(json, "trace_ids", traces);
        return json;
    }

    private static long sum(LongStream tokens) {
        return tokens.filter(count -> count > 0).sum();
    }

    private static void strings(ObjectNode json, String name, SortedSet<String> values) {
        values.remove("");
        values.forEach(json.putArray(name)::add);
    }

    private static void times(ObjectNode json, List<EventRow> rows) {
        double start = rows.stream()
                .mapToDouble(EventRow::startTime)
                .filter(time -> time > 0)
                .min()
                .orElse(0);
        double end = rows.stream().mapToDouble(EventRow::endTime).max().orElse(start);
        json.put("start_time", start).put("end_time", end).put("duration", Math.max(0, end - start));
    }
}
