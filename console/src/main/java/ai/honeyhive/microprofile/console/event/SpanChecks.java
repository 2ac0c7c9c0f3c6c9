/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import ai.honeyhive.microprofile.console.wire.WireSpan;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What can be said against a span by looking at it alone. */
final class SpanChecks {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private static final Pattern ZEROS = Pattern.compile("0+");

    private final WireSpan span;
    private final Map<String, Object> attributes;
    private final ObjectNode document;
    private final List<Warning> found = new ArrayList<>();

    private SpanChecks(WireSpan span, Map<String, Object> attributes, ObjectNode document) {
        this.span = span;
        this.attributes = attributes;
        this.document = document;
    }

    static List<Warning> of(
            WireSpan span, Map<String, Object> attributes, EventType.Verdict verdict, ObjectNode document) {
        SpanChecks checks = new SpanChecks(span, attributes, document);
        checks.ids();
        checks.session();
        checks.type(verdict);
        checks.coreFields(verdict);
        checks.content(EventType.parse(checks.text("honeyhive_event_type")).orElse(verdict.type()));
        checks.sender();
        return checks.found;
    }

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    private void ids() {
        if (malformed(span.traceId(), 32)) {
            warn(WarningCode.MALFORMED_TRACE_ID, "trace id " + Warning.quote(span.traceId()));
        }
        if (malformed(span.spanId(), 16)) {
            warn(WarningCode.MALFORMED_SPAN_ID, "span id " + Warning.quote(span.spanId()));
        }
        if (!span.parentSpanId().isEmpty() && malformed(span.parentSpanId(), 16)) {
            warn(WarningCode.MALFORMED_PARENT_ID, "parent span id " + Warning.quote(span.parentSpanId()));
        }
        String eventId = text("honeyhive_event_id");
        if (!eventId.isEmpty() && !SessionKey.isUuidV4(eventId)) {
            warn(WarningCode.EVENT_ID_NOT_UUID_V4, "honeyhive_event_id is " + Warning.quote(eventId));
        }
    }

    private static boolean malformed(String id, int digits) {
        return id.length() != digits
                || !HEX.matcher(id).matches()
                || ZEROS.matcher(id).matches();
    }

    private void session() {
        String id = SpanMapper.sessionId(attributes);
        if (id.isEmpty()) {
            warn(WarningCode.NO_SESSION_ID, "the span names no session");
        } else if (!SessionKey.isUuid(id)) {
            warn(WarningCode.SESSION_ID_NOT_UUID, "session id is " + Warning.quote(id));
        } else if (!attributes.containsValue(id)) {
            warn(WarningCode.SESSION_ID_NOT_LOWER_CASE, "session id " + Warning.quote(id) + " came in upper case");
        }
    }

    private void type(EventType.Verdict verdict) {
        String stated = text("honeyhive_event_type");
        if (stated.isEmpty()) {
            return;
        }
        EventType type = EventType.parse(stated).orElse(null);
        if (type == null) {
            warn(WarningCode.EVENT_TYPE_UNKNOWN, "honeyhive_event_type is " + Warning.quote(stated));
        } else if (type != verdict.type()) {
            warn(
                    WarningCode.EVENT_TYPE_CONTRADICTION,
                    "honeyhive_event_type says " + type.wire() + ", but " + verdict.decidedBy() + " makes it "
                            + verdict.type().wire());
        }
    }

    private void coreFields(EventType.Verdict verdict) {
        if (verdict.decidedBy().isEmpty() && text("honeyhive_event_type").isEmpty()) {
            warn(WarningCode.CORE_FIELD_MISSING, "event_type: nothing states or implies it, taken as tool");
        }
        if (document.path("event_name").asText().isBlank()) {
            warn(WarningCode.CORE_FIELD_MISSING, "event_name: neither honeyhive_event_name nor the span has a name");
        }
        if (text("honeyhive.source").isEmpty() && text("honeyhive_source").isEmpty()) {
            warn(WarningCode.CORE_FIELD_MISSING, "source: honeyhive.source is not set, taken as otlp");
        }
        if (span.startNanos() == 0 || span.endNanos() == 0) {
            warn(WarningCode.CORE_FIELD_MISSING, "duration: start or end time is not set");
        } else if (span.endNanos() < span.startNanos()) {
            warn(WarningCode.TIME_CONTRADICTION, "the span ends before it starts");
        }
    }

    /** @param type what the sender means; where HoneyHive disagrees, that is said already */
    private void content(EventType type) {
        if (type == EventType.CHAIN || type == EventType.TOOL) {
            for (String key : List.of("input.value", "output.value")) {
                if (attributes.containsKey(key)) {
                    warn(WarningCode.CONTENT_ON_INPUT_VALUE, key + " on an event that is no model call");
                }
            }
        }
        JsonNode history = document.at("/inputs/chat_history");
        if (type == EventType.MODEL && history.isMissingNode()) {
            warn(WarningCode.NO_CHAT_HISTORY, "a model event without chat_history");
        } else if (!history.isMissingNode() && !isHistory(history)) {
            warn(WarningCode.CHAT_HISTORY_SHAPE, "inputs.chat_history has another shape");
        }
        if (span.statusCode().equals("ERROR") && document.path("error").isNull()) {
            warn(WarningCode.ERROR_ONLY_IN_STATUS, "span status is ERROR, honeyhive_error is not set");
        }
        for (String bucket : SpanMapper.BUCKETS) {
            attributes.keySet().stream()
                    .filter(key -> key.startsWith("honeyhive." + bucket + "."))
                    .findFirst()
                    .ifPresent(key -> warn(WarningCode.BUCKET_MISSPELLED, key + " goes to metadata, not to " + bucket));
        }
    }

    private static boolean isHistory(JsonNode history) {
        if (!history.isArray()) {
            return false;
        }
        for (JsonNode message : history) {
            boolean said = message.has("content")
                    || message.has("value")
                    || message.has("tool_calls")
                    || message.has("function_call");
            if (!message.path("role").isTextual() || !said) {
                return false;
            }
        }
        return true;
    }

    private void sender() {
        if (span.droppedAttributes() > 0) {
            warn(WarningCode.ATTRIBUTES_DROPPED, span.droppedAttributes() + " attributes were dropped by the sender");
        }
        span.duplicateKeys().stream()
                .distinct()
                .forEach(key -> warn(
                        WarningCode.DUPLICATE_ATTRIBUTE,
                        Warning.quote(key) + " came more than once; the last value counts"));
        if (span.scope().name().isBlank()) {
            warn(WarningCode.SCOPE_MISSING, "the span came without the name of its instrumentation scope");
        }
    }

    private String text(String key) {
        return attributes.get(key) instanceof String text ? text : "";
    }

    private void warn(WarningCode code, String message) {
        found.add(new Warning(code, message));
    }
}
