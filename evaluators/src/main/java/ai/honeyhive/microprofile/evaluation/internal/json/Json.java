/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON strictly (RFC 8259): no comments, no trailing commas, no control characters in strings, no leading zeros.
 * An object is a {@link Map} in its order, an array a {@link List}, a number a {@link BigDecimal}. Of equal names the
 * last one counts.
 */
public final class Json {

    private static final int DEEPEST = 256;
    private static final int LONGEST_NUMBER = 1000;

    /** A foreign text with more values is more than we want to hold. */
    private static final int MOST_FOREIGN_VALUES = 20_000;

    private final String text;
    private final boolean foreign;
    private int at;
    private int depth;
    private int values;

    private Json(String text, boolean foreign) {
        this.text = text;
        this.foreign = foreign;
    }

    public static @Nullable Object read(String text) throws JsonException {
        return new Json(text, false).all();
    }

    /**
     * The value of a text that a model or an instrumentation has written, {@code null} where it is no JSON or has more than 20,000
     * values. Control characters in strings are let pass: models forget to escape them.
     */
    public static @Nullable Object readForeign(String text) {
        try {
            return new Json(text, true).all();
        } catch (JsonException e) {
            return null; // cut at a length limit, or text that only looks like JSON
        }
    }

    /** The same for an array or an object only, {@code null} for every other text. */
    public static @Nullable Object readForeignStructure(String text) {
        String stripped = text.strip();
        return stripped.startsWith("[") || stripped.startsWith("{") ? readForeign(stripped) : null;
    }

    private @Nullable Object all() throws JsonException {
        Object value = value();
        skipBlanks();
        if (at < text.length()) {
            throw wrong("expected the end");
        }
        return value;
    }

    private @Nullable Object value() throws JsonException {
        if (foreign && ++values > MOST_FOREIGN_VALUES) {
            throw wrong("more than " + MOST_FOREIGN_VALUES + " values");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() throws JsonException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        enter();
        if (!leaves('}')) {
            do {
                skipBlanks();
                String name = string();
                skipBlanks();
                expect(':');
                object.put(name, value());
            } while (goesOn('}'));
        }
        depth--;
        return object;
    }

    private List<@Nullable Object> array() throws JsonException {
        List<@Nullable Object> array = new ArrayList<>();
        enter();
        if (!leaves(']')) {
            do {
                array.add(value());
            } while (goesOn(']'));
        }
        depth--;
        return array;
    }

    private void enter() throws JsonException {
        if (++depth > DEEPEST) {
            throw wrong("deeper than " + DEEPEST + " levels");
        }
        at++;
    }

    private boolean leaves(char end) {
        skipBlanks();
        boolean leaves = peek() == end;
        at += leaves ? 1 : 0;
        return leaves;
    }

    private boolean goesOn(char end) throws JsonException {
        skipBlanks();
        if (peek() == ',') {
            at++;
            return true;
        }
        expect(end);
        return false;
    }

    private String string() throws JsonException {
        expect('"');
        int start = at;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        return peek() == '"' ? text.substring(start, at++) : stringWithEscapes(text.substring(start, at));
    }

    private boolean isPlain(char c) {
        return c != '"' && c != '\\' && (c >= ' ' || foreign);
    }

    private String stringWithEscapes(String begun) throws JsonException {
        StringBuilder string = new StringBuilder(begun);
        while (true) {
            if (at >= text.length()) {
                throw wrong("a string has no end");
            }
            char c = text.charAt(at++);
            if (c == '"') {
                return string.toString();
            }
            if (c != '\\' && !isPlain(c)) {
                at--;
                throw wrong("a control character in a string must be escaped");
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws JsonException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("unknown escape");
        };
    }

    private char unicode() throws JsonException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("four hexadecimal digits must follow \\u");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private BigDecimal number() throws JsonException {
        int start = at;
        at += peek() == '-' ? 1 : 0;
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            at += peek() == '+' || peek() == '-' ? 1 : 0;
            digits();
        }
        if (at - start > LONGEST_NUMBER) {
            throw wrong("a number of more than " + LONGEST_NUMBER + " characters");
        }
        try {
            return new BigDecimal(text.substring(start, at));
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong("a number with an exponent out of range");
        }
    }

    private void digits() throws JsonException {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong("expected a value");
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw wrong("expected a value");
        }
        at += word.length();
        return value;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char c) throws JsonException {
        if (peek() != c) {
            throw wrong("expected " + c);
        }
        at++;
    }

    /** 0 at the end, which nothing in JSON outside of strings is. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private JsonException wrong(String what) {
        return new JsonException(what + " at character " + Math.min(at + 1, text.length() + 1));
    }
}
