/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.BatchTrace;
import ai.honeyhive.microprofile.HoneyHive;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The programmatic API as a bean. */
@ApplicationScoped
public class HoneyHiveBean implements HoneyHive {

    private final CallRecorder recorder;
    private final Instance<ManagedExecutor> managed;

    /** For the container's client proxy only. */
    @SuppressWarnings("NullAway")
    protected HoneyHiveBean() {
        recorder = null;
        managed = null;
    }

    @Inject
    HoneyHiveBean(CallRecorder recorder, @Any Instance<ManagedExecutor> managed) {
        this.recorder = recorder;
        this.managed = managed;
    }

    @Override
    public Trace trace(String name) {
        return new ProgrammaticTrace(recorder, given(name, "a traced call"));
    }

    @Override
    public <T> BatchTrace<T> batch(String name, Collection<? extends T> items) {
        return new ProgrammaticBatch<>(
                recorder, this::managedExecutor, given(name, "a batch"), items.size(), () -> items.stream());
    }

    @Override
    public <T> BatchTrace<T> batch(String name, Stream<? extends T> items) {
        Objects.requireNonNull(items, "items");
        return new ProgrammaticBatch<>(recorder, this::managedExecutor, given(name, "a batch"), -1, () -> items);
    }

    @Override
    public HttpRequest propagate(HttpRequest request) {
        return recorder.propagate(request);
    }

    @Override
    public void propagate(String destination, HeaderWriter message) {
        recorder.propagate(destination, message);
    }

    @Override
    public <E extends Exception> void received(HeaderReader message, Action<E> work) throws E {
        try (Scope ignored = recorder.received(message).makeCurrent()) {
            work.run();
        }
    }

    private @Nullable Executor managedExecutor() {
        return managed.isResolvable() ? managed.get().find() : null;
    }

    private static String given(String name, String what) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("The name of " + what + " is blank; give it one");
        }
        return name;
    }

    @Override
    public Event currentEvent() {
        return new CurrentEvent(TracedCall.from(Context.current()), recorder);
    }

    @Override
    public void feedback(String eventId, String key, @Nullable Object value) {
        TracedCall enclosing = TracedCall.from(Context.current());
        recorder.feedback(enclosing == null ? "" : enclosing.tracer(), eventId, key, value);
    }
}
