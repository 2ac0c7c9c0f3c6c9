/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.sensitive;

import org.jspecify.annotations.Nullable;

/** Personal data that can be told with some certainty: by its form and, for numbers, by its check digits. */
final class PersonalData {

    private static final int LONGEST_LOCAL_PART = 64; // RFC 5321 section 4.5.3.1.1
    private static final int LONGEST_CARD = 19; // ISO/IEC 7812
    private static final String IBAN_LENGTHS =
            "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28"
                    + "EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20"
                    + "LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25"
                    + "SV28TL23TN24TR26UA29VA22VG24XK20"; // IBAN registry of SWIFT

    private PersonalData() {}

    static @Nullable Finding email(String text, int at, int from) {
        int start = at;
        while (start > from && at - start <= LONGEST_LOCAL_PART && isLocalPart(text.charAt(start - 1))) {
            start--;
        }
        int end = at + 1;
        int lastDot = -1;
        while (end < text.length() && (isLabel(text.charAt(end)) || text.charAt(end) == '.')) {
            if (text.charAt(end) == '.') {
                if (end == at + 1 || end == lastDot + 1) {
                    break;
                }
                lastDot = end;
            }
            end++;
        }
        end = end == lastDot + 1 ? lastDot : end;
        return start < at && endsInTopLevelDomain(text, at, end) ? new Finding(start, end, "email") : null;
    }

    private static boolean endsInTopLevelDomain(String text, int at, int end) {
        int letters = 0;
        for (int i = end - 1; i > at; i--) {
            char c = text.charAt(i);
            if (c == '.') {
                return letters >= 2;
            }
            if (Chars.isDigit(c) || c == '-') {
                return false;
            }
            letters++;
        }
        return false;
    }

    private static boolean isLocalPart(char c) {
        return Chars.isAlphanumeric(c) || "._%+-".indexOf(c) >= 0;
    }

    private static boolean isLabel(char c) {
        return Chars.isAlphanumeric(c) || c == '-';
    }

    /** Asked at the first digit of a run. */
    static @Nullable Finding number(String text, int at, int from) {
        Finding iban = at - 2 >= from ? iban(text, at - 2) : null;
        return iban == null ? card(text, at) : iban;
    }

    private static @Nullable Finding iban(String text, int start) {
        int length = ibanLength(text, start);
        if (length == 0 || !Chars.isWordStart(text, start)) {
            return null;
        }
        int remainder = 0;
        int seen = 0;
        int head = 0;
        int at = start;
        for (; at < text.length() && seen < length; at++) {
            char c = text.charAt(at);
            if (c == ' ' && seen % 4 == 0) {
                continue;
            }
            if (!Chars.isDigit(c) && !Chars.isUpper(c)) {
                return null;
            }
            if (++seen <= 4) {
                head = appended(head, c);
            } else {
                remainder = appended(remainder, c);
            }
        }
        int headFactor = 1_000_000 % 97; // two letters and two digits move to the end: six decimal places
        boolean valid = seen == length && (remainder * headFactor + head) % 97 == 1;
        return valid && Chars.isWordEnd(text, at) ? new Finding(start, at, "iban") : null;
    }

    /** The number so far and one more character, a letter counting from 10, modulo 97 (ISO 7064). */
    private static int appended(int number, char c) {
        return Chars.isDigit(c) ? (number * 10 + c - '0') % 97 : (number * 100 + c - 'A' + 10) % 97;
    }

    private static int ibanLength(String text, int start) {
        if (!Chars.isUpper(text.charAt(start)) || !Chars.isUpper(text.charAt(start + 1))) {
            return 0;
        }
        for (int i = 0; i < IBAN_LENGTHS.length(); i += 4) {
            if (IBAN_LENGTHS.regionMatches(i, text, start, 2)) {
                return Integer.parseInt(IBAN_LENGTHS.substring(i + 2, i + 4));
            }
        }
        return 0;
    }

    private static @Nullable Finding card(String text, int at) {
        if (!Chars.isWordStart(text, at) || isFraction(text, at)) {
            return null;
        }
        StringBuilder digits = new StringBuilder(LONGEST_CARD);
        int end = at;
        Finding finding = null;
        for (int i = at; i < text.length() && digits.length() < LONGEST_CARD; i++) {
            char c = text.charAt(i);
            if (Chars.isDigit(c)) {
                digits.append(c);
                end = i + 1;
                if (endsHere(text, end) && Cards.isNumber(digits)) {
                    finding = new Finding(at, end, "card");
                }
            } else if ((c != ' ' && c != '-') || i != end) {
                break;
            }
        }
        return finding;
    }

    private static boolean isFraction(String text, int at) {
        return at >= 2 && text.charAt(at - 1) == '.' && Chars.isDigit(text.charAt(at - 2));
    }

    /** The groups of a UUID go on after a hyphen. */
    private static boolean endsHere(String text, int end) {
        boolean goesOn = end + 1 < text.length() && text.charAt(end) == '-' && !Chars.isWordEnd(text, end + 1);
        return Chars.isWordEnd(text, end) && !goesOn;
    }
}
