/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.dataset;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON exactly as Python's {@code json.dumps(value, sort_keys=True)} writes it: keys sorted by code point, {@code ", "}
 * and {@code ": "} between, everything but printable ASCII escaped, floating-point numbers by Python's {@code repr}. A
 * number with a fraction or an exponent is one of Python's floats, any other an integer.
 */
final class PythonJson {

    private static final Comparator<String> BY_CODE_POINT = (one, other) -> {
        int[] ones = one.codePoints().toArray();
        int[] others = other.codePoints().toArray();
        return Arrays.compare(ones, others);
    };

    private PythonJson() {}

    static String of(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>(BY_CODE_POINT);
            map.forEach((key, element) -> sorted.put(String.valueOf(key), element));
            String separator = "{";
            for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
                out.append(separator);
                string(entry.getKey(), out);
                out.append(": ");
                write(entry.getValue(), out);
                separator = ", ";
            }
            out.append(sorted.isEmpty() ? "{}" : "}");
        } else if (value instanceof Iterable<?> list) {
            String separator = "[";
            for (Object element : list) {
                out.append(separator);
                write(element, out);
                separator = ", ";
            }
            out.append(separator.equals("[") ? "[]" : "]");
        } else if (value instanceof Number number) {
            out.append(number(number));
        } else if (value == null || value instanceof Boolean) {
            out.append(value);
        } else {
            string(value.toString(), out);
        }
    }

    private static String number(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal.scale() == 0 ? decimal.toBigInteger().toString() : repr(decimal.doubleValue());
        }
        boolean whole = number instanceof Integer
                || number instanceof Long
                || number instanceof BigInteger
                || number instanceof Short
                || number instanceof Byte;
        return whole ? number.toString() : repr(number.doubleValue());
    }

    /** The shortest digits that read back as the same number, which Double.toString gives only since Java 19. */
    private static String repr(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal exact = new BigDecimal(Math.abs(value));
        BigDecimal shortest = exact;
        for (int precision = 1; precision <= 17; precision++) {
            shortest = exact.round(new MathContext(precision));
            if (shortest.doubleValue() == Math.abs(value)) {
                break;
            }
        }
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale(); // where the decimal point stands, from the first digit
        digits = digits.replaceAll("0+$", "");
        return (value < 0 ? "-" : "") + (point > -4 && point <= 16 ? plain(digits, point) : scientific(digits, point));
    }

    private static String plain(String digits, int point) {
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return point >= digits.length()
                ? digits + "0".repeat(point - digits.length()) + ".0"
                : digits.substring(0, point) + "." + digits.substring(point);
    }

    private static String scientific(String digits, int point) {
        int exponent = point - 1;
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        out.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
