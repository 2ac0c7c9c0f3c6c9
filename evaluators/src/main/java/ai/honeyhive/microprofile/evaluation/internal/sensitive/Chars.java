/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.sensitive;

/** Classes of ASCII characters; what is outside ASCII belongs to none of them. */
final class Chars {

    private Chars() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isAlphanumeric(char c) {
        return isDigit(c) || isUpper(c) || (c >= 'a' && c <= 'z');
    }

    /** The characters of base64 in its URL form, which most keys are made of. */
    static boolean isBase64Url(char c) {
        return isAlphanumeric(c) || c == '-' || c == '_';
    }

    /** The characters of a token in an Authorization header (RFC 6750 section 2.1). */
    static boolean isToken68(char c) {
        return isBase64Url(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
    }

    /** Whether a word begins at this place. */
    static boolean isWordStart(String text, int at) {
        return at == 0 || !isAlphanumeric(text.charAt(at - 1));
    }

    /** Whether a word may end before this place. */
    static boolean isWordEnd(String text, int at) {
        return at >= text.length() || !isAlphanumeric(text.charAt(at));
    }
}
