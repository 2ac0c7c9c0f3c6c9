/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import ai.honeyhive.microprofile.console.wire.StrictJson;
import ai.honeyhive.microprofile.console.wire.WireSpan;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Attribute values as JSON, without loss of type. */
final class AttributeJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AttributeJson() {}

    static ObjectNode object(Map<String, Object> attributes) {
        ObjectNode object = NODES.objectNode();
        attributes.forEach((key, value) -> object.set(key, node(value)));
        return object;
    }

    static JsonNode node(@Nullable Object value) {
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Double number) {
            // JSON has no NaN and no infinity: as HoneyHive's own exporter does, their names as text.
            return Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(number.toString());
        }
        if (value instanceof WireSpan.Bytes bytes) {
            return NODES.textNode(bytes.base64());
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(element -> array.add(node(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, element) -> object.set(String.valueOf(key), node(element)));
            return object;
        }
        return NODES.nullNode();
    }

    /** The types beside the values, because JSON cannot tell bytes from text nor an int from a whole double. */
    static ObjectNode types(Map<String, Object> attributes) {
        ObjectNode types = NODES.objectNode();
        attributes.forEach((key, value) -> types.put(key, type(value)));
        return types;
    }

    private static String type(@Nullable Object value) {
        if (value instanceof List<?> list) {
            TreeSet<String> elements =
                    list.stream().map(AttributeJson::type).collect(Collectors.toCollection(TreeSet::new));
            return (elements.size() == 1 ? elements.first() : elements.isEmpty() ? "empty" : "mixed") + "[]";
        }
        if (value instanceof Map) {
            return "kvlist";
        }
        if (value instanceof WireSpan.Bytes) {
            return "bytes";
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof Long) {
            return "int";
        }
        return value instanceof Double ? "double" : "empty";
    }

    /** Text that holds a JSON object or array becomes that; all else stays what it is. */
    static JsonNode parsed(JsonNode node) {
        if (!node.isTextual()) {
            return node;
        }
        String text = node.textValue().strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return node;
        }
        try {
            return StrictJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return node;
        }
    }
}
