/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which pipelines evaluate, and one daemon thread of ours that watches deadlines and never evaluates.
 * Shared by as many pipelines as one likes. Thread-safe. Whoever makes one closes it.
 */
public final class EvaluationWorkers implements AutoCloseable {

    private static final int LONGEST_QUEUE = 10_000;

    private final Executor executor;
    private final Runnable onClose;
    private final ScheduledThreadPoolExecutor timer;

    private EvaluationWorkers(Executor executor, Runnable onClose) {
        this.executor = executor;
        this.onClose = onClose;
        this.timer = new ScheduledThreadPoolExecutor(1, daemons("honeyhive-evaluation-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(30, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Workers on an executor that somebody else owns, such as a server's managed one. {@link #close} leaves it be. */
    public static EvaluationWorkers on(Executor executor) {
        return new EvaluationWorkers(executor, () -> {});
    }

    /** Workers on daemon threads of their own with a bounded queue; {@link #close} interrupts and ends them. */
    public static EvaluationWorkers ofThreads(int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(LONGEST_QUEUE),
                daemons("honeyhive-evaluation"));
        pool.allowCoreThreadTimeOut(true);
        return new EvaluationWorkers(pool, ((ExecutorService) pool)::shutdownNow);
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(EvaluationWorkers.class.getClassLoader());
            return thread;
        };
    }

    void execute(Runnable task) {
        executor.execute(task);
    }

    /** Only for what is quick and does not block. */
    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends our threads. What still runs is not waited for; a later run gives errors, never an exception. */
    @Override
    public void close() {
        timer.shutdownNow();
        onClose.run();
    }
}
