/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.PipelineResult;
import java.util.EnumMap;
import java.util.Map;

/** The running totals. Thread-safe. */
final class EvaluationLedger {

    private final Map<EvaluationAccount.Reason, Long> dropped = new EnumMap<>(EvaluationAccount.Reason.class);
    private long due;
    private long evaluated;
    private long notJudged;
    private long failed;
    private long running;
    private long late;

    synchronized void due(int runs) {
        due += runs;
        running += runs;
    }

    synchronized void dropped(EvaluationAccount.Reason reason, int runs) {
        running -= runs;
        dropped.merge(reason, (long) runs, Long::sum);
    }

    synchronized void done(PipelineResult result) {
        running--;
        if (result.parts().stream().anyMatch(part -> part.status().isJudged())) {
            evaluated++;
        } else if (result.parts().stream().anyMatch(part -> part.status() == Evaluation.Status.ERROR)) {
            failed++;
        } else {
            notJudged++;
        }
    }

    synchronized void late() {
        late++;
    }

    synchronized EvaluationAccount snapshot() {
        return new EvaluationAccount(due, evaluated, notJudged, failed, dropped, running, late);
    }
}
