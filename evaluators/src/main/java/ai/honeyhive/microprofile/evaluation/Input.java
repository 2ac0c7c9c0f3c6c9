/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.function.Predicate;

/** A part of a {@link Sample} that an evaluator may need. Where it is missing, the evaluator is skipped, not run. */
public enum Input {
    /** What was asked; {@link Sample#question()}. */
    QUESTION(sample -> sample.question() != null),
    /** What the model answered; may be empty, but is there. */
    OUTPUT(sample -> sample.output() != null),
    /** At least one text that the answer should rest on. */
    CONTEXTS(sample -> !sample.contexts().isEmpty()),
    /** At least one right answer. */
    EXPECTED(sample -> !sample.expected().isEmpty()),
    /** The ranked ids of retrieved documents, possibly none: a search that found nothing is an answer. */
    RETRIEVED(sample -> sample.retrieved() != null),
    /** Which documents are relevant, and how much. */
    RELEVANCE(sample -> !sample.relevance().isEmpty()),
    /** The tool calls that were made, possibly none. */
    TOOL_CALLS(sample -> sample.toolCalls() != null),
    /** The tool calls that should have been made, possibly none. */
    EXPECTED_TOOL_CALLS(sample -> sample.expectedToolCalls() != null),
    /** How long the call took. */
    LATENCY(sample -> sample.telemetry().latency() != null),
    /** How long until the first token came. */
    TIME_TO_FIRST_TOKEN(sample -> sample.telemetry().timeToFirstToken() != null),
    /** The tokens sent. */
    INPUT_TOKENS(sample -> sample.telemetry().inputTokens() != null),
    /** The tokens received. */
    OUTPUT_TOKENS(sample -> sample.telemetry().outputTokens() != null),
    /** What the call cost. */
    COST(sample -> sample.telemetry().cost() != null),
    /** Why the model stopped. */
    FINISH_REASON(sample -> sample.telemetry().finishReason() != null),
    /** How often the call was repeated. */
    RETRIES(sample -> sample.telemetry().retries() != null);

    @SuppressWarnings("ImmutableEnumChecker") // method references without state
    private final Predicate<Sample> test;

    Input(Predicate<Sample> test) {
        this.test = test;
    }

    /** Whether a sample holds this. */
    public boolean isIn(Sample sample) {
        return test.test(sample);
    }
}
