/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import ai.honeyhive.microprofile.evaluation.internal.text.Words;
import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells a text's language: other scripts than Latin by their letters, of Latin ones those listed, by the share of their
 * most frequent function words. Made for whole answers in one language, not for single sentences.
 */
final class Languages {

    private static final Map<String, Set<String>> FUNCTION_WORDS = Map.of(
            "en",
                    words(
                            "the of and to in is that for it as was with be by on not this are or from at which you have an"),
            "de",
                    words(
                            "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus"),
            "fr",
                    words(
                            "de la le et les des en un une du dans est que pour qui sur au par pas plus avec ce ne se vous"),
            "es", words("de la que el en y los se del las un por con no una su para es al lo como más o pero sus"),
            "it", words("di e il la che in un per è del con non una le si da i al come dei più sono alla nel lo"),
            "pt", words("de a que o e do da em um para com não uma os no se na por mais as dos como ao mas é"),
            "nl",
                    words(
                            "de van een het en in is dat op te zijn met voor niet aan er om ook als dan door maar bij uit of"));

    private static final Map<UnicodeScript, String> SCRIPTS = Map.of(
            UnicodeScript.CYRILLIC, "cyrillic",
            UnicodeScript.GREEK, "el",
            UnicodeScript.HEBREW, "he",
            UnicodeScript.ARABIC, "arabic",
            UnicodeScript.HANGUL, "ko",
            UnicodeScript.HIRAGANA, "ja",
            UnicodeScript.KATAKANA, "ja",
            UnicodeScript.HAN, "zh",
            UnicodeScript.THAI, "th",
            UnicodeScript.DEVANAGARI, "devanagari");

    private static final int FEWEST_WORDS = 5;
    private static final double LOWEST_SHARE = 0.15;
    private static final double CLEAR_LEAD = 1.2;

    private Languages() {}

    private static Set<String> words(String words) {
        return Set.copyOf(Words.split(words));
    }

    static Set<String> known() {
        Set<String> known = new HashSet<>(FUNCTION_WORDS.keySet());
        known.addAll(SCRIPTS.values());
        return known;
    }

    static Optional<String> of(String text) {
        Map<UnicodeScript, Integer> scripts = new HashMap<>();
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> scripts.merge(UnicodeScript.of(letter), 1, Integer::sum));
        int letters = scripts.values().stream().mapToInt(Integer::intValue).sum();
        int kana = scripts.getOrDefault(UnicodeScript.HIRAGANA, 0) + scripts.getOrDefault(UnicodeScript.KATAKANA, 0);
        if (kana * 10 > letters) {
            return Optional.of("ja"); // which also writes Han characters
        }
        return scripts.entrySet().stream()
                .filter(script -> script.getValue() * 2 > letters)
                .findFirst()
                .flatMap(script -> script.getKey() == UnicodeScript.LATIN
                        ? latin(Words.alphanumeric(text))
                        : Optional.ofNullable(SCRIPTS.get(script.getKey())));
    }

    private static Optional<String> latin(List<String> words) {
        String best = "";
        double most = 0;
        double second = 0;
        for (Map.Entry<String, Set<String>> language : new TreeMap<>(FUNCTION_WORDS).entrySet()) {
            double share = words.stream().filter(language.getValue()::contains).count() / (double) words.size();
            if (share > most) {
                second = most;
                most = share;
                best = language.getKey();
            } else {
                second = Math.max(second, share);
            }
        }
        boolean clear = words.size() >= FEWEST_WORDS && most >= LOWEST_SHARE && most >= second * CLEAR_LEAD;
        return clear ? Optional.of(best) : Optional.empty();
    }
}
