/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * ROUGE (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004) as google-research's rouge_score computes
 * it without a stemmer: lower case, and every run of other characters than a-z and 0-9 separates words.
 */
public final class Rouge {

    private Rouge() {}

    /** ROUGE-1 or ROUGE-2: the n-grams in common. */
    public static Score n(int n, String expected, String output) {
        NGrams grams = new NGrams();
        int[] target = grams.number(words(expected));
        int[] prediction = grams.number(words(output));
        int[] targetGrams = target;
        int[] predictionGrams = prediction;
        for (int i = 2; i <= n; i++) {
            targetGrams = grams.extend(targetGrams, target, i);
            predictionGrams = grams.extend(predictionGrams, prediction, i);
        }
        int common = grams.common(targetGrams, predictionGrams);
        return Score.of(common, predictionGrams.length, targetGrams.length);
    }

    /** ROUGE-L: the longest common subsequence. */
    public static Score l(String expected, String output) {
        NGrams grams = new NGrams();
        int[] target = grams.number(words(expected));
        int[] prediction = grams.number(words(output));
        return Score.of(lcs(target, prediction), prediction.length, target.length);
    }

    /** ROUGE-Lsum: for each line expected, the words that any line of the output has in a longest common subsequence. */
    public static Score lSum(String expected, String output) {
        NGrams grams = new NGrams();
        List<int[]> targets = lines(grams, expected);
        List<int[]> predictions = lines(grams, output);
        int[] targetLeft = new int[grams.size()];
        int[] predictionLeft = new int[grams.size()];
        int targetLength = countAll(targets, targetLeft);
        int predictionLength = countAll(predictions, predictionLeft);
        int hits = 0;
        for (int[] target : targets) {
            boolean[] union = new boolean[target.length];
            predictions.forEach(prediction -> markLcs(target, prediction, union));
            for (int i = 0; i < target.length; i++) {
                // Each occurrence counts once, as in ROUGE 1.5.5; the paper would count it again.
                if (union[i] && targetLeft[target[i]] > 0 && predictionLeft[target[i]] > 0) {
                    targetLeft[target[i]]--;
                    predictionLeft[target[i]]--;
                    hits++;
                }
            }
        }
        return Score.of(hits, predictionLength, targetLength);
    }

    private static List<int[]> lines(NGrams grams, String text) {
        List<int[]> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.add(grams.number(words(line))));
        return lines;
    }

    private static int countAll(List<int[]> lines, int[] counts) {
        int length = 0;
        for (int[] line : lines) {
            length += line.length;
            for (int word : line) {
                counts[word]++;
            }
        }
        return length;
    }

    static List<String> words(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= lower.length(); at++) {
            boolean inside = at < lower.length() && isWordChar(lower.charAt(at));
            if (inside && start < 0) {
                start = at;
            } else if (!inside && start >= 0) {
                words.add(lower.substring(start, at));
                start = -1;
            }
        }
        return words;
    }

    private static boolean isWordChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** The length alone needs one row. */
    private static int lcs(int[] a, int[] b) {
        int[] row = new int[b.length + 1];
        for (int word : a) {
            int diagonal = 0;
            for (int j = 1; j <= b.length; j++) {
                int above = row[j];
                row[j] = word == b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[b.length];
    }

    /** Marks the places of one longest common subsequence; of several, the one rouge_score takes. */
    private static void markLcs(int[] target, int[] prediction, boolean[] marks) {
        int[][] table = new int[target.length + 1][prediction.length + 1];
        for (int i = 1; i <= target.length; i++) {
            for (int j = 1; j <= prediction.length; j++) {
                table[i][j] = target[i - 1] == prediction[j - 1]
                        ? table[i - 1][j - 1] + 1
                        : Math.max(table[i - 1][j], table[i][j - 1]);
            }
        }
        int i = target.length;
        int j = prediction.length;
        while (i > 0 && j > 0) {
            if (target[i - 1] == prediction[j - 1]) {
                marks[i - 1] = true;
                i--;
                j--;
            } else if (table[i][j - 1] > table[i - 1][j]) {
                j--;
            } else {
                i--;
            }
        }
    }
}
