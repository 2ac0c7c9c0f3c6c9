/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import java.util.Locale;

/**
 * What is to be run for a call.
 *
 * @param pipeline what runs
 * @param aggregate whether it has a name, and so an aggregate; without, its evaluators were named one by one
 * @param sampleRate the share of the traces in which it runs
 */
record Plan(EvaluationPipeline pipeline, boolean aggregate, double sampleRate) {

    private static final long RANDOM_BITS = (1L << 56) - 1;

    /**
     * Whether it runs in a trace: all calls of a trace get the same answer, in every process. W3C's trace context, level 2, says
     * that the last seven bytes of a trace id are random.
     */
    boolean isDue(String traceId) {
        if (sampleRate >= 1) {
            return true;
        }
        String low = traceId.substring(Math.max(0, traceId.length() - 14)).toLowerCase(Locale.ROOT);
        try {
            return (Long.parseUnsignedLong(low, 16) & RANDOM_BITS) < sampleRate * RANDOM_BITS;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
