/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.internal.call.Propagation.Destination;
import ai.honeyhive.microprofile.internal.encode.ArgumentEncoder;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts the record of a call: for the interceptor and for its programmatic twin. A singleton and not application-scoped,
 * because a client proxy costs as much as half a call. Thread-safe.
 */
@Singleton
public final class CallRecorder {

    private static final String SCOPE = "ai.honeyhive.microprofile";

    private final Instance<OpenTelemetry> openTelemetry;
    private final Instance<CallPipeline> pipelines;
    private final CallMetadataCache methods;
    private final ResultReader results;
    private final Faults faults = new Faults();
    private final Abandoned abandoned = new Abandoned();
    private final Inputs inputs;
    private final Outputs outputs;

    private volatile @Nullable Tracer tracer;
    private volatile @Nullable CallPipeline pipeline;

    @Inject
    CallRecorder(
            @Any Instance<OpenTelemetry> openTelemetry,
            @Any Instance<CallPipeline> pipelines,
            CallMetadataCache methods,
            ResultReader results) {
        this.openTelemetry = openTelemetry;
        this.pipelines = pipelines;
        this.methods = methods;
        this.results = results;
        var encoder = new ArgumentEncoder();
        inputs = new Inputs(encoder);
        outputs = new Outputs(encoder, results);
    }

    /** Records what has begun and not ended, as long as the pipeline still takes it. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Shutdown event) {
        abandoned.endAll();
    }

    /** Starts the record of an intercepted call; {@code null}, and nothing begun, where nobody wants it or it fails. Never throws. */
    @Nullable
    StartedCall start(InvocationContext invocation) {
        try {
            if (!pipeline().annotations()) {
                return null;
            }
            CallMetadata metadata = methods.of(invocation.getMethod(), invocation.getTarget());
            return start(metadata, InvocationContext::getParameters, invocation);
        } catch (Throwable fault) {
            faults.report("start the record of a call", fault);
            return null;
        }
    }

    /** Starts a call through a quality gate; {@code null}, and nothing begun, where nobody wants it or it fails. Never throws. */
    @Nullable
    Attempt attempt(InvocationContext invocation) {
        try {
            if (!pipeline().annotations()) {
                return null;
            }
            return Attempt.start(this, methods.gate(invocation.getMethod(), invocation.getTarget()), invocation);
        } catch (Throwable fault) {
            faults.report("start a quality gate", fault);
            return null;
        }
    }

    /**
     * Starts the record of a call. What it throws, it throws before anything is begun.
     *
     * @param arguments takes the arguments out of what is given: asked only if somebody wants them
     */
    <T> StartedCall start(CallMetadata metadata, Function<T, @Nullable Object[]> arguments, T given) {
        abandoned.endSome();
        Context parent = Context.current();
        TracedCall enclosing = TracedCall.from(parent);
        String name = metadata.members().tracer();
        if (name.isEmpty()) {
            name = enclosing == null ? carriedTracer(parent) : enclosing.tracer();
        }
        CallSettings settings = pipeline().settings(name);
        if (!settings.active()) {
            return startSpanOnly(metadata, arguments, given, parent, name);
        }
        @Nullable Object[] values = metadata.parameters().isEmpty() ? Inputs.NONE : arguments.apply(given);
        String model = inputs.model(metadata, values);
        Session session = session(enclosing, parent);
        List<String> evaluated = metadata.members().evaluated();
        var call = new TracedCall(
                name,
                metadata.members().importance(),
                session,
                metadata.content(),
                evaluated.isEmpty() || Evaluating.in(parent) ? List.of() : evaluated,
                enclosing);
        inheritUser(call, enclosing, parent);
        Context holder = call.in(parent);
        Span span = builder(metadata, model, holder).startSpan();
        var running = new RunningCall(this, metadata, settings, call, span);
        try {
            if (!call.isClaimed()) {
                running.fallBack(parent, model);
            }
            if (enclosing != null) {
                BatchItem.began(parent, enclosing, call);
            }
            inputs.identify(metadata, values, call);
            inputs.capture(metadata, values, running);
        } catch (Throwable fault) {
            faults.report("record the arguments of a call", fault);
        }
        running.enter(running.in(holder));
        return running;
    }

    /**
     * A call that HoneyHive shall not have still has its span in the server's trace. The sampler does not see its
     * attributes, which cost more than the rest of a call that is not sampled.
     */
    private <T> StartedCall startSpanOnly(
            CallMetadata metadata,
            Function<T, @Nullable Object[]> arguments,
            T given,
            Context parent,
            String tracerName) {
        // What is called from here shall inherit the tracer, and so not go to the default one.
        Context holder = tracerName.isEmpty()
                ? parent
                : new TracedCall(tracerName, metadata.members().importance(), session(TracedCall.from(parent), parent))
                        .in(parent);
        Span span = tracer().spanBuilder(metadata.members().spanName())
                .setParent(holder)
                .setSpanKind(metadata.spanKind())
                .startSpan();
        if (!span.isRecording()) {
            return new UnrecordedCall(holder.with(span));
        }
        span.setAllAttributes(metadata.spanAttributes());
        var running = new RunningCall(this, metadata, CallSettings.OFF, null, span);
        try {
            inputs.captureOnSpan(metadata, arguments, given, running);
        } catch (Throwable fault) {
            faults.report("record the arguments of a call", fault);
        }
        running.enter(running.in(holder));
        return running;
    }

