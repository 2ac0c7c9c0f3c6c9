/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers words and n-grams, so that counting them is counting in an array. Texts are compared only if numbered by the
 * same object. Not thread-safe; made for one comparison.
 *
 * <p>The table from n-grams to numbers is open-addressed, over plain arrays: a map of boxed numbers took most of the time.
 */
final class NGrams {

    private static final int EMPTY = -1;
    private static final int CHARACTERS = EMPTY; // in place of an n-gram's number, so that no key is made twice

    private final Map<String, Integer> words = new HashMap<>();
    private long[] keys = new long[256];
    private int[] numbers = filled(256);
    private int next;

    int[] number(List<String> text) {
        int[] numbered = new int[text.size()];
        for (int i = 0; i < numbered.length; i++) {
            numbered[i] = words.computeIfAbsent(text.get(i), word -> next++);
        }
        return numbered;
    }

    int[] number(int[] codePoints) {
        int[] numbered = new int[codePoints.length];
        for (int i = 0; i < numbered.length; i++) {
            numbered[i] = numberOf(key(CHARACTERS, codePoints[i]));
        }
        return numbered;
    }

    /** The numbers of the n-grams, from those of the (n-1)-grams and the words; n is 2 or more. */
    int[] extend(int[] shorter, int[] text, int n) {
        int[] longer = new int[Math.max(0, text.length - n + 1)];
        for (int i = 0; i < longer.length; i++) {
            longer[i] = numberOf(key(shorter[i], text[i + n - 1]));
        }
        return longer;
    }

    private static long key(int left, int right) {
        return ((long) left << 32) | (right & 0xFFFFFFFFL);
    }

    private int numberOf(long key) {
        int at = place(key, keys, numbers);
        if (numbers[at] == EMPTY) {
            if (next > keys.length / 2) {
                grow();
                at = place(key, keys, numbers);
            }
            keys[at] = key;
            numbers[at] = next++;
        }
        return numbers[at];
    }

    private static int place(long key, long[] keys, int[] numbers) {
        long mixed = key * 0x9E3779B97F4A7C15L; // Fibonacci hashing: the upper bits depend on all of the key
        int at = (int) (mixed >>> 32) & (keys.length - 1);
        while (numbers[at] != EMPTY && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    private void grow() {
        long[] moreKeys = new long[Integer.highestOneBit(next) * 4];
        int[] moreNumbers = filled(moreKeys.length);
        for (int i = 0; i < keys.length; i++) {
            if (numbers[i] != EMPTY) {
                int at = place(keys[i], moreKeys, moreNumbers);
                moreKeys[at] = keys[i];
                moreNumbers[at] = numbers[i];
            }
        }
        keys = moreKeys;
        numbers = moreNumbers;
    }

    private static int[] filled(int size) {
        int[] numbers = new int[size];
        Arrays.fill(numbers, EMPTY);
        return numbers;
    }

    /** How often each number below {@link #size()} occurs. */
    int[] count(int[] numbered) {
        int[] counts = new int[next];
        for (int number : numbered) {
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
