/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.Aggregator;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.internal.call.Evaluating;
import ai.honeyhive.microprofile.internal.config.EvaluationConfig;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The evaluators of an application together with the threads they run on. */
public final class EvaluationService implements AutoCloseable {

    private static final int LONGEST_QUEUE = 10_000;

    private final EvaluationSetup setup;
    private final EvaluationWorkers workers;
    private final @Nullable ThreadPoolExecutor own;

    /**
     * Puts an application's evaluators together. No thread starts before the first evaluation.
     *
     * @param managed the server's threads, {@code null} where there are none: then daemons of our own evaluate
     */
    public EvaluationService(
            EvaluationConfig config,
            Evaluators evaluators,
            Map<String, Aggregator> aggregators,
            @Nullable Executor managed) {
        Executor executor;
        if (managed == null) {
            ThreadPoolExecutor threads = threads(config.threads());
            own = threads;
            executor = threads;
        } else {
            own = null;
            executor = managed;
        }
        Context context = Evaluating.mark(Context.root());
        workers = EvaluationWorkers.on(task -> executor.execute(() -> {
            try (Scope ignored = context.makeCurrent()) {
                task.run();
            }
        }));
        setup = new EvaluationSetup(config, evaluators, aggregators, workers);
    }

    private static ThreadPoolExecutor threads(int count) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(LONGEST_QUEUE), task -> {
                    Thread thread = new Thread(task, "honeyhive-evaluation-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setContextClassLoader(application);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    public EvaluationSetup setup() {
        return setup;
    }

    /** Ends our threads; what still runs is interrupted. */
    @Override
    public void close() {
        workers.close();
        if (own != null) {
            own.shutdownNow();
        }
    }
}
