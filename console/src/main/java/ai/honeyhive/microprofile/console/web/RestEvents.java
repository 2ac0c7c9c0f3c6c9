/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.event.EventType;
import ai.honeyhive.microprofile.console.event.MappedEvent;
import ai.honeyhive.microprofile.console.event.SessionKey;
import ai.honeyhive.microprofile.console.event.SpanMapper;
import ai.honeyhive.microprofile.console.event.Warning;
import ai.honeyhive.microprofile.console.event.WarningCode;
import ai.honeyhive.microprofile.console.store.NewEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sessions and events that come as REST bodies: their shapes, and what becomes of them. */
final class RestEvents {
    private static final Map<String, Shape.Type> COMMON = Map.of(
            "session_id", Shape.Type.TEXT,
            "source", Shape.Type.TEXT,
            "event_name", Shape.Type.TEXT,
            "config", Shape.Type.OBJECT,
            "outputs", Shape.Type.OBJECT_OR_NULL,
            "inputs", Shape.Type.OBJECT,
            "metadata", Shape.Type.OBJECT,
            "user_properties", Shape.Type.OBJECT,
            "children_ids", Shape.Type.TEXTS);

    static final Shape SESSION = Shape.strict(COMMON)
            .with("session_name", Shape.Type.TEXT)
            .with("start_time", Shape.Type.LENIENT_NUMBER)
            .with("end_time", Shape.Type.LENIENT_NUMBER)
            .with("duration", Shape.Type.LENIENT_NUMBER);

    static final Shape EVENT = Shape.strict(COMMON, "event_type", "inputs")
            .with("event_type", Shape.Type.TEXT)
            .with("project_id", Shape.Type.TEXT)
            .with("event_id", Shape.Type.TEXT)
            .with("parent_id", Shape.Type.TEXT_OR_NULL)
            .with("error", Shape.Type.TEXT_OR_NULL)
            .with("start_time", Shape.Type.NUMBER)
            .with("end_time", Shape.Type.NUMBER)
            .with("duration", Shape.Type.NUMBER)
            .with("feedback", Shape.Type.OBJECT)
            .with("metrics", Shape.Type.OBJECT);

    private RestEvents() {}

    /** The event of a session that is to be started. */
    static NewEvent session(ObjectNode body, long now) {
        List<Warning> warnings = new ArrayList<>();
        String id = uuid(body, "session_id", warnings);
        ObjectNode document = document(body, now, warnings);
        document.put("event_id", id).put("event_type", EventType.SESSION.wire());
        document.put("event_name", text(body, "event_name", text(body, "session_name", "unknown")));
        document.put("source", text(body, "source", "unknown"));
        return new NewEvent(new MappedEvent(id, true, "", document, warnings), null, "");
    }

    /**
     * An event.
     *
     * @param sessionId the session that the call names, empty to take the event's own
     */
    static NewEvent event(ObjectNode body, String sessionId, long now) throws HttpError {
        List<Warning> warnings = new ArrayList<>();
        ObjectNode document = document(body, now, warnings);
        EventType type = EventType.parse(text(body, "event_type", ""))
                .orElseThrow(() -> new HttpError(400, "event_type must be model, tool, chain or session"));
        boolean named = body.path("session_id").isTextual();
        String session = sessionId.isEmpty() ? uuid(body, "session_id", warnings) : SessionKey.normalise(sessionId);
        if (sessionId.isEmpty() && !named) {
            warnings.add(new Warning(WarningCode.NO_SESSION_ID, "the event names no session and got one of its own"));
        }
        document.put("event_id", uuid(body, "event_id", warnings)).put("event_type", type.wire());
        document.put("event_name", text(body, "event_name", "unknown"));
        document.put("source", text(body, "source", "unknown"));
        boolean createSession = sessionId.isEmpty() && !named;
        MappedEvent mapped = new MappedEvent(session, createSession, "Session", document, warnings);
        String parent = SessionKey.normalise(text(body, "parent_id", ""));
        return new NewEvent(mapped, null, parent);
    }

    private static ObjectNode document(ObjectNode body, long now, List<Warning> warnings) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putNull("event_id").putNull("event_type").putNull("event_name").putNull("source");
        document.set(
                "project",
                body.path("project").isTextual() ? body.get("project") : JsonNodeFactory.instance.nullNode());
        document.set("error", body.path("error").isTextual() ? body.get("error") : JsonNodeFactory.instance.nullNode());
        double start = number(body, "start_time", (double) now, warnings);
        double duration = number(body, "duration", 0, warnings);
        double end = number(body, "end_time", start + duration, warnings);
        document.put("start_time", start).put("end_time", end);
        document.put("duration", body.path("duration").isNumber() ? duration : end - start);
        for (String bucket : SpanMapper.BUCKETS) {
            document.set(
                    bucket, body.path(bucket).isObject() ? body.get(bucket) : JsonNodeFactory.instance.objectNode());
        }
        return document;
    }

    private static double number(ObjectNode body, String name, double fallback, List<Warning> warnings) {
        JsonNode value = body.path(name);
        if (!value.isNumber() && !value.isMissingNode() && !value.isNull()) {
            warnings.add(new Warning(
                    WarningCode.VALUE_REPLACED, name + " is no number: " + Warning.quote(value.toString())));
        }
        return value.isNumber() ? value.doubleValue() : fallback;
    }

    private static String uuid(ObjectNode body, String name, List<Warning> warnings) {
        String given = text(body, name, "");
        if (SessionKey.isUuid(given)) {
            return SessionKey.normalise(given);
        }
        if (!given.isEmpty()) {
            warnings.add(new Warning(WarningCode.VALUE_REPLACED, name + " is no UUID: " + Warning.quote(given)));
        }
        return UUID.randomUUID().toString();
    }

    static String text(ObjectNode body, String name, String fallback) {
        JsonNode value = body.path(name);
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : fallback;
    }
}
