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
    public void run(List<Runnable> cases) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Runnable worker = () -> work(cases, next, stop);
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

    private static void work(List<Runnable> cases, AtomicInteger next, AtomicBoolean stop) {
        try {
            for (int i = next.getAndIncrement(); i < cases.size() && !stop.get(); i = next.getAndIncrement()) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                cases.get(i).run();
            }
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
