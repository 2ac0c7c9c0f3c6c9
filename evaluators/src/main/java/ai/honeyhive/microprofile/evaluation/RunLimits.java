/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What all runs of a pipeline share. */
record RunLimits(
        EvaluationWorkers workers,
        Duration timeout,
        ConcurrencyGate gate,
        @Nullable TokenBucket rate,
        @Nullable Budget budget,
        @Nullable EvaluationCache cache) {}
