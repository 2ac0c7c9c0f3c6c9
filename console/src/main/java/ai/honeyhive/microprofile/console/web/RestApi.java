/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.event.SessionKey;
import ai.honeyhive.microprofile.console.store.NewEvent;
import ai.honeyhive.microprofile.console.store.Reader;
import ai.honeyhive.microprofile.console.store.Store;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** HoneyHive's REST calls for sessions and events, as far as a tracing client uses them. */
final class RestApi {
    private static final Shape BATCH = Shape.strict(
            Map.of(
                    "events",
                    Shape.Type.OBJECTS,
                    "single_session",
                    Shape.Type.BOOLEAN,
                    "session_properties",
                    Shape.Type.OBJECT),
            "events");
    private static final Shape SESSION_BATCH = Shape.strict(Map.of("events", Shape.Type.OBJECTS), "events");
    private static final Shape SESSION_PROPERTIES = Shape.strict(Map.of(
            "session_name", Shape.Type.TEXT,
            "start_time", Shape.Type.NUMBER,
            "user_properties", Shape.Type.OBJECT,
            "metadata", Shape.Type.OBJECT));

    private final Store store;
    private final Reader reader;

    RestApi(Store store, Reader reader) {
        this.store = store;
        this.reader = reader;
    }

    List<Route> routes() {
        Route.Access key = Route.Access.KEY;
        return List.of(
                new Route("POST", "/session/start", key, this::startSession),
                new Route("POST", "/v1/sessions", key, this::createSession),
                new Route("POST", "/v1/sessions/{}/events/batch", key, this::addToSession),
                new Route("POST", "/v1/events", key, this::createEvent),
                new Route("POST", "/events", key, this::createLegacyEvent),
                new Route("PUT", "/v1/events/{}", key, call -> update(call, call.variable(0), call.json())),
                new Route("PUT", "/v1/events", key, this::updateLegacy),
                new Route("PUT", "/events", key, this::updateLegacy),
                new Route("GET", "/v1/events/{}", key, this::get),
                new Route("POST", "/v1/events/batch", key, this::createBatch),
                new Route("POST", "/events/batch", key, this::createLegacyBatch),
                new Route("POST", "/v1/events/search", key, call -> new EventSearch(store, reader).search(call)),
                new Route("POST", "/v1/events/export", key, call -> new EventSearch(store, reader).export(call)),
                new Route("GET", "/projects", key, call -> Answer.ok(JsonNodeFactory.instance.arrayNode())));
    }

    private Answer startSession(Call call) throws HttpError, SQLException {
        return start(call, child(call.json(), "session"), RestEvents.SESSION.permissive());
    }

    private Answer createSession(Call call) throws HttpError, SQLException {
        return start(call, call.json(), RestEvents.SESSION);
    }

    private Answer start(Call call, ObjectNode body, Shape shape) throws HttpError, SQLException {
        shape.check(body, "session");
        NewEvent session = RestEvents.session(body, call.receivedAt());
        String id = session.event().sessionId();
        store.startSession(call.record(200, 1, ""), session, EventUpdate.ofSession(body));
        return Answer.ok(withProject(reader.document(id).orElseThrow()));
    }

    private Answer createEvent(Call call) throws HttpError, SQLException {
        ObjectNode body = call.json();
        RestEvents.EVENT.check(body, "event");
        return created(call, RestEvents.event(body, "", call.receivedAt()));
    }

    private Answer createLegacyEvent(Call call) throws HttpError, SQLException {
        ObjectNode body = child(call.json(), "event");
        RestEvents.EVENT.permissive().check(body, "event");
        return created(call, RestEvents.event(body, "", call.receivedAt()));
    }

    private Answer created(Call call, NewEvent event) throws SQLException {
        String id = store.add(call.record(200, 1, ""), List.of(event)).get(0);
        return Answer.ok(success().put("event_id", id));
    }

