/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words and sentences of English text. */
public final class Words {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /** Words that say nothing about what a sentence is about. */
    private static final Set<String> COMMON = Set.of(
            ("a an and any are as at be by can do does for from has have how i in into is it its me mean must not of on or"
                            + " should so that the their them then there they this to use used was what when where which"
                            + " who why will with would you your")
                    .split(" "));

    private Words() {}

    /** The words that carry the meaning, in lower case and without an English plural. */
    public static Set<String> telling(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(match -> match.group())
                .filter(word -> !COMMON.contains(word))
                .map(Words::singular)
                .collect(Collectors.toSet());
    }

    /** The number of words and numbers. */
    public static int count(String text) {
        return (int) WORD.matcher(text).results().count();
    }

    /** The sentences of a text. */
    public static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text);
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            sentences.add(text.substring(from, to).strip());
        }
        return sentences;
    }

    private static String singular(String word) {
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
