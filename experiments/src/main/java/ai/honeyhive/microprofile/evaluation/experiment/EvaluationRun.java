/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an {@link EvaluationTest} method is given: the experiment, which still needs its task. Not thread-safe. */
public final class EvaluationRun {

    private final Supplier<Prepared> preparation;
    private @Nullable Prepared prepared;
    private boolean ran;

    /**
     * An experiment that is prepared when it is wanted.
     *
     * @param preparation reads the dataset and makes the pipeline: not in a process that only asks a server to run the test
     */
    EvaluationRun(Supplier<Prepared> preparation) {
        this.preparation = preparation;
    }

    /** An experiment and what is said of its result. */
    record Prepared(Experiment.Builder experiment, Function<ExperimentResult, Gate.Verdict> gate) {}

    private Prepared prepared() {
        Prepared known = prepared;
        if (known == null) {
            known = preparation.get();
            prepared = known;
        }
        return known;
    }

    /** For what the annotation does not say: a journal, HoneyHive, progress. Call it before {@link #answer}. */
    public Experiment.Builder experiment() {
        return prepared().experiment();
    }

    /**
     * Runs all rows through a function that answers with a text.
     *
     * @throws AssertionError if a limit is not kept; the message names it, with the smallest difference that these rows
     *     can show
     */
    public ExperimentResult answer(Task.Text task) throws InterruptedException {
        return check(experiment().task(task));
    }

    /** Runs all rows through a function that fills the sample; otherwise the same. */
    public ExperimentResult answer(Task task) throws InterruptedException {
        return check(experiment().task(task));
    }

    private ExperimentResult check(Experiment ready) throws InterruptedException {
        ExperimentResult found = ready.run();
        ran = true;
        Gate.Verdict verdict = prepared().gate().apply(found);
        if (!verdict.passed()) {
            throw new AssertionError(String.join(System.lineSeparator() + "  ", verdict.lines()));
        }
        return found;
    }

    boolean hasRun() {
        return ran;
    }
}
