/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import ai.honeyhive.microprofile.console.wire.WireSpan;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes HoneyHive's event of one span. One instance a span; not thread-safe. */
public final class SpanMapper {
    /** The maps of an event, in the order in which they are shown. */
    public static final List<String> BUCKETS =
            List.of("inputs", "outputs", "config", "metadata", "metrics", "feedback", "user_properties");

    private static final double NANOS_PER_MILLI = 1_000_000.0;

    private final WireSpan span;
    private final Map<String, Object> attributes;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>();
    private final List<Warning> warnings = new ArrayList<>();

    private SpanMapper(WireSpan span) {
        this.span = span;
        // HoneyHive merges the resource into every span; the span's own value wins.
        this.attributes = new LinkedHashMap<>(span.resource().attributes());
        this.attributes.putAll(span.attributes());
        BUCKETS.forEach(name -> buckets.put(name, new Bucket()));
    }

    /** Maps a span that came in a request of its own. */
    public static MappedEvent map(WireSpan span) {
        return new SpanMapper(span).map();
    }

    private MappedEvent map() {
        EventType.Verdict verdict = EventType.classify(attributes, span.events());
        new DerivedMessages(attributes, span.events(), verdict.type() == EventType.MODEL).into(buckets);
        attributes.forEach(this::route);
        lineage();
        ObjectNode document = document(verdict.type());
        warnings.addAll(SpanChecks.of(span, attributes, verdict, document));
        return new MappedEvent(
                sessionId(attributes),
                Boolean.TRUE.equals(attributes.get("honeyhive.session_auto_create")),
                text("honeyhive.session_name", "Session"),
                document,
                warnings);
    }

    /** The session that a span belongs to by HoneyHive's order of resolution; empty where nothing names one. */
    static String sessionId(Map<String, Object> attributes) {
        for (String key :
                List.of("honeyhive.session_id", "traceloop.association.properties.session_id", "session.id")) {
            if (attributes.get(key) instanceof String id && !id.isBlank()) {
                return SessionKey.normalise(id);
            }
        }
        return "";
    }

    private void route(String key, Object value) {
        if (ProtocolAttributes.isTopLevel(key) || DerivedMessages.isMessage(key)) {
            return;
        }
        for (String bucket : BUCKETS) {
            String prefix = "honeyhive_" + bucket;
            if (key.equals(prefix)) {
                whole(bucket, value);
                return;
            }
            if (key.startsWith(prefix + ".")) {
                explicit(bucket, key, key.substring(prefix.length() + 1), value);
                return;
            }
        }
        if (key.equals("honeyhive.experiment_metadata")) {
            whole("metadata", value);
            return;
        }
        for (CanonicalNames.Place place : CanonicalNames.places(key)) {
            bucket(place.bucket()).putIfAbsent(place.key(), AttributeJson.node(value));
        }
    }

    /** A whole bucket in one attribute: its fields if it is an object, else plain text. */
    private void whole(String bucket, Object value) {
        JsonNode node = AttributeJson.parsed(AttributeJson.node(value));
        if (node.isObject()) {
            bucket(bucket).putAll(node);
        } else {
            bucket(bucket).put("text", node);
        }
    }

    private void explicit(String bucket, String attribute, String path, Object value) {
        JsonNode node = AttributeJson.node(value);
        boolean verbatim = path.equals("arguments") || path.endsWith(".arguments");
        String target = bucket.equals("metrics") && CanonicalNames.isTokenCount(path) ? "metadata" : bucket;
        Bucket.Outcome outcome = bucket(target).put(path, verbatim ? node : AttributeJson.parsed(node));
        if (outcome == Bucket.Outcome.CONFLICT) {
            warn(WarningCode.BUCKET_KEY_CONFLICT, Warning.quote(attribute) + " is a value and a prefix at once");
        } else if (outcome == Bucket.Outcome.TOO_DEEP) {
            warn(WarningCode.BUCKET_KEY_TOO_DEEP, Warning.quote(attribute) + " was not split to its end");
        }
        if (bucket.equals("metrics") && value instanceof String text && SpanChecks.isNumber(text)) {
            warn(WarningCode.NUMBER_SENT_AS_TEXT, attribute + " is the text " + Warning.quote(text));
        }
    }

    private void lineage() {
        Bucket metadata = bucket("metadata");
        metadata.put("trace_id", JsonNodeFactory.instance.textNode(span.traceId()));
        metadata.put("span_id", JsonNodeFactory.instance.textNode(span.spanId()));
        if (!span.parentSpanId().isEmpty()) {
            metadata.put("parent_span_id", JsonNodeFactory.instance.textNode(span.parentSpanId()));
        }
        metadata.put("has_otlp_lineage", JsonNodeFactory.instance.booleanNode(true));
    }

    private ObjectNode document(EventType type) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        String eventId = text("honeyhive_event_id", "");
        if (!eventId.isEmpty()) {
            document.put("event_id", eventId);
        }
        document.put("event_type", type.wire());
        document.put("event_name", text("honeyhive_event_name", span.name()));
        document.put("source", text("honeyhive.source", text("honeyhive_source", "otlp")));
        document.set("project", textOrNull(text("honeyhive.project", text("honeyhive_project", ""))));
        document.set("error", textOrNull(error()));
        document.put("start_time", span.startNanos() / NANOS_PER_MILLI);
        document.put("end_time", span.endNanos() / NANOS_PER_MILLI);
        document.put("duration", (span.endNanos() - span.startNanos()) / NANOS_PER_MILLI);
        buckets.forEach((name, bucket) -> document.set(name, bucket.build()));
        Usage.complete(document);
        return document;
    }

    /** {@code honeyhive_error} beats all; the span's status is not asked, because HoneyHive does not. */
    private String error() {
        Object stated = attributes.get("honeyhive_error");
        if (stated != null && !stated.toString().isEmpty()) {
            return stated.toString();
        }
        return attributes.get("http.status_code") instanceof Long status && status >= 400 ? status.toString() : "";
    }

    private static JsonNode textOrNull(String text) {
        return text.isEmpty() ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.textNode(text);
    }

    private Bucket bucket(String name) {
        return Objects.requireNonNull(buckets.get(name), name);
    }

    private String text(String key, String fallback) {
        return attributes.get(key) instanceof String text && !text.isBlank() ? text : fallback;
    }

    private void warn(WarningCode code, String message) {
        warnings.add(new Warning(code, message));
    }
}
