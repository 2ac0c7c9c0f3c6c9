/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.sensitive;

/** Which numbers are card numbers: an issuer's range, its length and the check digit. */
final class Cards {

    private Cards() {}

    static boolean isNumber(CharSequence digits) {
        return digits.length() >= 13 && isIssued(digits) && hasCheckDigit(digits);
    }

    private static boolean isIssued(CharSequence digits) {
        int length = digits.length();
        int two = prefix(digits, 2);
        int four = prefix(digits, 4);
        return switch (digits.charAt(0)) {
            case '4' -> length == 13 || length == 16 || length == 19; // Visa
            case '5' -> two >= 51 && two <= 55 && length == 16; // Mastercard
            case '2' -> four >= 2221 && four <= 2720 && length == 16; // Mastercard
            case '3' ->
                ((two == 34 || two == 37) && length == 15) // American Express
                        || ((two == 30 || two == 36 || two == 38 || two == 39) && length >= 14) // Diners Club
                        || (two == 35 && length >= 16); // JCB
            case '6' -> (two == 60 || two == 62 || two == 64 || two == 65) && length >= 16; // Discover, UnionPay
            default -> false;
        };
    }

    private static int prefix(CharSequence digits, int length) {
        int prefix = 0;
        for (int i = 0; i < length; i++) {
            prefix = prefix * 10 + digits.charAt(i) - '0';
        }
        return prefix;
    }

    /** The Luhn formula (ISO/IEC 7812-1, annex B). */
    private static boolean hasCheckDigit(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
