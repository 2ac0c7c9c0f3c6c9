/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.experiment.internal.batch.Ongoing;
import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobException;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.JobInstance;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the cases as a job of Jakarta Batch in this process, on the threads of its runtime: {@code honeyhive-experiment}, whose
 * partitions take one case after the other, each committed for itself. Whoever operates the server sees the job, and may stop
 * it; an experiment with a journal that is run again restarts it, and only what is missing is answered.
 *
 * <p>Needs the Jakarta Batch API and a runtime, as servers and JBeret have them. Thread-safe.
 */
public final class BatchEngine implements EvaluationEngine {

    private static final String JOB = "honeyhive-experiment";
    private static final String RUN = "run";
    private static final int INSTANCES = 100;
    private static final long POLL_MILLIS = 50;
    private static final Set<BatchStatus> OVER =
            EnumSet.of(BatchStatus.COMPLETED, BatchStatus.STOPPED, BatchStatus.FAILED, BatchStatus.ABANDONED);

    private final JobOperator operator;
    private final int partitions;

    private BatchEngine(JobOperator operator, int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("at least 1 partition, not " + partitions);
        }
        this.operator = operator;
        this.partitions = partitions;
    }

    /**
     * An engine on a runtime.
     *
     * @param operator of the runtime, such as {@code BatchRuntime.getJobOperator()}
     * @param partitions how many cases are under way at a time, each in a partition; at least 1
     */
    public static BatchEngine of(JobOperator operator, int partitions) {
        return new BatchEngine(operator, partitions);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the job was stopped, or ended without an answer to each case; the message says how to
     *     go on
     */
    @Override
    public void run(Job job) throws InterruptedException {
        Properties parameters = new Properties();
        parameters.setProperty(RUN, job.runId());
        parameters.setProperty("partitions", String.valueOf(partitions));
        try (Ongoing run = Ongoing.begin(job)) {
            OptionalLong before = restartable(job.runId());
            long execution = before.isPresent()
                    ? operator.restart(before.getAsLong(), parameters)
                    : operator.start(JOB, parameters);
            BatchStatus status = await(execution);
            rethrow(run.failure());
            if (status != BatchStatus.COMPLETED) {
                throw new IllegalStateException("the job " + JOB + ", execution " + execution + ", is " + status
                        + "; an experiment with a journal that is run again goes on from there");
            }
        }
    }

    /** The last execution of the run, if it did not come to its end. One whose process died counts as running for ever. */
    private OptionalLong restartable(String runId) {
        List<JobInstance> instances;
        try {
            instances = operator.getJobInstances(JOB, 0, INSTANCES);
        } catch (NoSuchJobException e) {
            return OptionalLong.empty();
        }
        return instances.stream()
                .flatMap(instance -> operator.getJobExecutions(instance).stream())
                .filter(execution -> runId.equals(execution.getJobParameters().getProperty(RUN)))
                .filter(execution -> execution.getBatchStatus() == BatchStatus.STOPPED
                        || execution.getBatchStatus() == BatchStatus.FAILED)
                .mapToLong(JobExecution::getExecutionId)
                .max();
    }

    /** Asks from time to time: the API has nothing to wait with. */
    private BatchStatus await(long execution) throws InterruptedException {
        try {
            return poll(execution);
        } catch (InterruptedException e) {
            stop(execution);
            poll(execution); // for the cases under way, whose threads are not ours to interrupt
            throw e;
        }
    }

    private void stop(long execution) {
        try {
            operator.stop(execution);
        } catch (JobExecutionNotRunningException e) {
            // It has come to its end itself.
        }
    }

    private BatchStatus poll(long execution) throws InterruptedException {
        while (true) {
            BatchStatus status = operator.getJobExecution(execution).getBatchStatus();
            if (OVER.contains(status)) {
                return status;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws InterruptedException {
        if (failure instanceof InterruptedException interrupted) {
            throw interrupted;
        } else if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException runtime) {
            throw runtime;
        } else if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public String toString() {
        return "BatchEngine " + partitions;
    }
}
