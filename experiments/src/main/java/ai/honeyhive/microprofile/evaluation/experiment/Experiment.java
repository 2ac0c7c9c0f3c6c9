/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.PipelineResult;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A dataset, a function under test and a pipeline that judges its answers. One failing task or evaluator never stops the
 * others. Immutable; each {@link #run} is a run of its own.
 */
public final class Experiment {

    /** How many cases run at a time unless told otherwise, as with HoneyHive's own clients. */
    public static final int DEFAULT_WORKERS = 10;

    private static final int LONGEST_ERROR = 1000;

    private final Builder settings;
    private final Task task;

    private Experiment(Builder settings, Task task) {
        this.settings = settings;
        this.task = task;
    }

    /** An experiment of this name; it still needs a task. */
    public static Builder builder(String name, Dataset dataset, EvaluationPipeline pipeline) {
        return new Builder(name, dataset, pipeline);
    }

    /**
     * Runs all cases, and returns when they are done and HoneyHive, if it is asked, has them or has refused them.
     *
     * @throws InterruptedException if the thread is interrupted; with a journal, the next run goes on from there
     * @throws java.io.UncheckedIOException if the journal cannot be written
     * @throws IllegalStateException if the journal is of another experiment, or in use
     */
    public ExperimentResult run() throws InterruptedException {
        String runId = UUID.randomUUID().toString();
        if (settings.journal == null) {
            return new Run(runId, null).execute();
        }
        Map<String, @Nullable Object> header = new LinkedHashMap<>();
        header.put("run_id", runId);
        header.put("name", settings.name);
        header.put("dataset_id", settings.dataset.id());
        header.put("pipeline", pipelineId());
        header.put("repeats", settings.repeats);
        try (Journal journal = Journal.open(settings.journal, header)) {
            ExperimentResult result = new Run(journal.runId(), journal).execute();
            journal.delete();
            return result;
        }
    }

    private String pipelineId() {
        return settings.pipeline.name() + "/" + settings.pipeline.version();
    }

    /** One run. */
    private final class Run {
        private final String runId;
        private final @Nullable Journal journal;
        private final Instant started = Instant.now();
        private final Map<String, CaseResult> done = new ConcurrentHashMap<>();
        private final int total = settings.dataset.datapoints().size() * settings.repeats;
        private final Map<String, String> git = GitMetadata.read(Path.of(""));
        private final @Nullable RunDelivery delivery;

        Run(String runId, @Nullable Journal journal) {
            this.runId = runId;
            this.journal = journal;
            this.delivery = settings.honeyHive == null
                    ? null
                    : new RunDelivery(
                            settings.honeyHive,
                            runId,
                            settings.name,
                            settings.dataset,
                            settings.pipeline.name(),
                            settings.workers,
                            git);
        }

        ExperimentResult execute() throws InterruptedException {
            if (delivery != null) {
                delivery.start();
            }
            List<Runnable> cases = new ArrayList<>();
            for (Datapoint datapoint : settings.dataset.datapoints()) {
                for (int repeat = 0; repeat < settings.repeats; repeat++) {
                    int number = repeat;
                    CaseResult known = journal == null ? null : journal.cases().get(datapoint.id() + "#" + number);
                    cases.add(known == null ? () -> answer(datapoint, number) : () -> complete(known));
                }
            }
            settings.engine().run(cases);
            List<CaseResult> results = new ArrayList<>();
            for (Datapoint datapoint : settings.dataset.datapoints()) {
                for (int repeat = 0; repeat < settings.repeats; repeat++) {
                    CaseResult result = done.get(datapoint.id() + "#" + repeat);
                    if (result == null) {
                        throw new InterruptedException("the run ended before case " + datapoint.id());
                    }
                    results.add(result);
                }
            }
            List<String> notes = delivery == null ? List.of() : delivery.finish(results);
            return new ExperimentResult(
                    settings.name,
                    runId,
                    settings.dataset.name(),
                    settings.dataset.id(),
                    pipelineId(),
                    started,
                    Duration.between(started, Instant.now()),
                    git,
                    results,
                    notes);
        }

        private void answer(Datapoint datapoint, int repeat) {
            Sample.Builder builder = datapoint.sample();
            Instant begin = Instant.now();
            long from = System.nanoTime();
            Throwable error = null;
            try {
                task.answer(datapoint, builder);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return; // not an answer of the function under test: the case runs again when the run goes on
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                error = e;
            }
            Duration took = Duration.ofNanos(System.nanoTime() - from);
            Sample sample = builder.build();
            if (sample.telemetry().equals(Telemetry.NONE)) {
                sample = builder.telemetry(Telemetry.builder().latency(took).build())
                        .build();
            }
            PipelineResult judged = null;
            if (error == null) {
                judged = judge(sample);
                if (judged == null) {
                    return;
                }
            }
            CaseResult result = new CaseResult(
                    datapoint.id(),
                    repeat,
                    datapoint.inputs(),
                    datapoint.groundTruth(),
                    sample.output(),
                    error == null ? null : text(error),
                    begin,
                    took,
                    judged == null
                            ? new Score(settings.pipeline.name(), Status.SKIPPED, null, null, "the task failed")
                            : Score.of(judged.overall()),
                    judged == null
                            ? List.of()
                            : judged.parts().stream().map(Score::of).toList(),
                    UUID.randomUUID().toString(),
                    UUID.randomUUID().toString());
            if (journal != null) {
                journal.add(result);
            }
            complete(result);
        }

        /** Null if the thread was interrupted. */
        private @Nullable PipelineResult judge(Sample sample) {
            CompletableFuture<PipelineResult> run = settings.pipeline.run(sample);
            try {
                return run.get();
            } catch (InterruptedException e) {
                run.cancel(true);
                Thread.currentThread().interrupt();
                return null;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a pipeline never completes exceptionally", e);
            }
        }

        private void complete(CaseResult result) {
            boolean known = journal != null && journal.isDelivered(result);
            if (delivery != null && !known && delivery.send(result) && journal != null) {
                journal.addDelivered(result);
            }
            synchronized (done) {
                done.put(result.key(), result);
                settings.progress.onCase(done.size(), total, result);
            }
        }

        private String text(Throwable error) {
            String text = error.getClass().getName() + (error.getMessage() == null ? "" : ": " + error.getMessage());
            return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) + "…" : text;
        }
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Dataset dataset;
        private final EvaluationPipeline pipeline;
        private int workers = DEFAULT_WORKERS;
        private int repeats = 1;
        private @Nullable EvaluationEngine engine;
        private @Nullable Path journal;
        private Progress progress = Progress.NONE;
        private @Nullable HoneyHiveRuns honeyHive;

        private Builder(String name, Dataset dataset, EvaluationPipeline pipeline) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of an experiment must not be blank");
            }
            this.name = name.strip();
            this.dataset = dataset;
            this.pipeline = pipeline;
        }

        /** How many cases run at a time, at least 1. Default {@link #DEFAULT_WORKERS}; 1 is the calling thread. */
        public Builder maxWorkers(int newWorkers) {
            if (newWorkers < 1) {
                throw new IllegalArgumentException("at least 1 worker, not " + newWorkers);
            }
            this.workers = newWorkers;
            return this;
        }

        /** How often each row is answered, at least once. Default 1. */
        public Builder repeats(int newRepeats) {
            if (newRepeats < 1) {
                throw new IllegalArgumentException("at least 1 repeat, not " + newRepeats);
            }
            this.repeats = newRepeats;
            return this;
        }

        /** Where the cases run. Default: in this process, on {@link #maxWorkers} threads. */
        public Builder engine(EvaluationEngine newEngine) {
            this.engine = newEngine;
            return this;
        }

        /**
         * A file that keeps the cases of a run under way, so that a run that crashed goes on: what is in it is not
         * answered again. It is deleted when the run is complete. Default: none.
         */
        public Builder journal(Path file) {
            this.journal = file;
            return this;
        }

        /** Default: {@link Progress#NONE}. */
        public Builder progress(Progress newProgress) {
            this.progress = newProgress;
            return this;
        }

        /** Writes the run to HoneyHive as well. Default: no. */
        public Builder honeyHive(HoneyHiveRuns runs) {
            this.honeyHive = runs;
            return this;
        }

        /** An experiment on a function that answers with a text. */
        public Experiment task(Task.Text task) {
            return task((datapoint, sample) -> sample.output(task.answer(datapoint)));
        }

        /** An experiment on a function that fills the sample. */
        public Experiment task(Task task) {
            return new Experiment(this, task);
        }

        private EvaluationEngine engine() {
            return engine == null ? EvaluationEngine.inProcess(workers) : engine;
        }
    }
}
