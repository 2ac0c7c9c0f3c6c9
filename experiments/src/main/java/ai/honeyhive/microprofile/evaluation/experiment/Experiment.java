/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A dataset, a function under test and a pipeline that judges its answers. One failing task or evaluator never stops the
 * others. Immutable; each {@link #run} is a run of its own.
 */
public final class Experiment {

    /** How many cases run at a time unless told otherwise, as with HoneyHive's own clients. */
    public static final int DEFAULT_WORKERS = 10;

    private final Builder settings;
    private final CaseWorker worker;

    private Experiment(Builder settings, Task task) {
        this.settings = settings;
        this.worker = new CaseWorker(settings.pipeline, task);
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
        header.put("pipeline", worker.pipelineId());
        header.put("repeats", settings.repeats);
        try (Journal journal = Journal.open(settings.journal, header)) {
            ExperimentResult result = new Run(journal.runId(), journal).execute();
            journal.delete();
            return result;
        }
    }

    private final class Run implements EvaluationEngine.Job {
        private final String runId;
        private final @Nullable Journal journal;
        private final Instant started = Instant.now();
        private final Map<String, CaseResult> done = new ConcurrentHashMap<>();
        private final int total = settings.dataset.datapoints().size() * settings.repeats;
        private final List<Case> missing;
        private final Set<String> wanted = ConcurrentHashMap.newKeySet();
        private final Map<String, String> git = GitMetadata.read(Path.of(""));
        private final @Nullable RunDelivery delivery;

        Run(String runId, @Nullable Journal journal) {
            this.runId = runId;
            this.journal = journal;
            this.missing = settings.cases(runId).stream()
                    .filter(one -> journal == null || !journal.cases().containsKey(one.key()))
                    .toList();
            missing.forEach(one -> wanted.add(one.key()));
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
            if (journal != null) {
                journal.cases().values().forEach(this::deliver);
            }
            if (!missing.isEmpty()) {
                settings.engine().run(this);
            }
            if (done.size() < total) {
                throw new InterruptedException("the run ended before all of its cases were answered");
            }
            List<CaseResult> results = settings.cases(runId).stream()
                    .map(one -> Objects.requireNonNull(done.get(one.key())))
                    .toList();
            List<String> notes = delivery == null ? List.of() : delivery.finish(results);
            return new ExperimentResult(
                    settings.name,
                    runId,
                    settings.dataset.name(),
                    settings.dataset.id(),
                    worker.pipelineId(),
                    started,
                    Duration.between(started, Instant.now()),
                    git,
                    results,
                    notes);
        }

        @Override
        public String runId() {
            return runId;
        }

        @Override
        public List<Case> cases() {
            return missing;
        }

        @Override
        public CaseWorker worker() {
            return worker;
        }

        @Override
        public void complete(CaseResult result) {
            if (!wanted.remove(result.key())) {
                return;
            }
            if (journal != null) {
                journal.add(result);
            }
            deliver(result);
        }

        private void deliver(CaseResult result) {
            boolean known = journal != null && journal.isDelivered(result);
            if (delivery != null && !known && delivery.send(result) && journal != null) {
                journal.addDelivered(result);
            }
            synchronized (done) {
                done.put(result.key(), result);
                settings.progress.onCase(done.size(), total, result);
            }
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

        private List<Case> cases(String runId) {
            return dataset.datapoints().stream()
                    .flatMap(row ->
                            IntStream.range(0, repeats).mapToObj(repeat -> new Case(runId, dataset.id(), row, repeat)))
                    .toList();
        }

        private EvaluationEngine engine() {
            return engine == null ? EvaluationEngine.inProcess(workers) : engine;
        }
    }
}
