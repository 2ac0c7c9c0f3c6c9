/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import io.opentelemetry.api.common.Attributes;
import java.util.List;

/**
 * What evaluators say of an answer.
 *
 * @param outcome all of them together
 * @param evaluations each of them, aggregates last
 * @param scores the same as attributes of the event
 */
public record Verdict(Outcome outcome, List<Evaluation> evaluations, Attributes scores) {

    /** Whether an answer is good. */
    public enum Outcome {
        PASS,
        FAIL,
        /** Nobody can tell. */
        UNDECIDED
    }

    /** Nobody judges anything here. */
    public static final Verdict NONE = new Verdict(Outcome.PASS, List.of(), Attributes.empty());

    public Verdict {
        evaluations = List.copyOf(evaluations);
    }
}
