/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.context.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The batch jobs of this process as events: what a listener of Jakarta Batch tells. Thread-safe. No method throws. */
@Singleton
public final class BatchJobs {

    /** A job or a step under way, for the one who began it. No method throws. */
    public interface Running {

        /** It has ended; on the thread on which it began. */
        void end(@Nullable Throwable failure);
    }

    /** A runtime that forgets to tell of an end must not fill the memory: the oldest is ended, and says so. */
    private static final int MOST = 1_000;

    private final CallRecorder recorder;
    private final Map<Long, JobPart> jobs = new LinkedHashMap<>();
    private final Map<Long, JobPart> steps = new LinkedHashMap<>();

    @Inject
    BatchJobs(CallRecorder recorder) {
        this.recorder = recorder;
    }

    /** A job begins; its steps shall be inside its event. */
    public Running job(long execution, String name) {
        return begin(jobs, execution, () -> JobPart.outermost(recorder, name, ""));
    }

    /** A step begins; what its thread does until its end is inside its event. */
    @SuppressWarnings("MustBeClosedChecker") // Closed when the step ends.
    public Running step(long jobExecution, long execution, String name) {
        if (known(steps, execution) != null) {
            // The runtime tells of each partition, too.
            return failure -> {};
        }
        Running step = begin(steps, execution, () -> {
            JobPart job = known(jobs, jobExecution);
            return job == null ? JobPart.outermost(recorder, name, "") : job.step(name);
        });
        JobPart part = known(steps, execution);
        Scope scope = part == null ? Scope.noop() : part.record().context().makeCurrent();
        return failure -> {
            if (part != null && part.isOnItsThread()) {
                // Inner ones first: a scope closes only if it is the innermost.
                part.endChunks(failure);
                scope.close();
            }
            step.end(failure);
        };
    }

    /**
     * The chunks that one listener is told of.
     *
     * @param step the step's execution; one that began in another process has no event here, and its chunks are in one of
     *     their own
     */
    public JobItems items(long step, String name) {
        return new JobItems(recorder, name, () -> known(steps, step));
    }

    private Running begin(Map<Long, JobPart> parts, long execution, Supplier<JobPart> make) {
        try {
            JobPart part = make.get();
            JobPart oldest;
            synchronized (parts) {
                parts.put(execution, part);
                oldest = parts.size() > MOST ? takeFirst(parts) : null;
            }
            if (oldest != null) {
                giveUp(oldest);
            }
            return failure -> {
                synchronized (parts) {
                    parts.remove(execution, part);
                }
                end(part, failure);
            };
        } catch (Throwable fault) {
            recorder.faults().report("start a part of a batch job", fault);
            return failure -> {};
        }
    }

    private static @Nullable JobPart known(Map<Long, JobPart> parts, long execution) {
        synchronized (parts) {
            return parts.get(execution);
        }
    }

    private void end(JobPart part, @Nullable Throwable failure) {
        try {
            part.end(failure);
        } catch (Throwable fault) {
            recorder.faults().report("end a part of a batch job", fault);
        }
    }

    /** Its event arrives with what is known up to now. */
    private void giveUp(JobPart oldest) {
        var reason = new IllegalStateException("HoneyHive follows at most " + MOST
                + " jobs and as many steps that have begun and not ended: no longer this one, whose figures are those up to"
                + " here. Either so many are under way, or the batch runtime does not tell of their ends.");
        recorder.faults().report("follow a part of a batch job to its end", reason);
        end(oldest, reason);
    }

    private static JobPart takeFirst(Map<Long, JobPart> parts) {
        var first = parts.values().iterator();
        JobPart oldest = first.next();
        first.remove();
        return oldest;
    }
}
