/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.record;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A line as it was read, without its line break.
 *
 * @param sequence its number
 * @param checkpoints how many checkpoints there were when it was written
 * @param type its type's name
 * @param fields all fields but the hash
 * @param bodyHash the hash of its body
 * @param hash the hash it carries
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two, and nobody changes one.
public record RecordLine(
        long sequence, long checkpoints, String type, Map<String, Object> fields, byte[] bodyHash, String hash) {

    static final String HASH_NAME = ",\"hash\":\"";
    static final String END = "\"}\n";

    /** No line that was written is longer: its fields are bounded, and every character takes six bytes at most. */
    public static final int LONGEST = 128 * 1024;

    private static final int HASH_DIGITS = 2 * Hashes.LENGTH;
    private static final int TAIL = HASH_NAME.length() + HASH_DIGITS + END.length() - 1;

    /**
     * Reads a line.
     *
     * @throws FormatException if it is not of schema version 1
     */
    public static RecordLine parse(byte[] line, Hashes hashes) throws FormatException {
        int body = line.length - TAIL;
        if (body <= 0) {
            throw new FormatException("a record has no hash");
        }
        String tail = new String(line, body, TAIL, StandardCharsets.ISO_8859_1);
        if (!tail.startsWith(HASH_NAME) || !tail.endsWith("\"}")) {
            throw new FormatException("a record does not end in its hash");
        }
        Map<String, Object> fields = JsonReader.object(line, body);
        if (JsonReader.number(fields, "v") != 1) {
            throw new FormatException("the schema is not version 1");
        }
        return new RecordLine(
                JsonReader.number(fields, "seq"),
                JsonReader.number(fields, "chk"),
                JsonReader.string(fields, "type"),
                fields,
                hashes.body(line, 0, body),
                tail.substring(HASH_NAME.length(), HASH_NAME.length() + HASH_DIGITS));
    }

    /** A detail, empty where there is none. */
    public String detail(String name) {
        return fields.get("details") instanceof Map<?, ?> details && details.get(name) instanceof String value
                ? value
                : "";
    }
}
