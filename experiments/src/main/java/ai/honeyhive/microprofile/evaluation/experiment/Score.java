/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluator, or the pipeline, says of a case.
 *
 * @param name the evaluator's name
 * @param value null where there is no score
 * @param label the class of a categorical result, else null
 * @param explanation null where there is nothing to say
 */
public record Score(
        String name,
        Evaluation.Status status,
        @Nullable Double value,
        @Nullable String label,
        @Nullable String explanation) {

    static Score of(Evaluation evaluation) {
        return new Score(
                evaluation.provenance().evaluator(),
                evaluation.status(),
                evaluation.score().isPresent() ? evaluation.score().getAsDouble() : null,
                evaluation.label(),
                evaluation.explanation());
    }

    /** Names no explanation: it may quote what the model said. */
    @Override
    public String toString() {
        return name + " " + status + (value == null ? "" : " " + value);
    }
}
