/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.json;

import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A secret's fields as texts. Texts, booleans and whole numbers have one; what else JSON has is left out. */
public final class Fields {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");

    /** The server itself keeps numbers in floating point, exact up to here: 12345678901234567890 came back as another. */
    private static final long EXACT = 1L << 53;

    private Fields() {}

    /** The usable fields of an object. */
    public static Map<String, String> of(JsonObject data) {
        Map<String, String> fields = new HashMap<>();
        for (String name : data.names()) {
            Object value = data.get(name);
            if (value instanceof String text) {
                fields.put(name, text);
            } else if (value instanceof Boolean flag) {
                fields.put(name, flag.toString());
            } else if (value instanceof JsonNumber number && isExact(number)) {
                fields.put(name, number.text());
            } else {
                LOG.log(
                        Level.FINE,
                        "Field {0} is left out: only texts, booleans and whole numbers up to 2^53 can be used",
                        name);
            }
        }
        return fields;
    }

    private static boolean isExact(JsonNumber number) {
        try {
            long value = number.toLong();
            return value >= -EXACT && value <= EXACT;
        } catch (JsonException e) {
            return false;
        }
    }
}
