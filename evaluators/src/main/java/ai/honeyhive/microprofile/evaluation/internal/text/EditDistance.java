/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

/** Levenshtein's distance (1965): the fewest insertions, deletions and substitutions of UTF-16 units. */
public final class EditDistance {

    private EditDistance() {}

    /** In time a·b and space min(a, b). */
    public static int levenshtein(String a, String b) {
        String shorter = a.length() <= b.length() ? a : b;
        String longer = a.length() <= b.length() ? b : a;
        int[] row = new int[shorter.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= longer.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (longer.charAt(i - 1) == shorter.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[shorter.length()];
    }

    /** 1 − distance / length of the longer one; 1 for two empty texts. */
    public static double similarity(String a, String b) {
        int longest = Math.max(a.length(), b.length());
        return longest == 0 ? 1 : 1 - (double) levenshtein(a, b) / longest;
    }
}
