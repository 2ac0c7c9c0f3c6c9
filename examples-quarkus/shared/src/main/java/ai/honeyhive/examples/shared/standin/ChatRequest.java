/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.standin;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the stand-in reads of a chat completion request.
 *
 * @param messages what was said, oldest first
 * @param tools what may be called
 * @param streamed whether the answer is wanted in pieces
 */
record ChatRequest(List<Message> messages, List<Tool> tools, boolean streamed) {

    record Message(String role, String text) {}

    /**
     * @param name the function's name
     * @param parameter its first parameter, empty where it has none
     */
    record Tool(String name, String parameter) {}

    static ChatRequest of(JsonObject request) {
        List<Message> messages = array(request, "messages").getValuesAs(JsonObject.class).stream()
                .map(message -> new Message(message.getString("role"), text(message.get("content"))))
                .toList();
        if (messages.isEmpty()) {
            throw new RefusedRequest("empty", "A request needs messages");
        }
        List<Tool> tools = array(request, "tools").getValuesAs(JsonObject.class).stream()
                .map(tool -> tool(tool.getJsonObject("function")))
                .toList();
        return new ChatRequest(messages, tools, request.getBoolean("stream", false));
    }

    Message last() {
        return messages.get(messages.size() - 1);
    }

    Optional<Message> lastOf(String role) {
        return messages.stream().filter(message -> message.role().equals(role)).reduce((earlier, later) -> later);
    }

    private static Tool tool(JsonObject function) {
        JsonObject parameters = function.getJsonObject("parameters");
        JsonObject properties = parameters == null ? null : parameters.getJsonObject("properties");
        String first = properties == null
                ? ""
                : properties.keySet().stream().findFirst().orElse("");
        return new Tool(function.getString("name"), first);
    }

    /** Content is a string, or an array of parts; only the text of it is read. */
    private static String text(JsonValue content) {
        if (content instanceof JsonString string) {
            return string.getString();
        }
        if (content instanceof JsonArray parts) {
            return parts.getValuesAs(JsonObject.class).stream()
                    .map(part -> part.getString("text", ""))
                    .collect(Collectors.joining("\n"));
        }
        return "";
    }

    private static JsonArray array(JsonObject request, String name) {
        JsonArray array = request.getJsonArray(name);
        return array == null ? JsonValue.EMPTY_JSON_ARRAY : array;
    }
}
