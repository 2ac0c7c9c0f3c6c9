/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.event.Warning;
import ai.honeyhive.microprofile.console.event.WarningCode;
import ai.honeyhive.microprofile.console.store.EventChange;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a PUT may change: it adds to maps and replaces values; what it does not name stays. */
final class EventUpdate {
    private static final List<String> MAPS =
            List.of("metadata", "feedback", "metrics", "outputs", "config", "user_properties");

    private static final Shape SHAPE = Shape.strict(Map.of(
                    "metadata", Shape.Type.OBJECT,
                    "feedback", Shape.Type.OBJECT,
                    "metrics", Shape.Type.OBJECT,
                    "outputs", Shape.Type.OBJECT_OR_NULL,
                    "config", Shape.Type.OBJECT,
                    "user_properties", Shape.Type.OBJECT,
                    "duration", Shape.Type.NUMBER,
                    "end_time", Shape.Type.NUMBER,
                    "children_ids", Shape.Type.TEXTS))
            .permissive();

    private EventUpdate() {}

    static EventChange of(ObjectNode body) throws HttpError {
        SHAPE.check(body, "event update");
        TreeSet<String> ignored = new TreeSet<>();
        body.fieldNames().forEachRemaining(ignored::add);
        ignored.removeAll(MAPS);
        ignored.removeAll(List.of("event_id", "duration", "end_time", "children_ids"));
        return document -> {
            MAPS.forEach(name -> merge(body, document, name));
            for (String name : List.of("duration", "end_time")) {
                if (body.path(name).isNumber()) {
                    document.set(name, body.get(name));
                }
            }
            return ignored.isEmpty()
                    ? List.of()
                    : List.of(new Warning(WarningCode.UPDATE_FIELD_IGNORED, "an update ignored " + ignored));
        };
    }

    /** What a repeated start of a session changes. */
    static EventChange ofSession(ObjectNode body) {
        return document -> {
            merge(body, document, "metadata");
            merge(body, document, "user_properties");
            return List.of();
        };
    }

    private static void merge(ObjectNode from, ObjectNode document, String name) {
        if (from.get(name) instanceof ObjectNode more) {
            document.withObject("/" + name).setAll(more);
        }
    }
}
