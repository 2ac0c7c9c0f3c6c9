/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import java.util.List;

/** What the assistant says to the model. */
public final class Prompts {

    /** The standing instructions. */
    public static final String SYSTEM = "You answer questions about MicroProfile and observability for Java developers."
            + " Answer in at most three sentences, from the numbered passages only, and give the number of a passage in"
            + " brackets after what you took from it. Use a tool where the passages cannot answer. Say so when you do"
            + " not know.";

    /** What is said to the model when its answer had no support in what it was given. */
    public static final String AGAIN =
            "Your answer is not in the passages. Answer again, with nothing but what stands there, or say that you do not know.";

    private Prompts() {}

    /** The question with the passages to answer it from. */
    public static String user(String question, List<Passage> passages) {
        StringBuilder prompt = new StringBuilder("Passages:\n");
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            prompt.append("[%d] %s\n".formatted(i + 1, passage.quoted()));
        }
        return prompt.append("\nQuestion: ").append(question).toString();
    }
}
