/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * A departure from HoneyHive's contract.
 *
 * @param message what was found, with the offending value
 */
public record Warning(WarningCode code, String message) {
    private static final int LONGEST_QUOTE = 120;

    /** The form in which the read API shows it. */
    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code.name())
                .put("severity", code.severity().name().toLowerCase(Locale.ROOT))
                .put("message", message)
                .put("remedy", code.remedy());
    }

    /** A received value, fit to stand in a message: bounded and in quotes. */
    public static String quote(String value) {
        return '"' + (value.length() <= LONGEST_QUOTE ? value : value.substring(0, LONGEST_QUOTE) + "…") + '"';
    }
}
