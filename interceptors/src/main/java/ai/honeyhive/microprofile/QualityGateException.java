/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import java.util.List;

/** A {@link QualityGate} has refused an answer. Neither the message nor anything else here quotes the answer by itself. */
public final class QualityGateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Evaluation> evaluations;

    /**
     * A refusal.
     *
     * @param message the method and what was not good enough
     * @param evaluations what the evaluators said
     */
    public QualityGateException(String message, List<Evaluation> evaluations) {
        super(message);
        this.evaluations = List.copyOf(evaluations);
    }

    /** What the evaluators said, aggregates of pipelines last; their explanations may quote the answer. */
    public List<Evaluation> evaluations() {
        return evaluations == null ? List.of() : evaluations;
    }
}
