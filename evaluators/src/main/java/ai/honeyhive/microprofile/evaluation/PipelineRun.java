/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline on one sample. */
final class PipelineRun {

    private final EvaluationPipeline pipeline;
    private final RunLimits limits;
    private final long began = System.nanoTime();
    private final List<PartRun> parts = new ArrayList<>();
    private final AtomicInteger open;
    private final CompletableFuture<PipelineResult> result = new CompletableFuture<>();
    private volatile @Nullable Future<?> deadline;

    PipelineRun(EvaluationPipeline pipeline, RunLimits limits, Sample sample) {
        this.pipeline = pipeline;
        this.limits = limits;
        this.open = new AtomicInteger(pipeline.parts().size());
        for (EvaluationPipeline.Settings settings : pipeline.parts()) {
            parts.add(new PartRun(settings, sample, limits, began, this::partDone));
        }
    }

    CompletableFuture<PipelineResult> start() {
        CompletableFuture<PipelineResult> unused = result.whenComplete((done, error) -> {
            if (result.isCancelled()) {
                parts.forEach(PartRun::cancel);
            }
            Future<?> timer = deadline;
            if (timer != null) {
                timer.cancel(false);
            }
        });
        try {
            deadline = limits.workers().after(limits.timeout(), this::tooLate);
        } catch (RejectedExecutionException e) {
            parts.forEach(part -> part.giveUp(e)); // the workers are closed
        }
        parts.forEach(PartRun::begin);
        Future<?> timer = deadline;
        if (timer != null && result.isDone()) {
            timer.cancel(false);
        }
        return result;
    }

    private void tooLate() {
        TimeoutException error = new TimeoutException("not done within " + limits.timeout());
        parts.forEach(part -> part.giveUp(error));
    }

    private void partDone() {
        if (open.decrementAndGet() == 0) {
            List<Evaluation> evaluations = parts.stream().map(PartRun::result).toList();
            Provenance provenance = new Provenance(pipeline.name(), pipeline.version(), false);
            Evaluation overall = overall(evaluations).stamped(provenance, Duration.ofNanos(System.nanoTime() - began));
            result.complete(new PipelineResult(overall, evaluations));
        }
    }

    private Evaluation overall(List<Evaluation> evaluations) {
        try {
            Evaluation aggregate = aggregate(evaluations);
            return aggregate.withCost(
                    evaluations.stream().mapToDouble(Evaluation::cost).sum());
        } catch (Exception | LinkageError | StackOverflowError e) {
            return Evaluation.error(e);
        }
    }

    private Evaluation aggregate(List<Evaluation> evaluations) {
        List<String> failed = new ArrayList<>();
        List<String> undefined = new ArrayList<>();
        List<Aggregator.Part> judged = new ArrayList<>();
        for (int i = 0; i < evaluations.size(); i++) {
            EvaluationPipeline.Settings settings = pipeline.parts().get(i);
            Evaluation.Status status = evaluations.get(i).status();
            String name = settings.evaluator().name();
            if (settings.mustPass() && status == Evaluation.Status.FAIL) {
                failed.add(name);
            } else if ((settings.mustPass() && !status.isVerdict()) || (settings.required() && !status.isJudged())) {
                undefined.add(name + " is " + status);
            }
            if (status.isJudged() && settings.weight() > 0) {
                judged.add(new Aggregator.Part(name, settings.weight(), evaluations.get(i)));
            }
        }
        if (failed.isEmpty() && !undefined.isEmpty()) {
            return Evaluation.abstain("undefined: " + String.join(", ", undefined));
        }
        Evaluation aggregate = undefined.isEmpty() ? ofJudged(judged) : Evaluation.abstain("");
        return failed.isEmpty() ? aggregate : failedFor(failed, aggregate);
    }

    private Evaluation ofJudged(List<Aggregator.Part> judged) {
        if (judged.isEmpty()) {
            return Evaluation.abstain("nothing was judged");
        }
        judged.sort(Comparator.comparing(Aggregator.Part::name));
        Evaluation aggregate = pipeline.aggregator().aggregate(List.copyOf(judged));
        return pipeline.passMark().isPresent()
                ? aggregate.withThreshold(pipeline.passMark().getAsDouble())
                : aggregate;
    }

    private static Evaluation failedFor(List<String> failed, Evaluation aggregate) {
        return new Evaluation(
                Evaluation.Status.FAIL,
                aggregate.score(),
                aggregate.label(),
                "must pass and failed: " + String.join(", ", failed),
                aggregate.details(),
                0,
                Duration.ZERO,
                Provenance.UNKNOWN,
                null);
    }
}