    private Answer addToSession(Call call) throws HttpError, SQLException {
        ObjectNode body = call.json();
        SESSION_BATCH.check(body, "batch");
        List<NewEvent> events = new ArrayList<>();
        for (JsonNode element : body.path("events")) {
            events.add(checked((ObjectNode) element, RestEvents.EVENT, call.variable(0), call));
        }
        store.add(call.record(200, events.size(), ""), events);
        return Answer.success();
    }

    private Answer createBatch(Call call) throws HttpError, SQLException {
        ObjectNode body = call.json();
        BATCH.check(body, "batch");
        return batch(call, body, RestEvents.EVENT, body.path("single_session").asBoolean(), "session_properties");
    }

    private Answer createLegacyBatch(Call call) throws HttpError, SQLException {
        ObjectNode body = call.json();
        BATCH.permissive().check(body, "batch");
        boolean single = body.path("is_single_session").asBoolean()
                || body.path("single_session").asBoolean();
        return batch(
                call,
                body,
                RestEvents.EVENT.permissive(),
                single,
                body.has("session") ? "session" : "session_properties");
    }

    private Answer batch(Call call, ObjectNode body, Shape shape, boolean single, String properties)
            throws HttpError, SQLException {
        List<NewEvent> events = new ArrayList<>();
        String sessionId = "";
        if (single) {
            ObjectNode session = body.path(properties).isObject()
                    ? (ObjectNode) body.get(properties)
                    : JsonNodeFactory.instance.objectNode();
            if (properties.equals("session_properties")) {
                SESSION_PROPERTIES.check(session, properties);
            }
            NewEvent start = RestEvents.session(session, call.receivedAt());
            sessionId = start.event().sessionId();
            events.add(start);
        }
        for (JsonNode element : body.path("events")) {
            events.add(checked((ObjectNode) element, shape, sessionId, call));
        }
        List<String> ids = store.add(call.record(200, events.size(), ""), events);
        ObjectNode answer = success();
        ids.stream().skip(single ? 1 : 0).forEach(answer.putArray("event_ids")::add);
        if (single) {
            answer.put("session_id", sessionId);
        }
        return Answer.ok(answer);
    }

    private static NewEvent checked(ObjectNode event, Shape shape, String sessionId, Call call) throws HttpError {
        shape.check(event, "event");
        return RestEvents.event(event, sessionId, call.receivedAt());
    }

    private Answer updateLegacy(Call call) throws HttpError, SQLException {
        ObjectNode body = call.json();
        String id = RestEvents.text(body, "event_id", "");
        if (id.isEmpty()) {
            throw new HttpError(400, "event update: event_id is required");
        }
        return update(call, id, body);
    }

    private Answer update(Call call, String eventId, ObjectNode body) throws HttpError, SQLException {
        boolean found = store.update(call.record(200, 1, ""), SessionKey.normalise(eventId), EventUpdate.of(body));
        if (!found) {
            throw new HttpError(400, "there is no event with this id");
        }
        return Answer.empty(200);
    }

    private Answer get(Call call) throws HttpError, SQLException {
        ObjectNode event = reader.document(SessionKey.normalise(call.variable(0)))
                .orElseThrow(() -> new HttpError(404, "there is no event with this id"));
        return Answer.ok(JsonNodeFactory.instance.objectNode().set("event", withProject(event)));
    }

    /** Adds the ids that an answer of HoneyHive always has; the console has one organisation and one project. */
    static ObjectNode withProject(ObjectNode event) {
        return event.put("org_id", "local").put("workspace_id", "local").put("project_id", "local");
    }

    private static ObjectNode success() {
        return JsonNodeFactory.instance.objectNode().put("success", true);
    }

    private static ObjectNode child(ObjectNode body, String name) throws HttpError {
        if (body.get(name) instanceof ObjectNode child) {
            return child;
        }
        throw new HttpError(400, "the body must be {\"" + name + "\": {…}}");
    }
}
