/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events by which instrumentations tell messages: as span events, or as log records that we have joined to their
 * span as events of the same name.
 */
public final class MessageEvents {

    static final String CHOICE = "gen_ai.choice";

    private static final Set<String> INPUTS = Set.of(
            "gen_ai.system.message",
            "gen_ai.user.message",
            "gen_ai.assistant.message",
            "gen_ai.tool.message",
            "gen_ai.content.prompt");

    private static final Set<String> OUTPUTS = Set.of(CHOICE, "gen_ai.content.completion");

    /** One of these is in every body of such an event. */
    private static final List<String> BODY_NAMES = List.of("content", "message", "role", "tool_calls");

    private MessageEvents() {}

    /** Whether an event or a log record of this name tells a message. */
    public static boolean isMessage(String eventName) {
        return isInput(eventName) || isOutput(eventName);
    }

    static boolean isInput(String eventName) {
        return INPUTS.contains(eventName);
    }

    static boolean isOutput(String eventName) {
        return OUTPUTS.contains(eventName);
    }

    static boolean anyMessage(List<SpanRecord.Event> events) {
        return events.stream().anyMatch(event -> isMessage(event.name()));
    }

    /** The role of an input message that does not tell it: the middle of {@code gen_ai.<role>.message}. */
    static String role(String eventName) {
        return switch (eventName) {
            case "gen_ai.system.message" -> "system";
            case "gen_ai.assistant.message" -> "assistant";
            case "gen_ai.tool.message" -> "tool";
            default -> "user";
        };
    }

    /**
     * The attributes of an event whose content is a body: those of its map, also where a map came as JSON, or else the
     * whole text as the content.
     */
    public static Attributes attributes(@Nullable Object body) {
        AttributesBuilder attributes = Attributes.builder();
        Object known = body instanceof String text ? mapOrText(text) : body;
        if (known instanceof Map<?, ?> map) {
            map.forEach((name, value) -> put(attributes, String.valueOf(name), value));
        } else {
            put(attributes, "content", known);
        }
        return attributes.build();
    }

    private static Object mapOrText(String text) {
        return MessageReader.parsed(text) instanceof Map<?, ?> map
                        && BODY_NAMES.stream().anyMatch(map::containsKey)
                ? map
                : text;
    }

    private static void put(AttributesBuilder attributes, String name, @Nullable Object value) {
        if (value instanceof Long number) {
            attributes.put(name, number);
        } else if (value instanceof Boolean flag) {
            attributes.put(name, flag);
        } else if (value != null) {
            attributes.put(name, value instanceof String text ? text : JsonText.of(value));
        }
    }
}
