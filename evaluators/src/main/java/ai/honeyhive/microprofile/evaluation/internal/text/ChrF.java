/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import java.util.ArrayList;
import java.util.List;

/**
 * chrF (Popović, 2015) as sacreBLEU 2 computes it: n-grams of 1 to 6 characters (code points) without blanks, precision
 * and recall averaged over the orders that both texts have, then the F-score that weighs recall β times as much.
 */
public final class ChrF {

    private static final int CHARACTER_ORDERS = 6;
    private static final int WORD_ORDERS = 2;
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private ChrF() {}

    /** From 0 to 100; the best over the references. */
    public static double score(String output, List<String> references, double beta) {
        return best(output, references, beta, false);
    }

    /** chrF++: the n-grams of 1 and 2 words beside those of characters (Popović, 2017). */
    public static double plusPlus(String output, List<String> references, double beta) {
        return best(output, references, beta, true);
    }

    private static double best(String output, List<String> references, double beta, boolean words) {
        double best = 0;
        for (String reference : references) {
            Sums sums = new Sums();
            NGrams characters = new NGrams();
            int[] outputCharacters = characters.number(characters(output));
            int[] expectedCharacters = characters.number(characters(reference));
            sums.add(characters, outputCharacters, expectedCharacters, CHARACTER_ORDERS);
            if (words) {
                NGrams grams = new NGrams();
                int[] outputWords = grams.number(words(output));
                sums.add(grams, outputWords, grams.number(words(reference)), WORD_ORDERS);
            }
            best = Math.max(best, sums.score(beta));
        }
        return best;
    }

    private static int[] characters(String text) {
        return text.codePoints().filter(c -> !Words.isBlank(c)).toArray();
    }

    /** Punctuation at one end of a word becomes a word: at its end, else at its beginning. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Words.split(text)) {
            int last = word.length() - 1;
            if (last > 0 && PUNCTUATION.indexOf(word.charAt(last)) >= 0) {
                words.add(word.substring(0, last));
                words.add(word.substring(last));
            } else if (last > 0 && PUNCTUATION.indexOf(word.charAt(0)) >= 0) {
                words.add(word.substring(0, 1));
                words.add(word.substring(1));
            } else {
                words.add(word);
            }
        }
        return words;
    }

    private static final class Sums {
        private double precision;
        private double recall;
        private int orders;

        void add(NGrams grams, int[] output, int[] expected, int upTo) {
            int[] outputGrams = output;
            int[] expectedGrams = expected;
            for (int n = 1; n <= upTo; n++) {
                if (n > 1) {
                    outputGrams = grams.extend(outputGrams, output, n);
                    expectedGrams = grams.extend(expectedGrams, expected, n);
                }
                if (outputGrams.length > 0 && expectedGrams.length > 0) {
                    double common = grams.common(outputGrams, expectedGrams);
                    precision += common / outputGrams.length;
                    recall += common / expectedGrams.length;
                    orders++;
                }
            }
        }

        double score(double beta) {
            if (orders == 0 || precision + recall == 0) {
                return 0;
            }
            double p = precision / orders;
            double r = recall / orders;
            double factor = beta * beta;
            return 100 * (1 + factor) * p * r / (factor * p + r);
        }
    }
}
