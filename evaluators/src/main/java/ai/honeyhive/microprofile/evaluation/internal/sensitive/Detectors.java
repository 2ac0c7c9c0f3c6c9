/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.sensitive;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All detectors over a text, in one pass and in linear time. Few characters can stand at the heart of something
 * sensitive (an at sign, the underscore of a key's prefix, a digit); only at these a detector is asked, and none looks
 * further than a fixed distance back, or further ahead than what it finds.
 */
public final class Detectors {

    private static final boolean[] TRIGGERS = new boolean[128];

    static {
        for (char c : "_-JABb@=:0123456789".toCharArray()) {
            TRIGGERS[c] = true;
        }
    }

    private Detectors() {}

    /** What is sensitive, in the order of the text; findings do not overlap. */
    public static List<Finding> find(String text) {
        List<Finding> findings = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            Finding finding = at(text, at, from);
            if (finding == null) {
                at = next(text, at);
            } else {
                findings.add(finding);
                from = finding.end();
                at = from;
            }
        }
        return findings;
    }

    /** What is sensitive around one character and does not begin before another place. */
    public static @Nullable Finding at(String text, int at, int from) {
        char c = text.charAt(at);
        return c < 128 && TRIGGERS[c] ? detect(c, text, at, from) : null;
    }

    /** Whether something by this name is a secret whatever its value looks like. */
    public static boolean isSecretName(String name) {
        return KeyValues.isSecretName(name, 0, name.length());
    }

    /** Where to look next when nothing was found: a run of digits is looked at once, from its beginning. */
    public static int next(String text, int at) {
        int next = at + 1;
        if (Chars.isDigit(text.charAt(at))) {
            while (next < text.length() && Chars.isDigit(text.charAt(next))) {
                next++;
            }
        }
        return next;
    }

    private static @Nullable Finding detect(char c, String text, int at, int from) {
        return switch (c) {
            case '_' -> Tokens.atUnderscore(text, at, from);
            case '-' -> Tokens.atHyphen(text, at, from);
            case 'J' -> Tokens.jwt(text, at, from);
            case 'A' -> Tokens.awsKey(text, at);
            case 'B', 'b' -> Tokens.authorization(text, at);
            case '@' -> PersonalData.email(text, at, from);
            case '=', ':' -> KeyValues.at(text, at, from);
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> PersonalData.number(text, at, from);
            default -> null;
        };
    }
}
