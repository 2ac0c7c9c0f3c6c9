/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.batch;

import ai.honeyhive.microprofile.evaluation.experiment.Case;
import ai.honeyhive.microprofile.evaluation.experiment.EvaluationEngine;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A run under way in this process, for the artifacts of its job: the batch runtime makes them, and hands them no more than
 * texts. All partitions take from one queue, so that none has more to do than another, and that any number of them will do
 * when the job is started again. Thread-safe.
 */
public final class Ongoing implements AutoCloseable {

    private static final Map<String, Ongoing> RUNS = new ConcurrentHashMap<>();

    private final EvaluationEngine.Job job;
    private final Queue<Case> waiting;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Ongoing(EvaluationEngine.Job job) {
        this.job = job;
        this.waiting = new ConcurrentLinkedQueue<>(job.cases());
    }

    /** To be closed at the end of the run. */
    public static Ongoing begin(EvaluationEngine.Job job) {
        Ongoing run = new Ongoing(job);
        RUNS.put(job.runId(), run);
        return run;
    }

    static Ongoing of(String runId) {
        Ongoing run = RUNS.get(runId);
        if (run == null) {
            throw new IllegalStateException("no experiment with the run id " + runId
                    + " is under way in this process; run the experiment again, with its journal, instead of restarting its"
                    + " job");
        }
        return run;
    }

    EvaluationEngine.Job job() {
        return job;
    }

    @Nullable
    Case next() {
        return waiting.poll();
    }

    void failed(Throwable thrown) {
        failure.compareAndSet(null, thrown);
    }

    /** What an artifact has thrown first. */
    public @Nullable Throwable failure() {
        return failure.get();
    }

    @Override
    public void close() {
        RUNS.remove(job.runId(), this);
    }
}
