/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Exact match and token F1 of SQuAD's evaluation script (Rajpurkar et al., 2016): lower case, no ASCII punctuation, no
 * articles, single blanks. Where nothing is left of one text, F1 is 1 if nothing is left of both, as in SQuAD 2.
 */
public final class Squad {

    private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");
    private static final Pattern ARTICLES = Pattern.compile("\\b(a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);

    private Squad() {}

    public static String normalized(String text) {
        return String.join(" ", words(text));
    }

    private static List<String> words(String text) {
        String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return Words.split(ARTICLES.matcher(bare).replaceAll(" "));
    }

    public static Score tokens(String expected, String output) {
        List<String> target = words(expected);
        List<String> prediction = words(output);
        if (target.isEmpty() || prediction.isEmpty()) {
            return target.isEmpty() && prediction.isEmpty() ? new Score(1, 1) : Score.NONE;
        }
        NGrams grams = new NGrams();
        int common = grams.common(grams.number(target), grams.number(prediction));
        return Score.of(common, prediction.size(), target.size());
    }
}
