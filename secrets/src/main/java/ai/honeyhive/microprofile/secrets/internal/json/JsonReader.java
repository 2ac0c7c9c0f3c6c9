/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON by RFC 8259, strictly: valid UTF-8, no duplicate names, no lone surrogates, at most {@value #DEPTH} levels,
 * nothing after the value. Not the server's JSON-P: Quarkus and the command line have none, and its answer to a duplicate
 * name is "the last one wins".
 */
public final class JsonReader {

    private static final int DEPTH = 32;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads an object.
     *
     * @throws JsonException if it is none; the message holds nothing of it
     */
    public static JsonObject readObject(byte[] utf8) throws JsonException {
        try {
            return readObject(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new JsonException("it is not UTF-8");
        }
    }

    /**
     * Reads an object.
     *
     * @throws JsonException if it is none; the message holds nothing of it
     */
    public static JsonObject readObject(String text) throws JsonException {
        if (read(text) instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("it is no JSON object");
    }

    static @Nullable Object read(String text) throws JsonException {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.skipBlanks();
        if (reader.at < text.length()) {
            throw reader.wrong("something follows the value");
        }
        return value;
    }

    private @Nullable Object value(int depth) throws JsonException {
        if (depth > DEPTH) {
            throw wrong("it is nested too deep");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private JsonObject object(int depth) throws JsonException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        skipBlanks();
        if (peek() == '}') {
            at++;
            return new JsonObject(members);
        }
        while (true) {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            Object value = value(depth + 1);
            if (members.containsKey(name)) {
                throw wrong("a name stands twice");
            }
            members.put(name, value);
            if (endsWith('}')) {
                return new JsonObject(members);
            }
        }
    }

    private List<@Nullable Object> array(int depth) throws JsonException {
        List<@Nullable Object> elements = new ArrayList<>();
        at++;
        skipBlanks();
        if (peek() == ']') {
            at++;
            return elements;
        }
        while (true) {
            elements.add(value(depth + 1));
            if (endsWith(']')) {
                return elements;
            }
        }
    }

    /** Past a comma, or past the end. */
    private boolean endsWith(char end) throws JsonException {
        skipBlanks();
        if (peek() == end) {
            at++;
            return true;
        }
        expect(',');
        return false;
    }

    private String string() throws JsonException {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return checked(value);
            }
            if (c < ' ') {
                throw wrong("a control character stands in a text");
            }
            value.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws JsonException {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw wrong("an escape that does not exist");
        };
    }

    private char hex() throws JsonException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = "0123456789abcdef".indexOf(lower(next()));
            if (digit < 0) {
                throw wrong("an escape that does not exist");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'F' ? (char) (c + ('a' - 'A')) : c;
    }

    private String checked(StringBuilder value) throws JsonException {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                boolean pair =
                        i + 1 < value.length() && Character.isSurrogatePair(value.charAt(i), value.charAt(i + 1));
                if (!pair) {
                    throw wrong("half a character stands in a text");
                }
                i++;
            }
        }
        return value.toString();
    }

    private JsonNumber number() throws JsonException {
        int start = at;
        skip('-');
        if (!skip('0')) {
            digits();
        }
        if (skip('.')) {
            digits();
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
        return new JsonNumber(text.substring(start, at));
    }

    private void digits() throws JsonException {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong("neither a value nor its end");
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw wrong("an unknown word");
        }
        at += word.length();
        return value;
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws JsonException {
        if (next() != c) {
            at--;
            throw wrong("not the character that must stand here");
        }
    }

    private char peek() throws JsonException {
        if (at >= text.length()) {
            throw wrong("it ends too early");
        }
        return text.charAt(at);
    }

    private char next() throws JsonException {
        char c = peek();
        at++;
        return c;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonException wrong(String what) {
        return new JsonException("it is no JSON that we read, at character " + at + ": " + what);
    }
}
