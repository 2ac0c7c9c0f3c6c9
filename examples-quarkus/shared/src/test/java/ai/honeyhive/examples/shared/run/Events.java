/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the spans that the console has got. */
final class Events {

    private static final String METRICS = "honeyhive_metrics.";

    private Events() {}

    /** An attribute as text, empty where there is none. */
    static String attribute(JsonObject span, String key) {
        JsonObject attributes = span.getJsonObject("attributes");
        return switch (attributes.getOrDefault(key, JsonValue.NULL).getValueType()) {
            case NULL -> "";
            case STRING -> attributes.getString(key);
            default -> attributes.get(key).toString();
        };
    }

    static List<JsonObject> named(List<JsonObject> spans, String name) {
        return spans.stream()
                .filter(span -> attribute(span, "honeyhive_event_name").equals(name))
                .toList();
    }

    /** The scores that are numbers, by evaluator. */
    static Map<String, Double> scores(JsonObject span) {
        Map<String, Double> scores = new TreeMap<>();
        span.getJsonObject("attributes").forEach((key, value) -> {
            if (key.startsWith(METRICS) && value instanceof JsonNumber number) {
                scores.put(key.substring(METRICS.length()), number.doubleValue());
            }
        });
        return scores;
    }
}
