/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an {@link EvaluationTest} method is given: the experiment, which still needs its task. Not thread-safe. */
public final class EvaluationRun {

    private final Experiment.Builder experiment;
    private final Function<ExperimentResult, Gate.Verdict> gate;
    private @Nullable ExperimentResult result;

    EvaluationRun(Experiment.Builder experiment, Function<ExperimentResult, Gate.Verdict> gate) {
        this.experiment = experiment;
        this.gate = gate;
    }

    /** For what the annotation does not say: a journal, HoneyHive, progress. Call it before {@link #answer}. */
    public Experiment.Builder experiment() {
        return experiment;
    }

    /**
     * Runs all rows through a function that answers with a text.
     *
     * @throws AssertionError if a limit is not kept; the message names it, with the smallest difference that these rows
     *     can show
     */
    public ExperimentResult answer(Task.Text task) throws InterruptedException {
        return check(experiment.task(task));
    }

    /** Runs all rows through a function that fills the sample; otherwise the same. */
    public ExperimentResult answer(Task task) throws InterruptedException {
        return check(experiment.task(task));
    }

    private ExperimentResult check(Experiment ready) throws InterruptedException {
        ExperimentResult found = ready.run();
        result = found;
        Gate.Verdict verdict = gate.apply(found);
        if (!verdict.passed()) {
            throw new AssertionError(String.join(System.lineSeparator() + "  ", verdict.lines()));
        }
        return found;
    }

    boolean hasRun() {
        return result != null;
    }
}
