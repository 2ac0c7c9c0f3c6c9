/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One evaluator on one sample, from the question whether it can run at all to its one result. The result is set once;
 * what comes later is dropped. The place in the gate is held until the evaluator has really let go of its thread, so
 * that hanging evaluators cannot pile up.
 */
final class PartRun {

    private final EvaluationPipeline.Settings settings;
    private final Evaluator evaluator;
    private final Sample sample;
    private final RunLimits limits;
    private final long began;
    private final Runnable whenDone;

    private @Nullable Evaluation result; // this and the following: guarded by this
    private @Nullable Thread thread;
    private boolean interrupted;
    private @Nullable CompletionStage<Evaluation> stage;

    PartRun(EvaluationPipeline.Settings settings, Sample sample, RunLimits limits, long began, Runnable whenDone) {
        this.settings = settings;
        this.evaluator = settings.evaluator();
        this.sample = sample;
        this.limits = limits;
        this.began = began;
        this.whenDone = whenDone;
    }

    void begin() {
        try {
            Set<Input> missing = EnumSet.noneOf(Input.class);
            evaluator.needs().stream().filter(input -> !input.isIn(sample)).forEach(missing::add);
            if (!missing.isEmpty()) {
                finish(Evaluation.skipped("the sample lacks " + missing), false);
                return;
            }
            Optional<Evaluation> known = cacheKey().flatMap(key -> cache().get(key));
            if (known.isPresent()) {
                finish(known.get().withCost(0), true);
            } else {
                schedule();
            }
        } catch (Throwable t) { // whatever a foreign evaluator throws is its result
            finish(Evaluation.error(t), false);
        }
    }

    private void schedule() {
        long left = limits.timeout().toNanos() - (System.nanoTime() - began);
        TokenBucket rate = evaluator.isMetered() ? limits.rate() : null;
        long wait = rate == null ? 0 : rate.reserve(System.nanoTime(), left);
        if (wait < 0) {
            finish(Evaluation.abstain("the rate limit leaves no room before the deadline"), false);
        } else if (wait == 0) {
            enter();
        } else {
            Future<?> unused = limits.workers().after(Duration.ofNanos(wait), this::enter);
        }
    }

    private void enter() {
        if (!isDone() && !limits.gate().enter(this::submit)) {
            finish(Evaluation.abstain("too many evaluations wait already"), false);
        }
    }

    private void submit() {
        if (isDone()) {
            limits.gate().leave();
            return;
        }
        try {
            limits.workers().execute(this::call);
        } catch (RejectedExecutionException e) {
            limits.gate().leave();
            finish(Evaluation.abstain("the executor takes no more work"), false);
        } catch (RuntimeException | Error e) { // a server that goes down throws what it likes
            limits.gate().leave();
            finish(Evaluation.error(e), false);
        }
    }

    private void call() {
        CompletionStage<Evaluation> running = null;
        Throwable thrown = null;
        if (enterThread()) {
            try {
                running = start();
            } catch (Throwable t) { // whatever a foreign evaluator throws is its result
                thrown = t;
            }
        }
        leaveThread(running);
        if (running == null) {
            limits.gate().leave();
            if (thrown != null) {
                finish(Evaluation.error(thrown), false);
            }
            return;
        }
        CompletionStage<Evaluation> unused = running.whenComplete((evaluation, error) -> {
            limits.gate().leave();
            finish(outcome(evaluation, error), false);
        });
    }

    private Evaluation outcome(@Nullable Evaluation evaluation, @Nullable Throwable error) {
        try {
            return error == null ? judged(evaluation) : failed(error);
        } catch (RuntimeException e) {
            return Evaluation.error(e); // its fingerprint cannot be had
        }
    }

    private @Nullable CompletionStage<Evaluation> start() {
        Budget budget = evaluator.isMetered() ? limits.budget() : null;
        if (budget != null && !budget.tryCall()) {
            finish(Evaluation.abstain("the budget is spent"), false);
            return null;
        }
        return Objects.requireNonNull(evaluator.evaluate(sample), "the evaluator returned null");
    }

    private Evaluation judged(@Nullable Evaluation evaluation) {
        if (evaluation == null) {
            return Evaluation.error(new NullPointerException("the evaluator gave null"));
        }
        Budget budget = evaluator.isMetered() ? limits.budget() : null;
        if (budget != null) {
            budget.spend(evaluation.cost());
        }
        cacheKey().ifPresent(key -> cache().put(key, evaluation));
        return evaluation;
    }

    private static Evaluation failed(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Evaluation.error(cause);
    }

    private synchronized boolean enterThread() {
        if (result != null) {
            return false;
        }
        thread = Thread.currentThread();
        return true;
    }

    /** An interrupt meant for the evaluator must not reach the next user of the thread. */
    private void leaveThread(@Nullable CompletionStage<Evaluation> running) {
        boolean late;
        synchronized (this) {
            thread = null;
            stage = running;
            late = result != null;
            if (interrupted) {
                Thread.interrupted();
            }
        }
        if (late && running != null) {
            cancel(running);
        }
    }

    /** Ends this part as an error, if it has not ended, and tells the evaluator to stop. */
    void giveUp(Throwable error) {
        finish(Evaluation.error(error), false);
        CompletionStage<Evaluation> running;
        synchronized (this) {
            running = stage;
            if (thread != null && !interrupted) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (running != null) {
            cancel(running);
        }
    }

    void cancel() {
        giveUp(new CancellationException("the run was cancelled"));
    }

    private static void cancel(CompletionStage<Evaluation> running) {
        try {
            running.toCompletableFuture().cancel(true);
        } catch (RuntimeException e) {
            // a stage of its own kind that cannot be cancelled: its result will be dropped
        }
    }

    private synchronized boolean isDone() {
        return result != null;
    }

    synchronized Evaluation result() {
        return Objects.requireNonNull(result);
    }

    private void finish(Evaluation evaluation, boolean cached) {
        Evaluation judged = settings.threshold().isPresent()
                ? evaluation.withThreshold(settings.threshold().getAsDouble())
                : evaluation;
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        synchronized (this) {
            if (result != null) {
                return;
            }
            result = judged.stamped(new Provenance(evaluator.name(), evaluator.version(), cached), took);
        }
        whenDone.run();
    }

    private Optional<String> cacheKey() {
        return limits.cache() == null
                ? Optional.empty()
                : evaluator
                        .fingerprint()
                        .map(print -> new ContentHash()
                                .add(evaluator.name())
                                .add(evaluator.version())
                                .add(print)
                                .add(sample.contentHash())
                                .hex());
    }

    private EvaluationCache cache() {
        return Objects.requireNonNull(limits.cache());
    }
}
