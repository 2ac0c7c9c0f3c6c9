/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Just enough of a JSON reader (RFC 8259) for the messages that instrumentations write; not every server has JSON-P. An
 * object is a {@link Map}, an array a {@link List}, a number a {@link BigDecimal}.
 */
public final class JsonReader {

    /** Thrown for text that is no JSON, or more of it than we want to hold. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NODES = 20_000;
    private static final int MAX_NUMBER = 64;

    private final String text;
    private int at;
    private int nodes;

    private JsonReader(String text) {
        this.text = text;
    }

    static @Nullable Object read(String text) throws Malformed {
        JsonReader json = new JsonReader(text);
        Object value = json.value(0);
        json.skipBlanks();
        if (json.at < text.length()) {
            throw new Malformed("something follows the value");
        }
        return value;
    }

    /** The value of a text that is a JSON array or object, {@code null} for every other text. */
    public static @Nullable Object readStructure(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("[") && !stripped.startsWith("{")) {
            return null;
        }
        try {
            return read(stripped);
        } catch (Malformed e) {
            return null;
        }
    }

    private @Nullable Object value(int depth) throws Malformed {
        if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            throw new Malformed("too deep or too large");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) throws Malformed {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        at++;
        skipBlanks();
        if (peek() == '}') {
            at++;
            return object;
        }
        while (true) {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            object.put(name, value(depth + 1));
            if (endsAfterComma('}')) {
                return object;
            }
        }
    }

    private List<@Nullable Object> array(int depth) throws Malformed {
        List<@Nullable Object> array = new ArrayList<>();
        at++;
        skipBlanks();
        if (peek() == ']') {
            at++;
            return array;
        }
        while (true) {
            array.add(value(depth + 1));
            if (endsAfterComma(']')) {
                return array;
            }
        }
    }

    private boolean endsAfterComma(char end) throws Malformed {
        skipBlanks();
        if (peek() == end) {
            at++;
            return true;
        }
        expect(',');
        return false;
    }

    private String string() throws Malformed {
        expect('"');
        int start = at;
        int end = at;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '"') {
            at = end + 1;
            return text.substring(start, end);
        }
        return stringWithEscapes();
    }

    private String stringWithEscapes() throws Malformed {
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return string.toString();
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws Malformed {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new Malformed("unknown escape");
        };
    }

    private char unicode() throws Malformed {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw new Malformed("bad unicode escape");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private BigDecimal number() throws Malformed {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at - start > MAX_NUMBER) {
            throw new Malformed("number too long");
        }
        try {
            return new BigDecimal(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw new Malformed("not a number");
        }
    }

    private @Nullable Object literal(String word, @Nullable Object value) throws Malformed {
        if (!text.startsWith(word, at)) {
            throw new Malformed("unknown word");
        }
        at += word.length();
        return value;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char c) throws Malformed {
        if (next() != c) {
            throw new Malformed("expected " + c);
        }
    }

    private char next() throws Malformed {
        char c = peek();
        at++;
        return c;
    }

    private char peek() throws Malformed {
        if (at >= text.length()) {
            throw new Malformed("ends too early");
        }
        return text.charAt(at);
    }
}
