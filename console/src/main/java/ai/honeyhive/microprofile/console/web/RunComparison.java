/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.store.Runs;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two runs beside each other, case by case: paired by the id of the datapoint, which is the same in both. */
final class RunComparison {
    private final RunResults now;
    private final RunResults before;

    RunComparison(RunResults now, RunResults before) {
        this.now = now;
        this.before = before;
    }

    ObjectNode of(Aggregate aggregate) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode metrics = json.putArray("metrics");
        Set<RunResults.Metric> all = new LinkedHashSet<>(now.metrics());
        all.addAll(before.metrics());
        all.forEach(metric -> metric(metrics.addObject(), metric, aggregate));
        Set<String> common = now.datapoints();
        common.retainAll(before.datapoints());
        common.forEach(json.putArray("commonDatapoints")::add);
        ArrayNode details = json.putArray("event_details");
        Set<Map.Entry<String, String>> kinds = new LinkedHashSet<>(now.kinds());
        kinds.addAll(before.kinds());
        kinds.forEach(kind -> details.addObject()
                .put("event_name", kind.getKey())
                .put("event_type", kind.getValue())
                .put("presence", presence(kind)));
        json.set("old_run", before.run());
        json.set("new_run", now.run());
        return json;
    }

    private String presence(Map.Entry<String, String> kind) {
        boolean inNew = now.kinds().contains(kind);
        boolean inOld = before.kinds().contains(kind);
        return inNew && inOld ? "both" : inNew ? "new" : "old";
    }

    private void metric(ObjectNode json, RunResults.Metric metric, Aggregate aggregate) {
        List<Runs.RunScore> newScores = now.scores(metric);
        List<Runs.RunScore> oldScores = before.scores(metric);
        json.put("metric_name", metric.name()).put("metric_type", "CLIENT_SIDE");
        json.put("event_name", metric.eventName()).put("event_type", metric.eventType());
        Double newest = newScores.isEmpty() ? null : (Double) aggregate.of(RunResults.values(newScores));
        Double oldest = oldScores.isEmpty() ? null : (Double) aggregate.of(RunResults.values(oldScores));
        json.put("old_aggregate", oldest).put("new_aggregate", newest);
        if (newest != null && oldest != null) {
            json.put("difference", newest - oldest);
            json.put("percentage_change", oldest == 0 ? null : (Double) ((newest - oldest) / Math.abs(oldest) * 100));
        }
        ArrayNode improved = json.putArray("improved");
        ArrayNode degraded = json.putArray("degraded");
        ArrayNode same = json.putArray("same");
        Map<String, Double> old = before.byDatapoint(metric);
        now.byDatapoint(metric).forEach((id, value) -> {
            Double was = old.get(id);
            if (was != null) {
                (value > was ? improved : value < was ? degraded : same).add(id);
            }
        });
        json.put("improved_count", improved.size());
        json.put("degraded_count", degraded.size());
        json.put("same_count", same.size());
        json.put("found_count", improved.size() + degraded.size() + same.size());
    }
}
