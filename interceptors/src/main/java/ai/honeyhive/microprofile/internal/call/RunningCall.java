/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.internal.call.CallMetadata.Parameter;
import ai.honeyhive.microprofile.spi.ModelResult;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A call between its start and its end. Ends once, whoever comes first: return, completion, failure, cancellation.
 *
 * <p>Thread-safe. No method throws: what goes wrong while recording is logged and stays ours.
 */
public final class RunningCall {

    private static final Logger LOG = Logger.getLogger(RunningCall.class.getPackageName());

    private final CallRecorder recorder;
    private final CallMetadata metadata;
    private final CallSettings settings;
    private final @Nullable TracedCall call;
    private final Span span;
    private final Context parent;
    private final @Nullable Fallback fallback;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final long startTicks = System.nanoTime();
    private volatile boolean firstChunkSeen;

    RunningCall(
            CallRecorder recorder,
            CallMetadata metadata,
            CallSettings settings,
            @Nullable TracedCall call,
            Span span,
            Context parent,
            @Nullable Fallback fallback) {
        this.recorder = recorder;
        this.metadata = metadata;
        this.settings = settings;
        this.call = call;
        this.span = span;
        this.parent = parent;
        this.fallback = fallback;
    }

    /** Records the arguments of a method; touches none of them where nothing is wanted. */
    public void arguments(@Nullable Object[] arguments) {
        if (call == null && !span.isRecording()) {
            return;
        }
        try {
            List<Parameter> parameters = metadata.parameters();
            for (int i = 0; i < parameters.size() && i < arguments.length; i++) {
                argument(parameters.get(i), arguments[i]);
            }
        } catch (Throwable t) {
            ours(t);
        }
    }

    /** Records what the programmatic twin was told. */
    void described(
            @Nullable String user, @Nullable String session, @Nullable Object prompt, Map<String, Object> inputs) {
        try {
            if (session != null) {
                session(session);
            }
            if (user != null) {
                content(HoneyHiveAttributes.USER_ID, text(user));
            }
            if (captures(metadata.inputs())) {
                if (prompt != null) {
                    prompt(prompt);
                }
                inputs.forEach((name, value) -> typedContent(CallMetadataReader.inputKey(name), value));
            }
        } catch (Throwable t) {
            ours(t);
        }
    }

    private void argument(Parameter parameter, @Nullable Object value) {
        if (value == null) {
            return;
        }
        AttributeKey<String> spanAttribute = parameter.spanAttribute();
        if (spanAttribute != null && parameter.role() != CallMetadata.Role.NOT_CAPTURED) {
            attribute(spanAttribute, parameter.role() == CallMetadata.Role.MASKED ? "***" : text(value));
        }
        switch (parameter.role()) {
            case NOT_CAPTURED -> {}
            case MODEL -> model(value.toString());
            case SESSION -> session(value.toString());
            case USER -> content(HoneyHiveAttributes.USER_ID, text(value));
            default -> {
                if (captures(metadata.inputs())) {
                    input(parameter, value);
                }
            }
        }
    }

    private void input(Parameter parameter, Object value) {
        switch (parameter.role()) {
            case MASKED -> content(parameter.input(), "***");
            case PROMPT -> prompt(value);
            case CONTEXT -> content(HoneyHiveAttributes.CONTEXT, text(value));
            default -> typedContent(parameter.input(), value);
        }
    }

    /** Whether content may be recorded, for a member of the annotation that says so. */
    boolean captures(Capture wanted) {
        if (call == null || wanted == Capture.OFF) {
            return false;
        }
        return switch (settings.content()) {
            case FULL -> true;
            case METADATA -> wanted == Capture.ON;
            case NONE -> false;
        };
    }

    /** Records what the model is asked. */
    void prompt(Object prompt) {
        content(HoneyHiveAttributes.CHAT_HISTORY, ChatHistory.toJson(prompt, recorder.encoder(), settings));
    }

    /** Records that the call belongs to a session; where the trace has another one already, only this call's subtree. */
    void session(String id) {
        if (call != null && !id.isBlank() && !call.session().settle(id)) {
            call.session(Session.named(id));
        }
    }

    /** Records the model asked for. */
    void model(String model) {
        if (!model.isBlank()) {
            attribute(GenAiAttributes.REQUEST_MODEL, model);
            span.updateName(CallMetadata.spanName(metadata.kind(), model, metadata.eventName()));
        }
    }

    /** Opens the context of the work: span, call and session in it. To be closed on the same thread. */
    @SuppressWarnings("MustBeClosedChecker") // The caller closes it, in a try-with-resources.
    public Scope makeCurrent() {
        Span visible = fallback == null ? span : fallback.toSpan(span);
        Context context = parent.with(visible);
        if (call != null) {
            context = SessionBaggage.write(context, call.session());
        }
        return context.makeCurrent();
    }

