/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.sensitive;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Secrets that one knows by their look: API keys, tokens, private keys. */
final class Tokens {

    private static final String KIND = "secret";

    /** What stands before the underscore at which they are found, and how much must follow. */
    private static final List<Prefix> UNDERSCORE = List.of(
            new Prefix("hh", 12),
            new Prefix("ghp", 20),
            new Prefix("gho", 20),
            new Prefix("ghu", 20),
            new Prefix("ghs", 20),
            new Prefix("ghr", 20),
            new Prefix("github_pat", 20),
            new Prefix("sk_live", 12),
            new Prefix("sk_test", 12),
            new Prefix("rk_live", 12));

    private static final List<Prefix> HYPHEN = List.of(
            new Prefix("sk", 16),
            new Prefix("glpat", 16),
            new Prefix("xoxa", 10),
            new Prefix("xoxb", 10),
            new Prefix("xoxe", 10),
            new Prefix("xoxp", 10),
            new Prefix("xoxr", 10),
            new Prefix("xoxs", 10));

    private static final int SURE_LENGTH = 20;
    private static final String BEGIN = "-----BEGIN ";

    private record Prefix(String text, int atLeast) {}

    private Tokens() {}

    static @Nullable Finding atUnderscore(String text, int at, int from) {
        return prefixed(text, at, from, UNDERSCORE);
    }

    static @Nullable Finding atHyphen(String text, int at, int from) {
        Finding key = text.startsWith(BEGIN, at) ? privateKey(text, at) : null;
        return key == null ? prefixed(text, at, from, HYPHEN) : key;
    }

    private static @Nullable Finding prefixed(String text, int at, int from, List<Prefix> prefixes) {
        for (Prefix prefix : prefixes) {
            int start = at - prefix.text().length();
            if (start >= from
                    && text.startsWith(prefix.text(), start)
                    && Chars.isWordStart(text, start)
                    && (start == 0 || text.charAt(start - 1) != '_')) {
                int end = base64UrlEnd(text, at + 1);
                int length = end - at - 1;
                if (length >= prefix.atLeast() && isRandom(text, at + 1, end)) {
                    return new Finding(start, end, KIND);
                }
            }
        }
        return null;
    }

    /** Words joined by hyphens or underscores have no digits and no capitals inside. */
    private static boolean isRandom(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (Chars.isDigit(c) || (i > start && Chars.isUpper(c))) {
                return true;
            }
        }
        return end - start >= 2 * SURE_LENGTH;
    }

    private static int base64UrlEnd(String text, int start) {
        int end = start;
        while (end < text.length() && Chars.isBase64Url(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** A PEM block; without its end everything that follows is masked. */
    private static @Nullable Finding privateKey(String text, int at) {
        int label = at + BEGIN.length();
        while (label < text.length() && (Chars.isUpper(text.charAt(label)) || text.charAt(label) == ' ')) {
            label++;
        }
        if (!text.startsWith("-----", label) || !text.startsWith("PRIVATE KEY", label - "PRIVATE KEY".length())) {
            return null;
        }
        int end = text.indexOf("-----END ", label);
        int endLabel = end < 0 ? -1 : text.indexOf("KEY-----", end);
        return new Finding(at, endLabel < 0 ? text.length() : endLabel + "KEY-----".length(), "private-key");
    }

    /** Found at the J of the eyJ that every JSON object gives in base64. */
    static @Nullable Finding jwt(String text, int at, int from) {
        int start = at - 2;
        boolean begins = start >= from && text.startsWith("ey", start);
        if (!begins || (start > 0 && Chars.isBase64Url(text.charAt(start - 1)))) {
            return null;
        }
        int header = base64UrlEnd(text, start);
        if (header - start < 10 || header >= text.length() || text.charAt(header) != '.') {
            return null;
        }
        int payload = base64UrlEnd(text, header + 1);
        if (payload - header < 10) {
            return null;
        }
        boolean signed = payload < text.length() && text.charAt(payload) == '.';
        return new Finding(start, signed ? base64UrlEnd(text, payload + 1) : payload, "jwt");
    }

    /** An access key id of AWS: AKIA (long-term) or ASIA (temporary) and sixteen capitals or digits. */
    static @Nullable Finding awsKey(String text, int at) {
        int end = at + 20;
        boolean begins = text.startsWith("AKIA", at) || text.startsWith("ASIA", at);
        if (!begins || !Chars.isWordStart(text, at) || end > text.length() || !Chars.isWordEnd(text, end)) {
            return null;
        }
        for (int i = at; i < end; i++) {
            if (!Chars.isUpper(text.charAt(i)) && !Chars.isDigit(text.charAt(i))) {
                return null;
            }
        }
        return new Finding(at, end, KIND);
    }

    /** A scheme and what follows it in an Authorization header. */
    static @Nullable Finding authorization(String text, int at) {
        if (!Chars.isWordStart(text, at) || at + 1 >= text.length()) {
            return null;
        }
        // The letter is common, so the next one is asked before the whole word is compared.
        boolean bearer = (text.charAt(at + 1) | ' ') == 'e';
        String word = bearer ? "bearer" : "basic";
        if ((!bearer && (text.charAt(at + 1) | ' ') != 'a') || !text.regionMatches(true, at, word, 0, word.length())) {
            return null;
        }
        int scheme = at + word.length();
        int start = scheme;
        while (start < text.length() && start - scheme < 4 && text.charAt(start) == ' ') {
            start++;
        }
        int end = start;
        while (end < text.length() && Chars.isToken68(text.charAt(end))) {
            end++;
        }
        if (start == scheme || end - start < 8) {
            return null;
        }
        boolean credentials = bearer ? looksLikeToken(text, start, end) : isUserAndPassword(text.substring(start, end));
        return credentials ? new Finding(start, end, KIND) : null;
    }

    /** So that prose such as "bearer certificates" stays. */
    private static boolean looksLikeToken(String text, int start, int end) {
        return end - start >= SURE_LENGTH || isRandom(text, start, end);
    }

    private static boolean isUserAndPassword(String base64) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64);
            return new String(decoded, StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
        } catch (IllegalArgumentException e) {
            return false; // no base64: a word, as in "basic principles"
        }
    }
}
