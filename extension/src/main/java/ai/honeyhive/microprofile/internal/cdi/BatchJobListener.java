/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.call.BatchJobs;
import ai.honeyhive.microprofile.internal.call.JobItems;
import jakarta.batch.api.chunk.listener.ChunkListener;
import jakarta.batch.api.chunk.listener.ItemProcessListener;
import jakarta.batch.api.chunk.listener.ItemReadListener;
import jakarta.batch.api.chunk.listener.ItemWriteListener;
import jakarta.batch.api.chunk.listener.SkipProcessListener;
import jakarta.batch.api.chunk.listener.SkipReadListener;
import jakarta.batch.api.chunk.listener.SkipWriteListener;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.api.listener.StepListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code <listener ref="honeyhive"/>} in a job of Jakarta Batch: on the job, on a step, or on both. One instance for each of
 * these places, and for each partition, as the specification has it. No method throws: that would fail the job.
 */
@Named(BatchJobListener.NAME)
@Dependent
public class BatchJobListener
        implements JobListener,
                StepListener,
                ChunkListener,
                ItemReadListener,
                ItemProcessListener,
                ItemWriteListener,
                SkipReadListener,
                SkipProcessListener,
                SkipWriteListener {

    static final String NAME = "honeyhive";

    private final BatchJobs jobs;
    private final @Nullable JobContext job;
    private final @Nullable StepContext step;
    private final JobItems items;
    private BatchJobs.@Nullable Running running;

    /** The contexts are asked for now: some runtimes know them only while they make an artifact. */
    @Inject
    BatchJobListener(BatchJobs jobs, Instance<JobContext> job, Instance<StepContext> step) {
        this.jobs = jobs;
        this.job = job.isResolvable() ? job.get() : null;
        this.step = step.isResolvable() ? step.get() : null;
        items = jobs.items(stepExecution(), stepName());
    }

    private long stepExecution() {
        return step == null ? -1 : step.getStepExecutionId();
    }

    private String jobName() {
        return job == null ? "job" : job.getJobName();
    }

    private String stepName() {
        return jobName() + "." + (step == null ? "step" : step.getStepName());
    }

    @Override
    public void beforeJob() {
        running = jobs.job(job == null ? -1 : job.getExecutionId(), jobName());
    }

    @Override
    public void afterJob() {
        end(null);
    }

    @Override
    public void beforeStep() {
        running = jobs.step(job == null ? -1 : job.getExecutionId(), stepExecution(), stepName());
    }

    @Override
    public void afterStep() {
        end(step == null ? null : step.getException());
    }

    private void end(@Nullable Exception failure) {
        BatchJobs.Running begun = running;
        running = null;
        if (begun != null) {
            begun.end(failure);
        }
    }

    @Override
    public void beforeChunk() {
        items.chunkBegins();
    }

    @Override
    public void onError(Exception failure) {
        items.chunkFailed(failure);
    }

    @Override
    public void afterChunk() {
        items.chunkEnded();
    }

    @Override
    public void beforeRead() {}

    @Override
    public void afterRead(@Nullable Object item) {
        if (item != null) {
            items.read();
        } else {
            items.inputEnded();
        }
    }

    @Override
    public void onReadError(Exception failure) {
        items.readFailed(failure);
    }

    @Override
    public void beforeProcess(Object item) {
        items.workBegins();
    }

    @Override
    public void afterProcess(Object item, @Nullable Object result) {
        items.workEnded(result);
    }

    @Override
    public void onProcessError(Object item, Exception failure) {
        items.workFailed(failure);
    }

    @Override
    public void beforeWrite(List<Object> written) {}

    @Override
    public void afterWrite(List<Object> written) {}

    @Override
    public void onWriteError(List<Object> written, Exception failure) {
        items.writeFailed(written.size());
    }

    @Override
    public void onSkipReadItem(Exception failure) {
        items.skipped(failure);
    }

    @Override
    public void onSkipProcessItem(Object item, Exception failure) {
        items.skipped(failure);
    }

    @Override
    public void onSkipWriteItem(List<Object> written, Exception failure) {
        items.writesSkipped(written.size(), failure);
    }
}
