/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.BatchProgress;
import ai.honeyhive.microprofile.BatchResult;
import ai.honeyhive.microprofile.BatchTrace;
import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.internal.batch.BatchPlan;
import ai.honeyhive.microprofile.internal.batch.BatchRun;
import ai.honeyhive.microprofile.internal.batch.OwnThreads;
import ai.honeyhive.microprofile.internal.call.CallMetadata.Members;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A batch described step by step. */
final class ProgrammaticBatch<T> implements BatchTrace<T> {

    private final CallRecorder recorder;
    private final Supplier<@Nullable Executor> managed;
    private final String name;
    private final long total;
    private final Supplier<Stream<? extends T>> items;

    private @Nullable Function<? super T, ?> key;
    private int size = 500;
    private int parallelism = 8;
    private boolean stopOnFailure;
    private BooleanSupplier cancelled = () -> false;
    private @Nullable Executor executor;
    private @Nullable Consumer<? super BatchProgress> listener;
    private String tracer = "";
    private Importance importance = Importance.STANDARD;

    /**
     * @param managed the server's executor, or {@code null}
     * @param total how many items there are, -1 where nobody knows
     */
    ProgrammaticBatch(
            CallRecorder recorder,
            Supplier<@Nullable Executor> managed,
            String name,
            long total,
            Supplier<Stream<? extends T>> items) {
        this.recorder = recorder;
        this.managed = managed;
        this.name = name;
        this.total = total;
        this.items = items;
    }

    @Override
    public BatchTrace<T> groupBy(Function<? super T, ?> key) {
        this.key = key;
        return this;
    }

    @Override
    public BatchTrace<T> groupsOf(int size) {
        this.size = positive(size, "A group's size");
        this.key = null;
        return this;
    }

    @Override
    public BatchTrace<T> parallelism(int groups) {
        this.parallelism = positive(groups, "The number of groups that are worked on at a time");
        return this;
    }

    @Override
    public BatchTrace<T> executor(Executor executor) {
        this.executor = executor;
        return this;
    }

    @Override
    public BatchTrace<T> stopOnFailure() {
        this.stopOnFailure = true;
        return this;
    }

    @Override
    public BatchTrace<T> cancelWhen(BooleanSupplier cancelled) {
        this.cancelled = cancelled;
        return this;
    }

    @Override
    public BatchTrace<T> onProgress(Consumer<? super BatchProgress> listener) {
        this.listener = listener;
        return this;
    }

    @Override
    public BatchTrace<T> tracer(String tracer) {
        this.tracer = tracer;
        return this;
    }

    @Override
    public BatchTrace<T> importance(Importance importance) {
        this.importance = importance;
        return this;
    }

    @Override
    public BatchResult forEach(Action<? super T> action) {
        return run(item -> {
            action.on(item);
            return null;
        });
    }

    @Override
    public BatchResult run(Work<? super T> work) {
        Executor given = executor;
        Executor known = given == null ? managed.get() : given;
        if (known != null) {
            return run(work, known);
        }
        ExecutorService own = OwnThreads.start(parallelism);
        try {
            return run(work, own);
        } finally {
            own.shutdown();
        }
    }

    private BatchResult run(Work<? super T> work, Executor executor) {
        var members = new Members(
                name, name, Kind.BATCH, "", "", Capture.CONFIGURED, Capture.CONFIGURED, tracer, importance, List.of());
        var groups =
                new BatchRecorder(recorder, CallMetadata.of(members, List.of(), BatchResult.class), Context.current());
        var plan = new BatchPlan<T>(name, total, key, size, parallelism, stopOnFailure, cancelled, listener, work);
        try (Stream<? extends T> stream = items.get()) {
            return new BatchRun<>(plan, groups, executor)
                    .run(stream.sequential().iterator());
        }
    }

    private static int positive(int value, String what) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " is " + value + ", and must be at least 1");
        }
        return value;
    }
}
