/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** So many workers take one case after the other. */
final class InProcessEngine implements EvaluationEngine {

    private final int maxWorkers;
    private final @Nullable Executor executor;

    InProcessEngine(int maxWorkers, @Nullable Executor executor) {
        if (maxWorkers < 1) {
            throw new IllegalArgumentException("at least 1 worker, not " + maxWorkers);
        }
        this.maxWorkers = maxWorkers;
        this.executor = executor;
    }

    @Override
    public void run(Job job) throws InterruptedException {
        List<Case> cases = job.cases();
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Runnable worker = () -> work(job, next, stop);
        if (maxWorkers == 1 && executor == null) {
            worker.run();
            if (Thread.interrupted()) {
                throw new InterruptedException("the experiment was interrupted");
            }
            return;
        }
        List<FutureTask<?>> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(maxWorkers, cases.size()); i++) {
            FutureTask<?> task = new FutureTask<>(worker, null);
            workers.add(task);
            start(task, i + 1);
        }
        try {
            for (FutureTask<?> task : workers) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            stop.set(true);
            workers.forEach(task -> task.cancel(true));
        }
    }

    private void start(Runnable task, int number) {
        if (executor != null) {
            executor.execute(task);
            return;
        }
        Thread thread = new Thread(task, "honeyhive-experiment-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    private static void work(Job job, AtomicInteger next, AtomicBoolean stop) {
        List<Case> cases = job.cases();
        try {
            for (int i = next.getAndIncrement(); i < cases.size() && !stop.get(); i = next.getAndIncrement()) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                job.complete(job.worker().answer(cases.get(i)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the case runs again when the run goes on
        } catch (Throwable e) {
            stop.set(true);
            throw e;
        }
    }

    private static RuntimeException thrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }
}
