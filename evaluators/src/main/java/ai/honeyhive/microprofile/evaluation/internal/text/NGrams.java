/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers words and n-grams, so that counting them is counting in an array. Texts are compared only if numbered by the
 * same object. Not thread-safe; made for one comparison.
 */
final class NGrams {

    private final Map<String, Integer> words = new HashMap<>();
    private final Map<Long, Integer> grams = new HashMap<>();
    private int next;

    int[] number(List<String> text) {
        int[] numbers = new int[text.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = words.computeIfAbsent(text.get(i), word -> next++);
        }
        return numbers;
    }

    /** The numbers of the n-grams, from those of the (n-1)-grams and the words; n is 2 or more. */
    int[] extend(int[] shorter, int[] text, int n) {
        int[] longer = new int[Math.max(0, text.length - n + 1)];
        for (int i = 0; i < longer.length; i++) {
            long key = ((long) shorter[i] << 32) | (text[i + n - 1] & 0xFFFFFFFFL);
            longer[i] = grams.computeIfAbsent(key, gram -> next++);
        }
        return longer;
    }

    /** How often each number below {@link #size()} occurs. */
    int[] count(int[] numbers) {
        int[] counts = new int[next];
        for (int number : numbers) {
            counts[number]++;
        }
        return counts;
    }

    /** How many occurrences two texts have in common, each at most as often as in either. */
    int common(int[] a, int[] b) {
        int[] left = count(a);
        int common = 0;
        for (int number : b) {
            if (left[number] > 0) {
                left[number]--;
                common++;
            }
        }
        return common;
    }

    int size() {
        return next;
    }
}
