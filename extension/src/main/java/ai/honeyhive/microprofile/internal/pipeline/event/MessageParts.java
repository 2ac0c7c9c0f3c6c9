/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of one message, brought down to the one content that HoneyHive shows. */
final class MessageParts {

    private static final int LONGEST_OTHER = 1_000;

    private final Map<String, Object> message;
    private final List<String> texts = new ArrayList<>();
    private final List<Object> toolCalls = new ArrayList<>();

    MessageParts(Map<String, Object> message) {
        this.message = message;
    }

    void add(@Nullable Object content) {
        if (content instanceof List<?> parts) {
            parts.forEach(this::addPart);
            if (!texts.isEmpty()) {
                message.put("content", String.join("\n", texts));
            }
            if (!toolCalls.isEmpty()) {
                message.put("tool_calls", toolCalls);
            }
        } else if (content != null) {
            message.put("content", content instanceof String ? content : JsonText.of(content));
        }
    }

    private void addPart(@Nullable Object part) {
        if (!(part instanceof Map<?, ?> map)) {
            texts.add(String.valueOf(part));
            return;
        }
        switch (String.valueOf(map.get("type"))) {
            case "text" -> addText(map.get("content") == null ? map.get("text") : map.get("content"));
            case "tool_call" -> toolCalls.add(MessageReader.toolCall(map, map.get("id")));
            case "tool_call_response" -> addToolResponse(map);
            default -> addOther(map);
        }
    }

    private void addText(@Nullable Object text) {
        if (text != null) {
            texts.add(text.toString());
        }
    }

    /** The schema says {@code response}, the published example {@code result}. */
    private void addToolResponse(Map<?, ?> part) {
        Object response = part.get("response") == null ? part.get("result") : part.get("response");
        if (response != null) {
            texts.add(response instanceof String text ? text : JsonText.of(response));
        }
        MessageReader.putIfThere(message, "tool_call_id", part.get("id"));
    }

    /** An image by its URI is worth showing, its bytes are not. */
    private void addOther(Map<?, ?> part) {
        String json = JsonText.of(part);
        texts.add(json.length() <= LONGEST_OTHER ? json : "[" + part.get("type") + "]");
    }
}
