/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.internal.export.TraceShare;

/**
 * What is to be run for a call.
 *
 * @param pipeline what runs
 * @param aggregate whether it has a name, and so an aggregate; without, its evaluators were named one by one
 * @param sampleRate the share of the traces in which it runs
 */
record Plan(EvaluationPipeline pipeline, boolean aggregate, double sampleRate) {

    /** Whether it runs in a trace: all calls of a trace get the same answer, in every process. */
    boolean isDue(String traceId) {
        return TraceShare.includes(traceId, sampleRate);
    }
}
