/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.internal.call.CallMetadata.Members;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call described step by step: what it is told becomes the parameters and arguments of a method that is not there. */
final class ProgrammaticTrace implements HoneyHive.Trace {

    private final CallRecorder recorder;
    private final String name;
    private final List<CallParameter> parameters = new ArrayList<>();
    private final List<@Nullable Object> arguments = new ArrayList<>();
    private Kind kind = Kind.CHAIN;
    private Importance importance = Importance.STANDARD;
    private String provider = "";
    private String model = "";
    private String tracer = "";
    private List<String> evaluated = List.of();

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
    public HoneyHive.Trace input(String name, @Nullable Object value) {
        return add(ParameterRole.INPUT, HoneyHiveAttributes.INPUTS + name, value);
    }

    @Override
    public HoneyHive.Trace prompt(@Nullable Object prompt) {
        return add(ParameterRole.PROMPT, HoneyHiveAttributes.CHAT_HISTORY.getKey(), prompt);
    }

    @Override
    public HoneyHive.Trace retrievedContext(@Nullable Object context) {
        return add(ParameterRole.CONTEXT, HoneyHiveAttributes.CONTEXT.getKey(), context);
    }

    @Override
    public HoneyHive.Trace userId(@Nullable String userId) {
        return add(ParameterRole.USER, HoneyHiveAttributes.USER_ID.getKey(), userId);
    }

    @Override
    public HoneyHive.Trace sessionId(@Nullable String sessionId) {
        return add(ParameterRole.SESSION, "", sessionId);
    }

    @Override
    public HoneyHive.Trace expected(@Nullable Object expected) {
        return add(ParameterRole.EXPECTED, HoneyHiveAttributes.GROUND_TRUTH.getKey(), expected);
    }

    @Override
    public HoneyHive.Trace evaluated(String... names) {
        evaluated = List.of(names);
        return this;
    }

    private HoneyHive.Trace add(ParameterRole role, String key, @Nullable Object argument) {
        parameters.add(new CallParameter(parameters.size(), role, new ContentKey(key), null));
        arguments.add(argument);
        return this;
    }

    @Override
    @SuppressWarnings("NullAway") // Nobody sees the null.
    public <E extends Exception> void run(HoneyHive.Action<E> work) throws E {
        this.<@Nullable Object, E>call(() -> {
            work.run();
            return null;
        });
    }

    @Override
    // What stands for the result is of a class that the caller cannot tell from it.
    @SuppressWarnings({"unchecked", "NullAway"})
    public <T extends @Nullable Object, E extends Exception> T call(HoneyHive.Work<T, E> work) throws E {
        StartedCall call = start();
        if (call == null) {
            return work.run();
        }
        T result;
        try {
            result = work.run();
        } catch (Throwable thrown) {
            call.threw(thrown);
            throw thrown;
        }
        return (T) call.returned(result, null);
    }

    private @Nullable StartedCall start() {
        try {
            boolean callsModel = kind.callsModel();
            var members = new Members(
                    name,
                    CallMetadata.spanName(kind, name, callsModel ? model : ""),
                    kind,
                    callsModel ? provider : "",
                    callsModel ? model : "",
                    Capture.CONFIGURED,
                    Capture.CONFIGURED,
                    tracer,
                    importance,
                    evaluated);
            return recorder.start(CallMetadata.of(members, List.copyOf(parameters), null), List::toArray, arguments);
        } catch (Throwable fault) {
            recorder.faults().report("start the record of a call", fault);
            return null;
        }
    }
}
