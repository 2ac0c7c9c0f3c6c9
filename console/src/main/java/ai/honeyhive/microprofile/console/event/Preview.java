/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One line that tells an event from its neighbours in a list. */
public final class Preview {
    private static final int LONGEST = 200;

    private Preview() {}

    /** The last thing a user said, else the first text among the inputs; empty where there is none. */
    public static String of(ObjectNode document) {
        JsonNode history = document.at("/inputs/chat_history");
        String said = "";
        for (JsonNode message : history) {
            if (message.path("role").asText().equals("user")
                    && message.path("content").isTextual()) {
                said = message.path("content").textValue();
            }
        }
        return line(said.isEmpty() ? firstText(document.path("inputs")) : said);
    }

    private static String firstText(JsonNode inputs) {
        for (JsonNode value : inputs) {
            if (value.isTextual() && !value.textValue().isBlank()) {
                return value.textValue();
            }
        }
        return "";
    }

    private static String line(String text) {
        String head = text.substring(0, Math.min(text.length(), LONGEST * 2));
        String line = head.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
