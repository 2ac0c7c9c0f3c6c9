/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Sample;
import org.jspecify.annotations.Nullable;

/**
 * The function under test. Called by as many threads at a time as the experiment has workers. What it throws becomes the
 * case's error: the case has no score and has not passed, and the others go on.
 */
@FunctionalInterface
public interface Task {

    /**
     * Answers one row.
     *
     * @param sample holds question, inputs, contexts and what is expected already; the task adds the output, and whatever
     *     else it knows: retrieved documents, tool calls, telemetry. Unless it sets a telemetry, the latency is measured.
     */
    void answer(Datapoint datapoint, Sample.Builder sample) throws Exception;

    /** A function from a row to a text; null for no answer. */
    @FunctionalInterface
    interface Text {
        @Nullable
        String answer(Datapoint datapoint) throws Exception;
    }
}
