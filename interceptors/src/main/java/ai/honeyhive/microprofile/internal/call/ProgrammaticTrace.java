/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import io.opentelemetry.context.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call described step by step. */
final class ProgrammaticTrace implements HoneyHive.Trace {

    private final CallRecorder recorder;
    private final String name;
    private final Map<String, Object> inputs = new LinkedHashMap<>();
    private Kind kind = Kind.CHAIN;
    private Importance importance = Importance.STANDARD;
    private String provider = "";
    private String model = "";
    private String tracer = "";
    private @Nullable Object prompt;
    private @Nullable String userId;
    private @Nullable String sessionId;

    ProgrammaticTrace(CallRecorder recorder, String name) {
        this.recorder = recorder;
        this.name = name;
    }

    @Override
    public HoneyHive.Trace kind(Kind kind) {
        this.kind = kind;
        return this;
    }

    @Override
    public HoneyHive.Trace provider(String provider) {
        this.provider = provider;
        return this;
    }

    @Override
    public HoneyHive.Trace model(String model) {
        this.model = model;
        return this;
    }

    @Override
    public HoneyHive.Trace tracer(String tracer) {
        this.tracer = tracer;
        return this;
    }

    @Override
    public HoneyHive.Trace importance(Importance importance) {
        this.importance = importance;
        return this;
    }

    @Override
    public HoneyHive.Trace input(String name, Object value) {
        inputs.put(name, value);
        return this;
    }

    @Override
    public HoneyHive.Trace prompt(Object prompt) {
        this.prompt = prompt;
        return this;
    }

    @Override
    public HoneyHive.Trace userId(String userId) {
        this.userId = userId;
        return this;
    }

    @Override
    public HoneyHive.Trace sessionId(String sessionId) {
        this.sessionId = sessionId;
        return this;
    }

    @Override
    @SuppressWarnings("NullAway") // Nobody sees the null.
    public void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public <T, E extends Exception> T call(HoneyHive.Work<T, E> work) throws E {
        RunningCall call = recorder.start(CallMetadata.of(
                name, provider, model, kind, tracer, importance, Capture.CONFIGURED, Capture.CONFIGURED, List.of()));
        call.described(userId, sessionId, prompt, inputs);
        T result;
        try (Scope ignored = call.makeCurrent()) {
            result = work.run();
        } catch (Throwable t) {
            call.fail(t);
            throw t;
        }
        Class<?> known = result instanceof java.util.stream.Stream<?> ? java.util.stream.Stream.class : Void.class;
        return (T) Completion.follow(result, known, call);
    }
}
