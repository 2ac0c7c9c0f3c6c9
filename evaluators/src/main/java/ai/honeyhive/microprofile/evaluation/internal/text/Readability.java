/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Readability of English text by counts. Words stand between blanks; a sentence is a run up to a period, exclamation or
 * question mark with more than two words, as textstat counts. Syllables are groups of vowels with a few rules for
 * English, no dictionary: what needs them is an estimate.
 *
 * @param tokens what stands between blanks
 * @param words tokens with at least one letter, digit or underscore
 * @param sentences at least 1 where there is a word
 * @param characters all but blanks
 * @param letters letters, digits and underscores
 * @param syllables estimated, at least one a word
 * @param longWords words of more than 6 letters
 * @param complexWords words of 3 or more syllables, estimated
 */
public record Readability(
        int tokens,
        int words,
        int sentences,
        int characters,
        int letters,
        int syllables,
        int longWords,
        int complexWords) {

    private static final Pattern SENTENCE = Pattern.compile("\\b[^.!?]+[.!?]*", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int LONG = 6;

    public static Readability of(String text) {
        int tokens = 0;
        int words = 0;
        int letters = 0;
        int characters = 0;
        int syllables = 0;
        int longWords = 0;
        int complexWords = 0;
        for (String word : Words.split(text)) {
            tokens++;
            characters += word.length();
            String bare = bare(word);
            if (bare.isEmpty()) {
                continue;
            }
            int ofWord = syllables(bare);
            words++;
            letters += bare.length();
            syllables += ofWord;
            longWords += bare.length() > LONG ? 1 : 0;
            complexWords += ofWord >= 3 ? 1 : 0;
        }
        int sentences = words == 0 ? 0 : sentences(text);
        return new Readability(tokens, words, sentences, characters, letters, syllables, longWords, complexWords);
    }

    private static String bare(String word) {
        StringBuilder letters = new StringBuilder(word.length());
        word.codePoints().filter(c -> Character.isLetterOrDigit(c) || c == '_').forEach(letters::appendCodePoint);
        return letters.toString();
    }

    private static int sentences(String text) {
        int sentences = 0;
        Matcher matcher = SENTENCE.matcher(text);
        while (matcher.find()) {
            long words = Words.split(matcher.group()).stream()
                    .filter(word -> !bare(word).isEmpty())
                    .count();
            sentences += words > 2 ? 1 : 0;
        }
        return Math.max(1, sentences);
    }

    static int syllables(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        int groups = 0;
        boolean before = false;
        for (int i = 0; i < lower.length(); i++) {
            boolean vowel = "aeiouyäöüéèêàáíóú".indexOf(lower.charAt(i)) >= 0;
            groups += vowel && !before ? 1 : 0;
            before = vowel;
        }
        boolean silentE = lower.endsWith("e") && !lower.endsWith("le") && !lower.endsWith("ee");
        boolean silentEd = lower.endsWith("ed") && !lower.endsWith("ted") && !lower.endsWith("ded");
        boolean silentEs =
                lower.endsWith("es") && lower.length() > 3 && "scxzgh".indexOf(lower.charAt(lower.length() - 3)) < 0;
        return Math.max(1, groups - (silentE || silentEd || silentEs ? 1 : 0));
    }

    /** Automated readability index (Smith and Senter, 1967), a school grade; characters by token, as textstat has it. */
    public double automatedReadabilityIndex() {
        return 4.71 * characters / tokens + 0.5 * wordsPerSentence() - 21.43;
    }

    /** Coleman and Liau (1975), a school grade. textstat has .058 for the published .0588. */
    public double colemanLiau() {
        return 5.88 * perWord(letters) - 29.6 * perWord(sentences) - 15.8;
    }

    /** Flesch (1948): about 0, hard, to 100, easy; may be outside. */
    public double fleschReadingEase() {
        return 206.835 - 1.015 * wordsPerSentence() - 84.6 * perWord(syllables);
    }

    /** Kincaid et al. (1975), a school grade. */
    public double fleschKincaidGrade() {
        return 0.39 * wordsPerSentence() + 11.8 * perWord(syllables) - 15.59;
    }

    /** Gunning (1952), a school grade. */
    public double gunningFog() {
        return 0.4 * (wordsPerSentence() + 100 * perWord(complexWords));
    }

    /** Björnsson (1968): below 30 very easy, above 60 very hard. */
    public double lix() {
        return wordsPerSentence() + 100 * perWord(longWords);
    }

    private double perWord(int count) {
        return (double) count / words;
    }

    private double wordsPerSentence() {
        return (double) words / sentences;
    }
}
