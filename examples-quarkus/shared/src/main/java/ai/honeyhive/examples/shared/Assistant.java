/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

/** The assistant, as the web page sees it. Each example has its own. */
public interface Assistant {

    /**
     * Answers a question from the handbook.
     *
     * @param question what the visitor asks
     * @param conversation the conversation's id, which becomes HoneyHive's session
     * @param user who asks
     * @param listener hears the answer while it is written
     */
    Answer ask(String question, String conversation, String user, Listener listener);

    /**
     * Takes what a reader thinks of an answer.
     *
     * @param event the answer's event, from {@link Answer#event()}
     * @param good thumbs up, or down
     */
    void feedback(String event, boolean good);
}
