/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.store.Runs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came out of one run, as HoneyHive's summary has it. A case passes where none of its events failed and each score lies in
 * the range that the run gives for it: this rule is the console's own, as HoneyHive's is not known in full.
 */
final class RunResults {

    /** A metric of one kind of event. */
    record Metric(String name, String eventName, String eventType) {}

    private final ObjectNode run;
    private final List<Runs.RunEvent> events;
    private final Map<Metric, List<Runs.RunScore>> metrics = new LinkedHashMap<>();

    private RunResults(ObjectNode run, List<Runs.RunEvent> events, List<Runs.RunScore> scores) {
        this.run = run;
        this.events = events;
        for (Runs.RunScore score : scores) {
            Metric metric = new Metric(score.metric(), score.eventName(), score.eventType());
            metrics.computeIfAbsent(metric, key -> new ArrayList<>()).add(score);
        }
    }

    static RunResults read(Runs runs, ObjectNode run) throws SQLException {
        String id = run.path("run_id").asText();
        return new RunResults(run, runs.events(id), runs.scores(id));
    }

    ObjectNode run() {
        return run;
    }

    Set<Metric> metrics() {
        return metrics.keySet();
    }

    List<Runs.RunScore> scores(Metric metric) {
        return metrics.getOrDefault(metric, List.of());
    }

    static List<Double> values(List<Runs.RunScore> scores) {
        return scores.stream().map(Runs.RunScore::value).toList();
    }

    /** The score of each case that has one. */
    Map<String, Double> byDatapoint(Metric metric) {
        Map<String, Double> values = new TreeMap<>();
        scores(metric).forEach(score -> values.put(score.datapointId(), score.value()));
        values.remove("");
        return values;
    }

    Set<String> datapoints() {
        Set<String> ids = new TreeSet<>();
        events.forEach(event -> ids.add(event.datapointId()));
        ids.remove("");
        return ids;
    }

    /** The kinds of events that the run has. */
    Set<Map.Entry<String, String>> kinds() {
        Set<Map.Entry<String, String>> kinds = new LinkedHashSet<>();
        events.forEach(event -> kinds.add(Map.entry(event.eventName(), event.eventType())));
        return kinds;
    }

    ObjectNode summary(Aggregate aggregate) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Map<String, String> sessions = new LinkedHashMap<>();
        events.forEach(event -> sessions.put(event.datapointId(), event.sessionId()));
        Map<String, Boolean> passed = new LinkedHashMap<>();
        events.forEach(event -> passed.merge(event.datapointId(), !event.failed(), Boolean::logicalAnd));
        metrics.values()
                .forEach(scores -> scores.forEach(score -> {
                    if (!inRange(score)) {
                        passed.put(score.datapointId(), false);
                    }
                }));
        json.put("status", run.path("status").asText());
        json.put("success", passed.values().stream().allMatch(Boolean::booleanValue));
        ArrayNode good = json.putArray("passed");
        ArrayNode bad = json.putArray("failed");
        passed.forEach((id, ok) -> (ok ? good : bad).add(id));
        ObjectNode all = json.putObject("metrics").put("aggregation_function", aggregate.wire());
        ArrayNode details = all.putArray("details");
        metrics.forEach((metric, scores) -> detail(details.addObject(), metric, scores, aggregate));
        ArrayNode datapoints = json.putArray("datapoints");
        sessions.forEach(
                (id, session) -> datapoint(datapoints.addObject(), id, session, passed.getOrDefault(id, true)));
        ArrayNode kinds = json.putArray("event_details");
        kinds().forEach(kind ->
                kinds.addObject().put("event_name", kind.getKey()).put("event_type", kind.getValue()));
        json.set("run_object", run);
        return json;
    }

    private void detail(ObjectNode json, Metric metric, List<Runs.RunScore> scores, Aggregate aggregate) {
        json.put("metric_name", metric.name()).put("metric_type", "CLIENT_SIDE");
        json.put("event_name", metric.eventName()).put("event_type", metric.eventType());
        json.put("aggregate", aggregate.of(values(scores)));
        ArrayNode values = json.putArray("values");
        scores.forEach(score -> values.add(score.value()));
        JsonNode range = run.path("passing_ranges").path(metric.name());
        if (range.isObject()) {
            json.set("passing_range", range);
        }
        ObjectNode datapoints = json.putObject("datapoints");
        ArrayNode good = datapoints.putArray("passed");
        ArrayNode bad = datapoints.putArray("failed");
        scores.forEach(score -> (inRange(score) ? good : bad).add(score.datapointId()));
    }

    private boolean inRange(Runs.RunScore score) {
        JsonNode range = run.path("passing_ranges").path(score.metric());
        boolean above = !range.path("min").isNumber()
                || score.value() >= range.path("min").doubleValue();
        boolean below = !range.path("max").isNumber()
                || score.value() <= range.path("max").doubleValue();
        return above && below;
    }

    private void datapoint(ObjectNode json, String id, String session, boolean passed) {
        json.put("datapoint_id", id).put("session_id", session).put("passed", passed);
        ArrayNode found = json.putArray("metrics");
        metrics.forEach((metric, scores) -> scores.stream()
                .filter(score -> score.datapointId().equals(id))
                .forEach(score -> {
                    ObjectNode one = found.addObject().put("name", metric.name());
                    one.put("event_name", metric.eventName()).put("event_type", metric.eventType());
                    one.put("passed", inRange(score));
                    if (score.verdict()) {
                        one.put("value", score.value() > 0);
                    } else {
                        one.put("value", score.value());
                    }
                }));
    }
}
