/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.json;

/**
 * A number as it was written: what it is worth is nobody's business until somebody asks.
 *
 * @param text the number's text
 */
public record JsonNumber(String text) {

    /** The number, where it is a whole one that fits. */
    public long toLong() throws JsonException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new JsonException("a number is not a whole one, or too large");
        }
    }

    /** Not the number: it may be a secret. */
    @Override
    public String toString() {
        return "JsonNumber";
    }
}
