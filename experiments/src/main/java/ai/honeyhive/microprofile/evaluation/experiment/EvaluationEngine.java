/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import java.util.List;
import java.util.concurrent.Executor;

/** Where the cases of an experiment run. */
public interface EvaluationEngine {

    /**
     * Runs each case once and returns when all have run. A case does not throw what its task or evaluators throw; what it
     * does throw (the journal cannot be written, the memory is full) ends the run: no further case starts, and it is
     * thrown on.
     *
     * @throws InterruptedException if the calling thread is interrupted; cases under way are interrupted as well
     */
    void run(List<Runnable> cases) throws InterruptedException;

    /** On daemon threads of its own, which end with the run; with one worker on the calling thread. */
    static EvaluationEngine inProcess(int maxWorkers) {
        return new InProcessEngine(maxWorkers, null);
    }

    /** On an executor that somebody else owns: a server's managed one, or virtual threads. */
    static EvaluationEngine on(Executor executor, int maxWorkers) {
        return new InProcessEngine(maxWorkers, executor);
    }
}
