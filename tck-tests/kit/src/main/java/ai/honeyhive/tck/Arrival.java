/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * A span as it arrived at the console: at HoneyHive's door, or at that of the server's own OTLP exporter.
 *
 * @param json what the console says of it
 */
public record Arrival(JsonNode json) {

    public String traceId() {
        return json.path("trace_id").asText();
    }

    public String spanId() {
        return json.path("span_id").asText();
    }

    /** The parent's span id, empty for a root. */
    public String parentId() {
        return json.path("parent_span_id").asText("");
    }

    public String name() {
        return json.path("name").asText();
    }

    /** An attribute of the span, as text; empty where there is none. */
    public String attribute(String key) {
        return json.path("attributes").path(key).asText("");
    }

    public boolean has(String key) {
        return json.path("attributes").has(key);
    }

    /** The event's name at HoneyHive. */
    public String eventName() {
        return attribute("honeyhive_event_name");
    }

    public String eventType() {
        return attribute("honeyhive_event_type");
    }

    public String session() {
        return attribute("honeyhive.session_id");
    }

    /** {@code SERVER}, {@code CLIENT}, {@code INTERNAL} … */
    public String kind() {
        return json.path("kind").asText();
    }

    /** {@code UNSET}, {@code OK} or {@code ERROR}. */
    public String status() {
        return json.path("status").path("code").asText();
    }

    public Duration duration() {
        return Duration.ofNanos(json.path("end_time_unix_nano").asLong()
                - json.path("start_time_unix_nano").asLong());
    }

    /** The fingerprint of the key that opened HoneyHive's door: see {@link Keys#fingerprint}. */
    public String key() {
        return json.path("request").path("key_fingerprint").asText();
    }

    @Override
    public String toString() {
        return json.toPrettyString();
    }
}
