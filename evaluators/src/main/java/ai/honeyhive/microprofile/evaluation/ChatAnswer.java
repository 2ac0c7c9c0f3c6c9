/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.Map;

/**
 * What the model answered.
 *
 * @param text the whole answer
 * @param probabilities of the likeliest first tokens by their text, from 0 to 1; empty if unknown
 * @param cost of this question, in the budget's currency; 0 if unknown
 */
public record ChatAnswer(String text, Map<String, Double> probabilities, double cost) {

    public ChatAnswer {
        probabilities = Map.copyOf(probabilities);
    }

    /** An answer of which nothing else is known. */
    public static ChatAnswer of(String text) {
        return new ChatAnswer(text, Map.of(), 0);
    }

    /** Names no content. */
    @Override
    public String toString() {
        return "ChatAnswer[" + text.length() + " characters]";
    }
}
