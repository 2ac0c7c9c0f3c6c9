/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts texts into words. Each metric names the way it cuts: it decides the number. */
public final class Words {

    private Words() {}

    /** What Python's {@code str.split()} takes for a blank: Unicode's spaces and the separating controls. */
    public static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85;
    }

    /** At blanks. */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at < text.length(); at++) {
            if (isBlank(text.charAt(at))) {
                if (start >= 0) {
                    words.add(text.substring(start, at));
                }
                start = -1;
            } else if (start < 0) {
                start = at;
            }
        }
        if (start >= 0) {
            words.add(text.substring(start));
        }
        return words;
    }

    /** Lower-case runs of letters and digits of any script. */
    public static List<String> alphanumeric(String text) {
        List<String> words = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        int start = -1;
        int at = 0;
        while (at < lower.length()) {
            int c = lower.codePointAt(at);
            boolean inside = Character.isLetterOrDigit(c) || isMark(c);
            if (inside && start < 0) {
                start = at;
            } else if (!inside && start >= 0) {
                words.add(lower.substring(start, at));
                start = -1;
            }
            at += Character.charCount(c);
        }
        if (start >= 0) {
            words.add(lower.substring(start));
        }
        return words;
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
