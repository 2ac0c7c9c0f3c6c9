/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import java.util.List;

/**
 * BLEU (Papineni et al., 2002) as sacreBLEU 2 computes it: words by the rules of mteval-v13a, n-grams of 1 to 4, the
 * reference length nearest to the output's, smoothing "exp" (Chen and Cherry, 2014, method 3).
 */
public final class Bleu {

    private static final int ORDERS = 4;

    private Bleu() {}

    /**
     * What is counted; sums of it over many pairs give the score of a corpus.
     *
     * @param correct n-grams in common by n - 1
     * @param total n-grams of the output by n - 1
     * @param length words of the output
     * @param expectedLength words of the reference nearest in length
     */
    public record Counts(List<Integer> correct, List<Integer> total, int length, int expectedLength) {

        public Counts plus(Counts other) {
            return new Counts(
                    sum(correct, other.correct),
                    sum(total, other.total),
                    length + other.length,
                    expectedLength + other.expectedLength);
        }

        private static List<Integer> sum(List<Integer> a, List<Integer> b) {
            return List.of(a.get(0) + b.get(0), a.get(1) + b.get(1), a.get(2) + b.get(2), a.get(3) + b.get(3));
        }

        /** exp(1 - r/c) for an output shorter than the reference, else 1. */
        public double brevityPenalty() {
            if (length >= expectedLength) {
                return 1;
            }
            return length == 0 ? 0 : Math.exp(1 - (double) expectedLength / length);
        }

        /**
         * From 0 to 100.
         *
         * @param effectiveOrder stop at the longest n-gram that the output has; for single sentences
         */
        public double score(boolean effectiveOrder) {
            if (correct.stream().allMatch(count -> count == 0)) {
                return 0;
            }
            double logs = 0;
            double smoothing = 1;
            int orders = 0;
            while (orders < ORDERS && total.get(orders) > 0) {
                double hits = correct.get(orders);
                if (hits == 0) {
                    smoothing *= 2;
                    hits = 1 / smoothing;
                }
                logs += Math.log(100 * hits / total.get(orders));
                orders++;
            }
            if (orders < ORDERS && !effectiveOrder) {
                return 0;
            }
            return brevityPenalty() * Math.exp(logs / orders);
        }
    }

    public static Counts count(String output, List<String> references) {
        NGrams grams = new NGrams();
        int[] words = grams.number(words(output));
        int[][] expected = new int[references.size()][];
        int nearest = -1;
        for (int r = 0; r < expected.length; r++) {
            expected[r] = grams.number(words(references.get(r)));
            nearest = nearer(words.length, nearest, expected[r].length);
        }
        Integer[] correct = new Integer[ORDERS];
        Integer[] total = new Integer[ORDERS];
        int[] outputGrams = words;
        int[][] expectedGrams = expected.clone();
        for (int n = 1; n <= ORDERS; n++) {
            if (n > 1) {
                outputGrams = grams.extend(outputGrams, words, n);
                for (int r = 0; r < expected.length; r++) {
                    expectedGrams[r] = grams.extend(expectedGrams[r], expected[r], n);
                }
            }
            correct[n - 1] = commonWithAny(grams, outputGrams, expectedGrams);
            total[n - 1] = outputGrams.length;
        }
        return new Counts(List.of(correct), List.of(total), words.length, nearest);
    }

    /** The nearer of two lengths, of equally near ones the shorter; -1 is none. */
    private static int nearer(int length, int a, int b) {
        int distance = Math.abs(length - a) - Math.abs(length - b);
        return a < 0 || distance > 0 || (distance == 0 && b < a) ? b : a;
    }

    /** Each n-gram counts at most as often as in the reference that has it most often. */
    private static int commonWithAny(NGrams grams, int[] output, int[][] references) {
        int[] most = new int[grams.size()];
        for (int[] reference : references) {
            int[] counts = grams.count(reference);
            for (int gram : reference) {
                most[gram] = Math.max(most[gram], counts[gram]);
            }
        }
        int common = 0;
        for (int gram : output) {
            if (most[gram] > 0) {
                most[gram]--;
                common++;
            }
        }
        return common;
    }

    static List<String> words(String sentence) {
        String text = sentence.stripTrailing()
                .replace("<skipped>", "")
                .replace("-\n", "")
                .replace('\n', ' ')
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
        return Words.split(withDashesApart(withStopsApart(withStopsBeforeApart(withSymbolsApart(" " + text + " ")))));
    }

    // The four rules of mteval-v13a in their order, each as its regular expression would go over the text: from left to
    // right, and a character that was matched is not looked at again.

    /** ([{-~[-` -&(-+:-@/]) becomes " $1 ". */
    private static String withSymbolsApart(String text) {
        StringBuilder out = new StringBuilder(text.length() * 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSymbol(c)) {
                out.append(' ').append(c).append(' ');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isSymbol(char c) {
        return (c >= '{' && c <= '~')
                || (c >= '[' && c <= '`')
                || (c >= ' ' && c <= '&')
                || (c >= '(' && c <= '+')
                || (c >= ':' && c <= '@')
                || c == '/';
    }

    /** ([^0-9])([.,]) becomes "$1 $2 ". */
    private static String withStopsBeforeApart(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c);
            if (!isDigit(c) && i + 1 < text.length() && isStop(text.charAt(i + 1))) {
                i++;
                out.append(' ').append(text.charAt(i)).append(' ');
            }
        }
        return out.toString();
    }

    /** ([.,])([^0-9]) becomes " $1 $2". */
    private static String withStopsApart(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isStop(c) && i + 1 < text.length() && !isDigit(text.charAt(i + 1))) {
                i++;
                out.append(' ').append(c).append(' ').append(text.charAt(i));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** ([0-9])(-) becomes "$1 $2 ". */
    private static String withDashesApart(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c);
            if (isDigit(c) && i + 1 < text.length() && text.charAt(i + 1) == '-') {
                i++;
                out.append(" - ");
            }
        }
        return out.toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isStop(char c) {
        return c == '.' || c == ',';
    }

    /** What sacreBLEU prints for the same settings, so that numbers can be compared. */
    public static String signature(int references) {
        return "nrefs:" + references + "|case:mixed|eff:yes|tok:13a|smooth:exp";
    }
}
