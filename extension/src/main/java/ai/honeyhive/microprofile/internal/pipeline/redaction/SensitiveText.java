/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.redaction;

import org.jspecify.annotations.Nullable;

/**
 * Masks secrets and personal data in a text, in one pass and in linear time. Few characters can stand at the heart of
 * something sensitive (an at sign, the underscore of a key's prefix, a digit); only at these a detector is asked, and
 * none looks further than a fixed distance back, or further ahead than the text it masks.
 */
final class SensitiveText {

    static final String SECRET = "[REDACTED:secret]";

    private static final boolean[] TRIGGERS = new boolean[128];

    static {
        for (char c : "_-JABb@=:\"0123456789".toCharArray()) {
            TRIGGERS[c] = true;
        }
    }

    private final String text;
    private final boolean json;
    private boolean inString;
    private @Nullable StringBuilder out;
    private int copied;

    private SensitiveText(String text) {
        this.text = text;
        this.json = looksLikeJson(text);
    }

    /** The text without what is sensitive in it; the same object where there is none. */
    static String masked(String text) {
        return new SensitiveText(text).run();
    }

    /** Whether something by this name is a secret whatever its value looks like. */
    static boolean isSecretName(String name) {
        return KeyValues.isSecretName(name, 0, name.length());
    }

    private static boolean looksLikeJson(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    private String run() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c >= 128 || !TRIGGERS[c]) {
                at++;
                continue;
            }
            if (c == '"') {
                inString ^= json && !isEscaped(at);
                at++;
                continue;
            }
            Finding finding = detect(c, at);
            if (finding == null) {
                at = skipped(c, at);
            } else {
                mask(finding);
                at = finding.end();
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    private @Nullable Finding detect(char c, int at) {
        return switch (c) {
            case '_' -> Tokens.atUnderscore(text, at, copied);
            case '-' -> Tokens.atHyphen(text, at, copied);
            case 'J' -> Tokens.jwt(text, at, copied);
            case 'A' -> Tokens.awsKey(text, at);
            case 'B', 'b' -> Tokens.authorization(text, at);
            case '@' -> PersonalData.email(text, at, copied);
            case '=', ':' -> KeyValues.at(text, at, copied);
            default -> PersonalData.number(text, at, copied);
        };
    }

    /** A run of digits is looked at once, from its beginning. */
    private int skipped(char c, int at) {
        int next = at + 1;
        if (c >= '0' && c <= '9') {
            while (next < text.length() && text.charAt(next) >= '0' && text.charAt(next) <= '9') {
                next++;
            }
        }
        return next;
    }

    private void mask(Finding finding) {
        if (out == null) {
            out = new StringBuilder(text.length() + 32);
        }
        out.append(text, copied, finding.start());
        String replacement = "[REDACTED:" + finding.kind() + "]";
        boolean outside = json && !inString;
        boolean behindQuote = finding.start() > 0 && text.charAt(finding.start() - 1) == '"';
        // A bare number or word in JSON becomes a string, so that the JSON stays valid.
        out.append(outside && !behindQuote ? '"' + replacement + '"' : replacement);
        inString |= outside && behindQuote;
        copied = finding.end();
    }

    private boolean isEscaped(int at) {
        int backslashes = 0;
        while (at > backslashes && text.charAt(at - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** A part of the text to mask. */
    record Finding(int start, int end, String kind) {}
}
