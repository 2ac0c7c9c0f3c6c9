/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An event made of what arrived, before it is stored.
 *
 * @param sessionId empty where nothing names a session
 * @param autoCreate whether the session is to be created if it is not known
 * @param sessionName the name for a session created on the way
 * @param document the event in HoneyHive's form, without {@code event_id} where none was stated
 */
public record MappedEvent(
        String sessionId, boolean autoCreate, String sessionName, ObjectNode document, List<Warning> warnings) {

    public String type() {
        return document.path("event_type").asText();
    }

    public String source() {
        return document.path("source").asText();
    }
}
