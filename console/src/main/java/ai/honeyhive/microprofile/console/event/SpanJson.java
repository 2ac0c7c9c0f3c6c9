/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import ai.honeyhive.microprofile.console.wire.WireSpan;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A span as the read API shows it: exactly what was received, nanoseconds as text. */
public final class SpanJson {
    private SpanJson() {}

    public static ObjectNode of(WireSpan span) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("trace_id", span.traceId());
        json.put("span_id", span.spanId());
        json.put("parent_span_id", span.parentSpanId().isEmpty() ? null : span.parentSpanId());
        json.put("trace_state", span.traceState());
        json.put("flags", span.flags());
        json.put("name", span.name());
        json.put("kind", span.kind());
        json.put("start_time_unix_nano", Long.toUnsignedString(span.startNanos()));
        json.put("end_time_unix_nano", Long.toUnsignedString(span.endNanos()));
        json.putObject("status").put("code", span.statusCode()).put("message", span.statusMessage());
        attributes(json, span.attributes(), span.droppedAttributes());
        ArrayNode events = json.putArray("events");
        for (WireSpan.Event event : span.events()) {
            ObjectNode item = events.addObject();
            item.put("name", event.name()).put("time_unix_nano", Long.toUnsignedString(event.nanos()));
            attributes(item, event.attributes(), event.droppedAttributes());
        }
        json.put("dropped_events_count", span.droppedEvents());
        ArrayNode links = json.putArray("links");
        for (WireSpan.Link link : span.links()) {
            ObjectNode item = links.addObject();
            item.put("trace_id", link.traceId()).put("span_id", link.spanId());
            item.put("trace_state", link.traceState()).put("flags", link.flags());
            attributes(item, link.attributes(), link.droppedAttributes());
        }
        json.put("dropped_links_count", span.droppedLinks());
        ObjectNode resource = json.putObject("resource");
        attributes(resource, span.resource().attributes(), 0);
        resource.put("schema_url", span.resource().schemaUrl());
        ObjectNode scope = json.putObject("scope");
        scope.put("name", span.scope().name()).put("version", span.scope().version());
        attributes(scope, span.scope().attributes(), 0);
        scope.put("schema_url", span.scope().schemaUrl());
        return json;
    }

    private static void attributes(ObjectNode json, Map<String, Object> attributes, long dropped) {
        json.set("attributes", AttributeJson.object(attributes));
        json.set("attribute_types", AttributeJson.types(attributes));
        json.put("dropped_attributes_count", dropped);
    }
}