    /** A chunk of a streamed answer has arrived. */
    void chunk() {
        if (!firstChunkSeen) {
            firstChunkSeen = true;
            double seconds = (System.nanoTime() - startTicks) / (double) TimeUnit.SECONDS.toNanos(1);
            attribute(GenAiAttributes.TIME_TO_FIRST_CHUNK, seconds);
        }
    }

    /** Ends the call with what it returned. */
    public void end(@Nullable Object result) {
        if (ended.compareAndSet(false, true)) {
            try {
                result(result);
            } catch (Throwable t) {
                ours(t);
            }
            close(null);
        }
    }

    /** Ends the call with what it threw; a cancellation is an end, not an error. */
    public void fail(Throwable thrown) {
        Throwable error = unwrap(thrown);
        if (error instanceof CancellationException) {
            cancel();
        } else if (ended.compareAndSet(false, true)) {
            try {
                error(error);
            } catch (Throwable t) {
                ours(t);
            }
            close(error);
        }
    }

    void cancel() {
        endWith(HoneyHiveAttributes.CANCELLED);
    }

    void abandon() {
        endWith(HoneyHiveAttributes.ABANDONED);
    }

    private void endWith(AttributeKey<Boolean> mark) {
        if (ended.compareAndSet(false, true)) {
            content(mark, true);
            close(null);
        }
    }

    private void result(@Nullable Object result) {
        if (result == null) {
            return;
        }
        ModelResult read = recorder.results().read(result);
        if (read != null && (metadata.kind() == Kind.MODEL || metadata.kind() == Kind.EMBEDDING)) {
            ResultAttributes.metadata(read, this);
        }
        if (captures(metadata.output())) {
            output(result, read);
        }
    }

    private void output(Object result, @Nullable ModelResult read) {
        if (metadata.kind() == Kind.EMBEDDING && read != null) {
            return;
        }
        if (metadata.kind() == Kind.MODEL) {
            if (read != null) {
                ResultAttributes.content(read, this, recorder.encoder(), settings);
            } else {
                content(HoneyHiveAttributes.OUTPUT_ROLE, "assistant");
                content(HoneyHiveAttributes.OUTPUT_CONTENT, text(result));
            }
        } else if (read != null && read.text() != null) {
            content(HoneyHiveAttributes.RESULT, text(read.text()));
        } else {
            typedContent(HoneyHiveAttributes.RESULT, result);
        }
    }

    private void error(Throwable error) {
        if (call != null) {
            call.markFailed();
        }
        String type = error.getClass().getName();
        span.setStatus(StatusCode.ERROR, message(error));
        span.recordException(error);
        attribute(GenAiAttributes.ERROR_TYPE, type);
        content(HoneyHiveAttributes.ERROR, message(error));
        content(HoneyHiveAttributes.ERROR_TYPE, type);
    }

    private String message(Throwable error) {
        try {
            String message = error.getMessage();
            String known =
                    message == null || message.isBlank() ? error.getClass().getName() : message;
            return ArgumentEncoder.cut(known, Math.max(settings.maxAttributeBytes(), 1024));
        } catch (Throwable hostile) {
            return error.getClass().getName();
        }
    }

    private void close(@Nullable Throwable error) {
        try {
            if (call == null) {
                span.end();
                return;
            }
            metadata.content().forEach((key, value) -> putUntyped(call, key, value));
            // Our processor reads the content from the context, on this thread, inside end().
            try (Scope ignored = call.in(Context.current()).makeCurrent()) {
                span.end();
            }
            if (fallback != null) {
                recorder.pipeline().unclaimed(fallback.end(call, metadata.spanName(), metadata.spanKind(), error));
            }
        } catch (Throwable t) {
            ours(t);
        }
    }

    @SuppressWarnings("unchecked")
    private static void putUntyped(TracedCall call, AttributeKey<?> key, Object value) {
        call.put((AttributeKey<Object>) key, value);
    }

    /** An attribute of the span that every exporter may see. */
    <T> void attribute(AttributeKey<T> key, T value) {
        span.setAttribute(key, value);
        if (fallback != null) {
            fallback.put(key, value);
        }
    }

    /** An attribute of HoneyHive's copy; on the shared span only where the configuration says so. */
    <T> void content(AttributeKey<T> key, T value) {
        if (call != null) {
            call.put(key, value);
            if (settings.onSpan()) {
                span.setAttribute(key, value);
            }
        }
    }

    private void typedContent(AttributeKey<String> key, Object value) {
        recorder.encoder().typed(key, value, settings, this::content);
    }

    private String text(Object value) {
        return recorder.encoder().text(value, settings);
    }

    CallRecorder recorder() {
        return recorder;
    }

    CallSettings settings() {
        return settings;
    }

    private static Throwable unwrap(Throwable thrown) {
        boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        return wrapper && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static void ours(Throwable t) {
        LOG.log(Level.FINE, "A traced call could not be recorded whole; the call itself is not affected", t);
    }
}
