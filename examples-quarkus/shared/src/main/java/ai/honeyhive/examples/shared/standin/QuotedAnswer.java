/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.standin;

import ai.honeyhive.examples.shared.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An answer made of sentences that stand in the prompt.
 *
 * @param question the question that was found in the prompt
 * @param text the answer
 */
record QuotedAnswer(String question, String text) {

    private static final Pattern PASSAGE = Pattern.compile("^\\[(\\d+)] ([^:]*): (.*)$", Pattern.MULTILINE);
    static final String QUESTION = "Question:";
    private static final String NOTHING = "The passages do not say.";
    private static final int MOST_SENTENCES = 3;

    /** What a sentence must reach of the best one's mark to be quoted beside it. */
    private static final double GOOD_ENOUGH = 0.7;

    private record Sentence(int order, String passage, String text, double mark) {}

    static QuotedAnswer to(String prompt) {
        int at = prompt.lastIndexOf(QUESTION);
        String question = (at < 0 ? prompt : prompt.substring(at + QUESTION.length())).strip();
        List<Sentence> sentences = marked(at < 0 ? "" : prompt.substring(0, at), Words.telling(question));
        double best = sentences.stream().mapToDouble(Sentence::mark).max().orElse(0);
        if (best == 0) {
            return new QuotedAnswer(question, NOTHING);
        }
        return new QuotedAnswer(
                question,
                sentences.stream()
                        .filter(sentence -> sentence.mark() >= best * GOOD_ENOUGH)
                        .sorted(Comparator.comparingDouble(Sentence::mark).reversed())
                        .limit(MOST_SENTENCES)
                        .sorted(Comparator.comparingInt(Sentence::order))
                        .map(sentence -> sentence.text() + " [" + sentence.passage() + "]")
                        .collect(Collectors.joining(" ")));
    }

    /** Whether the passages say anything about it. */
    boolean found() {
        return !text.equals(NOTHING);
    }

    private static List<Sentence> marked(String passages, Set<String> wanted) {
        List<Sentence> sentences = new ArrayList<>();
        Matcher passage = PASSAGE.matcher(passages);
        for (int rank = 1; passage.find(); rank++) {
            double heading = share(wanted, passage.group(2));
            for (String sentence : Words.sentences(passage.group(3))) {
                double own = share(wanted, sentence);
                double mark = own + heading == 0 ? 0 : 0.6 * own + 0.25 * heading + 0.15 / rank;
                sentences.add(new Sentence(sentences.size(), passage.group(1), sentence, mark));
            }
        }
        return sentences;
    }

    /** The share of the wanted words that occur in a text. */
    private static double share(Set<String> wanted, String text) {
        if (wanted.isEmpty()) {
            return 0;
        }
        Set<String> there = Words.telling(text);
        return (double) wanted.stream().filter(there::contains).count() / wanted.size();
    }
}
