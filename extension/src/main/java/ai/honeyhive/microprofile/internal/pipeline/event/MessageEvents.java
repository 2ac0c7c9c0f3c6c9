/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import java.util.List;
import java.util.Set;

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
}
