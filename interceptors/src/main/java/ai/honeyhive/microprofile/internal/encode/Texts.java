/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

/** Texts of bounded length. */
public final class Texts {

    private Texts() {}

    /**
     * The text, or as much of its beginning as fits with an ellipsis behind it. Never tears a surrogate pair.
     *
     * @param maxBytes the most bytes of UTF-8, the ellipsis included
     */
    public static String shorten(CharSequence text, int maxBytes) {
        int length = text.length();
        if (length <= maxBytes / 3) {
            return text.toString();
        }
        int fits = fitting(text, length, maxBytes);
        if (fits == length) {
            return text.toString();
        }
        return text.subSequence(0, fitting(text, length, maxBytes - 3)) + JsonWriter.CUT;
    }

    /** How many bytes of UTF-8 a text takes. */
    static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // Half a surrogate pair: two of the four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** How many chars fit. */
    private static int fitting(CharSequence text, int length, int maxBytes) {
        int bytes = 0;
        int next = 0;
        while (next < length) {
            char c = text.charAt(next);
            boolean pair = Character.isHighSurrogate(c)
                    && next + 1 < length
                    && Character.isLowSurrogate(text.charAt(next + 1));
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : pair ? 4 : 3;
            if (bytes > maxBytes) {
                return next;
            }
            next += pair ? 2 : 1;
        }
        return length;
    }
}