    /** Adds to the feedback of an event of a tracer that may be over. Never throws. */
    void feedback(String tracerName, @Nullable String eventId, @Nullable String key, @Nullable Object value) {
        if (eventId == null || eventId.isBlank() || key == null || key.isBlank() || value == null) {
            return;
        }
        try {
            CallSettings settings = pipeline().settings(tracerName);
            if (settings.active()) {
                var feedback = new CallContent(Attributes.empty());
                inputs.put(new ContentKey(HoneyHiveAttributes.FEEDBACK + key), value, settings, feedback::put);
                pipeline()
                        .follow(tracerName, eventId.strip(), feedback.snapshot().build());
            }
        } catch (Throwable fault) {
            faults.report("send feedback for an event", fault);
        }
    }

    private SpanBuilder builder(CallMetadata metadata, String model, Context holder) {
        CallMetadata.Members members = metadata.members();
        boolean named = !model.equals(members.model());
        String name = named ? CallMetadata.spanName(members.kind(), members.name(), model) : members.spanName();
        SpanBuilder builder = tracer().spanBuilder(name)
                .setParent(holder)
                .setSpanKind(metadata.spanKind())
                .setAllAttributes(metadata.spanAttributes());
        return named ? builder.setAttribute(GenAiAttributes.REQUEST_MODEL, model) : builder;
    }

    private static Session session(@Nullable TracedCall enclosing, Context parent) {
        if (enclosing != null) {
            return enclosing.session();
        }
        Session carried = Carried.session(parent);
        return carried == null ? Session.generated() : carried;
    }

    /** The tracer that the caller has chosen, if there is one of that name here; else the default one. */
    private String carriedTracer(Context parent) {
        String carried = Carried.tracer(parent);
        return carried != null && pipeline().hasTracer(carried) ? carried : "";
    }

    private static void inheritUser(TracedCall call, @Nullable TracedCall enclosing, Context parent) {
        String user = enclosing == null ? Carried.user(parent) : enclosing.user();
        if (user != null) {
            call.user(user);
        }
    }

    /** The request with the headers by which the trace of this thread goes on; the same where that fails. */
    HttpRequest propagate(HttpRequest request) {
        try {
            return OutgoingRequest.of(
                    request,
                    Context.current(),
                    openTelemetry().getPropagators().getTextMapPropagator(),
                    pipeline().propagation());
        } catch (Throwable fault) {
            faults.report("give a request its headers", fault);
            return request;
        }
    }

    /** Writes those headers into a message, each for itself: a name that one cannot have stops no other. Never throws. */
    void propagate(String destination, HoneyHive.HeaderWriter message) {
        try {
            Headers.of(
                            Context.current(),
                            Destination.messages(destination),
                            openTelemetry().getPropagators().getTextMapPropagator(),
                            pipeline().propagation())
                    .forEach((name, value) -> set(message, name, value));
        } catch (Throwable fault) {
            faults.report("give a message its headers", fault);
        }
    }

    private void set(HoneyHive.HeaderWriter message, String name, String value) {
        try {
            message.set(name, value);
        } catch (Throwable fault) {
            faults.report("give a message the header " + name, fault);
        }
    }

    /** The context that a message tells; this thread's where that fails. Never throws. */
    Context received(HoneyHive.HeaderReader message) {
        Context here = Context.current();
        try {
            return Headers.received(
                    here, message, openTelemetry().getPropagators().getTextMapPropagator());
        } catch (Throwable fault) {
            faults.report("read the headers of a message", fault);
            return here;
        }
    }

    private OpenTelemetry openTelemetry() {
        return openTelemetry.isResolvable() ? openTelemetry.get() : OpenTelemetry.noop();
    }

    private Tracer tracer() {
        Tracer known = tracer;
        if (known == null) {
            known = openTelemetry().getTracer(SCOPE, Version.current());
            tracer = known;
        }
        return known;
    }

    CallPipeline pipeline() {
        CallPipeline known = pipeline;
        if (known == null) {
            known = pipelines.isResolvable() ? pipelines.get() : NoPipeline.INSTANCE;
            pipeline = known;
        }
        return known;
    }

    Inputs inputs() {
        return inputs;
    }

    Outputs outputs() {
        return outputs;
    }

    ResultReader results() {
        return results;
    }

    Abandoned abandoned() {
        return abandoned;
    }

    Faults faults() {
        return faults;
    }

    /** Stands where the extension is absent. */
    private enum NoPipeline implements CallPipeline {
        INSTANCE;

        @Override
        public CallSettings settings(String tracer) {
            return CallSettings.OFF;
        }

        @Override
        public void unclaimed(UnclaimedCall call) {
            // Nobody records anything, since no tracer is active.
        }
    }
}
