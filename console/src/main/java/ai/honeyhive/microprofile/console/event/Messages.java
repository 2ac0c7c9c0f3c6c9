/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Brings the messages of every known convention into HoneyHive's form: role, content, tool_calls. */
final class Messages {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Messages() {}

    /** An array of messages (or of indexed parts of them) in HoneyHive's form; elements of other kinds are left out. */
    static ArrayNode normalise(JsonNode raw) {
        ArrayNode messages = NODES.arrayNode();
        for (JsonNode element : raw.isArray() ? raw : NODES.arrayNode()) {
            if (element.isObject()) {
                messages.add(message((ObjectNode) element));
            } else if (element.isTextual()) {
                messages.add(NODES.objectNode().put("role", "user").set("content", element));
            }
        }
        return messages;
    }

    private static ObjectNode message(ObjectNode raw) {
        // OpenInference and OpenLIT wrap each message once more.
        ObjectNode source = raw.get("message") instanceof ObjectNode inner ? inner : raw;
        ObjectNode message = NODES.objectNode();
        message.set("role", source.path("role").isTextual() ? source.get("role") : NODES.textNode("user"));
        source.properties().forEach(field -> copy(field.getKey(), field.getValue(), message));
        copyIfPresent(raw, "finish_reason", message);
        return message;
    }

    private static void copy(String name, JsonNode value, ObjectNode message) {
        switch (name) {
            case "role" -> {}
            case "content" -> message.set("content", value.isArray() ? joined(value) : value);
            case "contents" -> message.set("content", joined(value));
            case "parts" -> parts(value, message);
            case "tool_calls" -> message.set("tool_calls", toolCalls(value));
            default -> message.set(name, value);
        }
    }

    /** Text parts joined by a line break; content without any text stays structured. */
    private static JsonNode joined(JsonNode parts) {
        List<String> texts = new ArrayList<>();
        for (JsonNode part : parts) {
            JsonNode content = part.path("message_content").isObject() ? part.get("message_content") : part;
            JsonNode text = content.has("text") ? content.get("text") : content.path("content");
            if (text.isTextual()) {
                texts.add(text.textValue());
            }
        }
        return texts.isEmpty() ? parts : NODES.textNode(String.join("\n", texts));
    }

    private static void parts(JsonNode parts, ObjectNode message) {
        List<String> texts = new ArrayList<>();
        ArrayNode calls = NODES.arrayNode();
        ArrayNode others = NODES.arrayNode();
        for (JsonNode part : parts) {
            switch (part.path("type").asText()) {
                case "text" -> texts.add(part.path("content").asText());
                case "tool_call" -> calls.add(part);
                case "tool_call_response" -> {
                    JsonNode response = part.has("response") ? part.get("response") : part.path("result");
                    texts.add(response.isTextual() ? response.textValue() : response.toString());
                    message.set("tool_call_id", part.path("id").isTextual() ? part.get("id") : NODES.nullNode());
                }
                default -> others.add(part);
            }
        }
        message.set("content", texts.isEmpty() ? NODES.nullNode() : NODES.textNode(String.join("\n", texts)));
        if (!calls.isEmpty()) {
            message.set("tool_calls", toolCalls(calls));
        }
        if (!others.isEmpty()) {
            message.set("parts", others);
        }
    }

    private static JsonNode toolCalls(JsonNode raw) {
        if (!raw.isArray()) {
            return raw;
        }
        ArrayNode calls = NODES.arrayNode();
        for (JsonNode element : raw) {
            JsonNode source = element.path("tool_call").isObject() ? element.get("tool_call") : element;
            JsonNode function = source.path("function").isObject() ? source.get("function") : source;
            ObjectNode call = NODES.objectNode();
            copyIfPresent(source, "id", call);
            copyIfPresent(function, "name", call);
            JsonNode arguments = function.path("arguments");
            if (!arguments.isMissingNode()) {
                // HoneyHive never parses arguments: they stay the text that the model wrote.
                call.put("arguments", arguments.isTextual() ? arguments.textValue() : arguments.toString());
            }
            calls.add(call);
        }
        return calls;
    }

    private static void copyIfPresent(JsonNode from, String name, ObjectNode to) {
        if (from.has(name)) {
            to.set(name, from.get(name));
        }
    }
}
