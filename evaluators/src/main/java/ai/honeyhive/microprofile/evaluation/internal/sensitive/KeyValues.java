/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.sensitive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Secrets that one knows by the name before them: {@code password=…}, {@code "api_key": "…"}, {@code ?token=…}. */
final class KeyValues {

    private static final String KIND = "secret";
    private static final int LONGEST_NAME = 64;

    /** How much of a value is looked at before it is known to be one: what is not masked may be looked at again. */
    private static final int SAMPLE = 256;

    /** What a secret's name ends with, by its last letter: this is asked at every colon of every JSON. */
    private static final List<String> ENDING_D = List.of("password", "passwd", "pwd");

    private static final List<String> ENDING_N = List.of("token", "authorization");
    private static final List<String> ENDING_E = List.of("passphrase", "cookie");
    private static final List<String> ENDING_T = List.of("secret");
    private static final List<String> ENDING_L = List.of("credential");
    private static final List<String> ENDING_S = List.of("credentials");
    private static final List<String> ENDING_Y = List.of(
            "apikey",
            "api_key",
            "api-key",
            "api.key",
            "accesskey",
            "access_key",
            "access-key",
            "secretkey",
            "secret_key",
            "secret-key",
            "privatekey",
            "private_key",
            "private-key");

    private static final List<String> NO_SECRETS = List.of("null", "none", "true", "false", "undefined");

    private KeyValues() {}

    static boolean isSecretName(String text, int start, int end) {
        if (end <= start) {
            return false;
        }
        List<String> names = endingWith(text.charAt(end - 1));
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int at = end - name.length();
            if (at >= start && text.regionMatches(true, at, name, 0, name.length())) {
                return true;
            }
        }
        return false;
    }

    private static List<String> endingWith(char last) {
        return switch (last) {
            case 'd', 'D' -> ENDING_D;
            case 'n', 'N' -> ENDING_N;
            case 'e', 'E' -> ENDING_E;
            case 't', 'T' -> ENDING_T;
            case 'l', 'L' -> ENDING_L;
            case 's', 'S' -> ENDING_S;
            case 'y', 'Y' -> ENDING_Y;
            default -> List.of();
        };
    }

    /** Asked at an equals sign or a colon. */
    static @Nullable Finding at(String text, int at, int from) {
        int nameEnd = skipBack(text, at, from);
        int nameStart = nameEnd;
        while (nameStart > from && nameEnd - nameStart < LONGEST_NAME && isNameChar(text.charAt(nameStart - 1))) {
            nameStart--;
        }
        if (!isSecretName(text, nameStart, nameEnd)) {
            return null;
        }
        int start = skipAhead(text, at + 1);
        int quote = start;
        while (quote < text.length() && text.charAt(quote) == '\\') {
            quote++;
        }
        if (quote < text.length() && (text.charAt(quote) == '"' || text.charAt(quote) == '\'')) {
            return quoted(text, start, quote);
        }
        boolean isToken = Character.toLowerCase(text.charAt(nameEnd - 1)) == 'n';
        return bare(text, start, text.charAt(at) == ':' ? 4 : 1, isToken);
    }

    /** Over the blanks and the closing quote of a name; the quote may be escaped, once or twice. */
    private static int skipBack(String text, int at, int from) {
        int end = at;
        while (end > from && at - end < 8 && " \"'\\".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static int skipAhead(String text, int at) {
        int start = at;
        while (start < text.length() && start - at < 6 && " =>".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return start;
    }

    private static boolean isNameChar(char c) {
        return Chars.isBase64Url(c) || c == '.';
    }

    private static @Nullable Finding quoted(String text, int start, int quote) {
        int backslashes = quote - start;
        int end = quote + 1;
        int run = 0;
        for (; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == text.charAt(quote) && (backslashes == 0 ? run % 2 == 0 : run == backslashes)) {
                break;
            }
            run = c == '\\' ? run + 1 : 0;
        }
        int valueEnd = end < text.length() ? end - backslashes : end;
        return valueEnd > quote + 1 ? new Finding(quote + 1, valueEnd, KIND) : null;
    }

    private static @Nullable Finding bare(String text, int start, int atLeast, boolean isToken) {
        int sample = wordEnd(text, start, start + SAMPLE);
        if (isPlaceholder(text, start, sample)) {
            return null;
        }
        if (sample - start <= "bearer".length() && isScheme(text.substring(start, sample))) {
            sample = wordEnd(text, skipAhead(text, sample), sample + SAMPLE);
        }
        if (sample - start < atLeast || (isToken && !holdsDigit(text, start, sample))) {
            return null;
        }
        return new Finding(start, wordEnd(text, sample, text.length()), KIND);
    }

    private static boolean isScheme(String word) {
        return word.equalsIgnoreCase("bearer") || word.equalsIgnoreCase("basic");
    }

    private static int wordEnd(String text, int start, int limit) {
        int end = start;
        while (end < limit
                && end < text.length()
                && text.charAt(end) > ' '
                && ",;&}])\"'<>\\|`".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** The word "token" is at home in texts about language models: there only a value with a digit is a secret. */
    private static boolean holdsDigit(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Chars.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPlaceholder(String text, int start, int end) {
        if (end == start
                || text.startsWith("${", start)
                || text.startsWith("[REDACTED", start)
                || text.charAt(start) == '*') {
            return true;
        }
        return NO_SECRETS.stream()
                .anyMatch(word ->
                        word.length() == end - start && text.regionMatches(true, start, word, 0, word.length()));
    }
}
