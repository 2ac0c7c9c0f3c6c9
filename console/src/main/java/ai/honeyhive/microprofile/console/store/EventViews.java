/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import ai.honeyhive.microprofile.console.event.SpanMapper;
import ai.honeyhive.microprofile.console.event.Warning;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** How the events of a session look in the read API. */
final class EventViews {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SessionTree tree;
    private final Map<Long, ObjectNode> bodies;
    private final boolean content;

    EventViews(SessionTree tree, Map<Long, ObjectNode> bodies, boolean content) {
        this.tree = tree;
        this.bodies = bodies;
        this.content = content;
    }

    /** The session's own event, null where the session is not known. */
    JsonNode session() {
        return tree.rows().stream()
                .filter(EventRow::isSession)
                .findFirst()
                .<JsonNode>map(this::node)
                .orElse(NODES.nullNode());
    }

    ArrayNode sessionWarnings() {
        return warnings(NODES.arrayNode(), tree.sessionWarnings());
    }

    /** The top-level events, each with its children below it. */
    ArrayNode roots() {
        return nodes(tree.roots());
    }

    private ArrayNode nodes(List<EventRow> rows) {
        ArrayNode nodes = NODES.arrayNode();
        for (EventRow row : rows) {
            if (!row.isSession()) {
                ObjectNode node = node(row);
                node.set("children", nodes(tree.children(row)));
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** An event of the tree: its document's fields, then what the console knows beside. */
    private ObjectNode node(EventRow row) {
        ObjectNode body = body(row);
        ObjectNode node = document(row, body);
        if (!content) {
            JsonNode model = node.at("/config/model");
            ObjectNode scores = NODES.objectNode();
            node.path("metrics").properties().stream()
                    .filter(metric -> metric.getValue().isNumber())
                    .forEach(metric -> scores.set(metric.getKey(), metric.getValue()));
            node.remove(SpanMapper.BUCKETS);
            node.set("model", model.isTextual() ? model : NODES.nullNode());
            node.set("scores", scores);
        }
        node.put("failed", row.failed());
        node.put("trace_id", row.isSpan() ? row.traceId() : null);
        node.put("span_id", row.isSpan() ? row.spanId() : null);
        node.put("parent_span_id", row.parentSpanId().isEmpty() ? null : row.parentSpanId());
        node.putObject("tokens")
                .put("prompt", row.promptTokens() < 0 ? null : row.promptTokens())
                .put("completion", row.completionTokens() < 0 ? null : row.completionTokens())
                .put("total", row.totalTokens() < 0 ? null : row.totalTokens());
        node.set("origin", body.path("origin").isObject() ? body.get("origin") : NODES.nullNode());
        node.put("key_fingerprint", row.keyFingerprint());
        node.put("received_at", row.receivedAt());
        node.set("warnings", warnings(body.withArray("/warnings"), tree.warnings(row)));
        return node;
    }

    /** One event for itself: the document as HoneyHive would give it, and the rest apart from it. */
    ObjectNode single(EventRow row) {
        ObjectNode body = body(row);
        ObjectNode json = NODES.objectNode();
        json.set("event", document(row, body));
        json.put("session", row.sessionKey());
        json.put("failed", row.failed());
        json.set("origin", body.path("origin").isObject() ? body.get("origin") : NODES.nullNode());
        json.set("warnings", warnings(body.withArray("/warnings"), tree.warnings(row)));
        return json;
    }

    private ObjectNode document(EventRow row, ObjectNode body) {
        ObjectNode document = body.withObject("/event");
        ArrayNode childIds = NODES.arrayNode();
        if (row.isSession()) {
            tree.roots().stream().filter(root -> !root.isSession()).forEach(root -> childIds.add(root.eventId()));
        } else {
            // A top-level event is a child of its session.
            document.put(
                    "parent_id",
                    tree.parentOf(row)
                            .map(EventRow::eventId)
                            .orElse(document.path("session_id").asText(null)));
            tree.children(row).forEach(child -> childIds.add(child.eventId()));
        }
        document.set("children_ids", childIds);
        return document;
    }

    private ObjectNode body(EventRow row) {
        ObjectNode body = bodies.get(row.id());
        if (body == null) {
            throw new IllegalStateException("no body of event row " + row.id());
        }
        return body;
    }

    private static ArrayNode warnings(ArrayNode stored, List<Warning> found) {
        found.forEach(warning -> stored.add(warning.json()));
        return stored;
    }
}
