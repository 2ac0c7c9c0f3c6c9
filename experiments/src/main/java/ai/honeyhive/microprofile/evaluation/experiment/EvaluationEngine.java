/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import java.util.List;
import java.util.concurrent.Executor;

/** Where the cases of an experiment are answered and judged: on threads of this process, or in other processes. */
public interface EvaluationEngine {

    /**
     * Sees to it that each case is answered, and returns when {@link Job#complete} has had a result for each. A case may be
     * answered more than once, as where a process dies before it could say that it was done; the first result counts.
     *
     * <p>{@link CaseWorker#answer} does not throw what task or evaluators throw. What it or {@link Job#complete} does throw
     * (the memory is full, the journal cannot be written) ends the run: no further case starts, and it is thrown on.
     *
     * @throws InterruptedException if the calling thread is interrupted; cases under way here are interrupted as well
     */
    void run(Job job) throws InterruptedException;

    /** A run's work, for an engine. Thread-safe. */
    interface Job {

        /** A UUID; that of the interrupted run, where one goes on. */
        String runId();

        /** What is to be answered: without those that an interrupted run had completed. */
        List<Case> cases();

        /** Answers a case in this process. */
        CaseWorker worker();

        /** Takes a result. Further ones of the same case are dropped, and so are those of cases that nobody asked for. */
        void complete(CaseResult result);
    }

    /** On daemon threads of its own, which end with the run; with one worker on the calling thread. */
    static EvaluationEngine inProcess(int maxWorkers) {
        return new InProcessEngine(maxWorkers, null);
    }

    /** On an executor that somebody else owns: a server's managed one, or virtual threads. */
    static EvaluationEngine on(Executor executor, int maxWorkers) {
        return new InProcessEngine(maxWorkers, executor);
    }
}
