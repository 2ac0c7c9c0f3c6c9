/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Shares of n-grams, of words as {@link Words#alphanumeric} cuts them. */
public final class Overlap {

    private Overlap() {}

    /** The share of the text's n-grams that occur in at least one source; empty if the text has none. */
    public static OptionalDouble supported(int n, String text, List<String> sources) {
        List<List<String>> grams = grams(n, Words.alphanumeric(text));
        Set<List<String>> known = new HashSet<>();
        sources.forEach(source -> known.addAll(grams(n, Words.alphanumeric(source))));
        long found = grams.stream().filter(known::contains).count();
        return grams.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) found / grams.size());
    }

    /** Distinct n-grams over all n-grams (distinct-n; Li et al., 2016); empty if there is none. */
    public static OptionalDouble distinct(int n, String text) {
        List<List<String>> grams = grams(n, Words.alphanumeric(text));
        return grams.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) new HashSet<>(grams).size() / grams.size());
    }

    private static List<List<String>> grams(int n, List<String> words) {
        List<List<String>> grams = new ArrayList<>();
        for (int i = 0; i + n <= words.size(); i++) {
            grams.add(words.subList(i, i + n));
        }
        return grams;
    }
}
