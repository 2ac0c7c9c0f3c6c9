/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;

/** Ways to encode, and to read what has come out. */
abstract class EncodingCase {

    final ArgumentEncoder encoder = new ArgumentEncoder();

    String json(Object value) {
        return json(value, 10_000);
    }

    String json(Object value, int maxBytes) {
        Encoding encoding = encoder.borrow(maxBytes, 6, 50);
        try {
            return encoding.json(value);
        } finally {
            encoder.giveBack(encoding);
        }
    }

    Object attribute(Object value) {
        Encoding encoding = encoder.borrow(1000, 6, 50);
        try {
            return encoding.attribute(value);
        } finally {
            encoder.giveBack(encoding);
        }
    }

    static JsonValue parse(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        } catch (RuntimeException e) {
            throw new AssertionError("No JSON: " + json, e);
        }
    }

    record Point(int x, Double y, String label) {}
}
