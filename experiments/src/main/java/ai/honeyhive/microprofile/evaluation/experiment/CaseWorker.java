/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.PipelineResult;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Answers and judges cases one by one, in whatever process it lives. Thread-safe if its task is. */
public final class CaseWorker {

    private static final int LONGEST_ERROR = 1000;

    private final EvaluationPipeline pipeline;
    private final Task task;

    /** A worker with this pipeline, for this function under test. */
    public CaseWorker(EvaluationPipeline pipeline, Task task) {
        this.pipeline = pipeline;
        this.task = task;
    }

    /**
     * Who judges: the pipeline and its evaluators, each with its version. Workers that differ in it give scores that cannot
     * be compared.
     */
    public String judgedBy() {
        StringBuilder text = new StringBuilder(pipelineId());
        pipeline.evaluators()
                .forEach((name, version) ->
                        text.append(' ').append(name).append('/').append(version));
        return text.toString();
    }

    String pipelineId() {
        return pipeline.name() + "/" + pipeline.version();
    }

    /**
     * Answers and judges. What the task throws is the result's error, and nothing is judged.
     *
     * @throws InterruptedException if the thread is interrupted: that is no answer of the function under test
     */
    public CaseResult answer(Case wanted) throws InterruptedException {
        Datapoint datapoint = wanted.datapoint();
        Sample.Builder builder = datapoint.sample();
        Instant begin = Instant.now();
        long from = System.nanoTime();
        String sessionId = UUID.randomUUID().toString();
        Throwable error = null;
        try (CaseSession.Entered ignored = CaseSession.enter(sessionId, wanted)) {
            task.answer(datapoint, builder);
        } catch (InterruptedException | VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            error = e;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        Sample sample = builder.build();
        if (sample.telemetry().equals(Telemetry.NONE)) {
            sample =
                    builder.telemetry(Telemetry.builder().latency(took).build()).build();
        }
        PipelineResult judged = error == null ? judge(sample) : null;
        return new CaseResult(
                datapoint.id(),
                wanted.repeat(),
                datapoint.inputs(),
                datapoint.groundTruth(),
                sample.output(),
                error == null ? null : text(error),
                begin,
                took,
                judged == null
                        ? new Score(pipeline.name(), Status.SKIPPED, null, null, "the task failed")
                        : Score.of(judged.overall()),
                judged == null
                        ? List.of()
                        : judged.parts().stream().map(Score::of).toList(),
                sessionId,
                UUID.randomUUID().toString());
    }

    private PipelineResult judge(Sample sample) throws InterruptedException {
        CompletableFuture<PipelineResult> run = pipeline.run(sample);
        try {
            return run.get();
        } catch (InterruptedException e) {
            run.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a pipeline never completes exceptionally", e);
        }
    }

    private static String text(Throwable error) {
        @Nullable String message = error.getMessage();
        String text = error.getClass().getName() + (message == null ? "" : ": " + message);
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) + "…" : text;
    }
}
