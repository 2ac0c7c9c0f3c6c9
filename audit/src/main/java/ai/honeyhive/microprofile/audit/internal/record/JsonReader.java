/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.record;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the JSON that {@link RecordWriter} and {@link Checkpoint} write and nothing else: objects, strings and whole
 * numbers without white space.
 */
final class JsonReader {

    private static final int DEEPEST = 4;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /** An object without its closing brace, which stands after what was hashed. */
    static Map<String, Object> object(byte[] bytes, int length) throws FormatException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            JsonReader reader = new JsonReader(text + "}");
            Map<String, Object> object = reader.object();
            if (reader.at != reader.text.length()) {
                throw reader.wrong();
            }
            return object;
        } catch (CharacterCodingException e) {
            throw new FormatException("a line is not UTF-8");
        }
    }

    static long number(Map<String, Object> object, String name) throws FormatException {
        if (object.get(name) instanceof Long number) {
            return number;
        }
        throw new FormatException("field " + name + " is missing or no number");
    }

    static String string(Map<String, Object> object, String name) throws FormatException {
        if (object.get(name) instanceof String string) {
            return string;
        }
        throw new FormatException("field " + name + " is missing or no string");
    }

    private Map<String, Object> object() throws FormatException {
        if (++depth > DEEPEST) {
            throw wrong();
        }
        Map<String, Object> object = new LinkedHashMap<>();
        char end = '{';
        while (end != '}') {
            expect(end);
            String name = string();
            expect(':');
            if (object.put(name, value()) != null) {
                throw new FormatException("a field stands there twice");
            }
            end = peek() == '}' ? '}' : ',';
        }
        at++;
        depth--;
        return object;
    }

    private Object value() throws FormatException {
        return switch (peek()) {
            case '{' -> object();
            case '"' -> string();
            default -> number();
        };
    }

    private Long number() throws FormatException {
        int start = at;
        at += peek() == '-' ? 1 : 0;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        try {
            return Long.parseLong(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    private String string() throws FormatException {
        expect('"');
        StringBuilder string = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw wrong();
            }
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char escaped() throws FormatException {
        char c = next();
        if (c == '"' || c == '\\') {
            return c;
        }
        int code = 0;
        for (int i = 0; i < 4 && c == 'u'; i++) {
            int digit = Character.digit(next(), 16);
            code = digit < 0 ? Integer.MIN_VALUE : code * 16 + digit;
        }
        if (c != 'u' || code < 0) {
            throw wrong();
        }
        return (char) code;
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private void expect(char c) throws FormatException {
        if (next() != c) {
            throw wrong();
        }
    }

    /** 0 at the end, which is no part of what is read here. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private FormatException wrong() {
        return new FormatException("unexpected character " + (at + 1));
    }
}
