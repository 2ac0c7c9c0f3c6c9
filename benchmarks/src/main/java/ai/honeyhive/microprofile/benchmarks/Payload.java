/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.util.List;

/** What the benchmarked calls take and return. */
final class Payload {

    static final String QUESTION = "How long is the notice period of a fixed-term contract?";
    static final int MAX_TOKENS = 512;
    static final String ANSWER = "Four weeks to the 15th or to the end of a calendar month.";

    private Payload() {}

    /** A message as an application has it. */
    public record ChatMessage(String role, String content) {}

    /** Six messages that are 2 KB of JSON, with the line breaks, quotes and letters that real ones have. */
    static List<ChatMessage> chatHistory() {
        return List.of(
                new ChatMessage(
                        "system", text("You are the assistant of a personnel office. Answer from the sources.", 3)),
                new ChatMessage("user", text(QUESTION, 2)),
                new ChatMessage(
                        "assistant", text("It depends: \"probation\" has its own rule.\nWhich one is yours?", 4)),
                new ChatMessage("user", text("Der Vertrag läuft über zwei Jahre, ohne Probezeit.", 3)),
                new ChatMessage("assistant", text("Then § 622 applies; see the table:\n- 2 years\t1 month", 14)),
                new ChatMessage("user", text("And if the contract says nothing about it at all?", 2)));
    }

    private static String text(String sentence, int times) {
        return (sentence + " ").repeat(times).strip();
    }
}
