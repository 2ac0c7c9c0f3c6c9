/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.internal.encode.Failures;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call between its start and its end. Ends once, whoever says so first: return, completion, failure, cancellation.
 *
 * <p>Nothing here throws at the caller. Thread-safe, but for what happens on the calling thread until the method returns.
 */
final class RunningCall implements StartedCall, ContentSink {

    /** The longest message of an exception that is kept, in bytes. */
    private static final int LONGEST_ERROR = 8_000;

    private static final AtomicIntegerFieldUpdater<RunningCall> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(RunningCall.class, "ended");

    private final CallRecorder recorder;
    private final CallMetadata metadata;
    private final CallSettings settings;
    private final @Nullable TracedCall call;
    private final Span span;
    private final long startTicks;

    private Context context = Context.root();
    private @Nullable Scope scope;
    private @Nullable Fallback fallback;
    private volatile @Nullable Chunks chunks;
    private volatile Abandoned.@Nullable Watch watch;

    @SuppressWarnings("UnusedVariable") // Through ENDED: an AtomicBoolean would be one more object a call.
    private volatile int ended;

    RunningCall(
            CallRecorder recorder, CallMetadata metadata, CallSettings settings, @Nullable TracedCall call, Span span) {
        this.recorder = recorder;
        this.metadata = metadata;
        this.settings = settings;
        this.call = call;
        this.span = span;
        this.startTicks = metadata.timed() ? System.nanoTime() : 0;
    }

    CallMetadata metadata() {
        return metadata;
    }

    CallSettings settings() {
        return settings;
    }

    CallRecorder recorder() {
        return recorder;
    }

    long startTicks() {
        return startTicks;
    }

    /** Whether anybody sees what is set on the span. */
    boolean isRecording() {
        return call != null || span.isRecording();
    }

    /** No span processor of ours has seen the span: the record will go by the other entrance. */
    void fallBack(Context parent, String model) {
        if (call != null) {
            fallback = Fallback.begin(call, metadata, model, span, parent);
        }
    }

    /** The context with the call's span in it. */
    Context in(Context parent) {
        return parent.with(fallback == null ? span : fallback.visible(span));
    }

    /** Makes the context in which the work runs the current one, until {@link #threw} or {@link #returned}. */
    @SuppressWarnings("MustBeClosedChecker")
    void enter(Context work) {
        context = work;
        scope = work.makeCurrent();
    }

    /** The context in which the work runs. */
    Context context() {
        return context;
    }

    /** Content, for HoneyHive; on the span too where the configuration says so. */
    @Override
    public <T> void put(AttributeKey<T> key, T value) {
        if (call != null) {
            call.put(key, value);
            if (settings.onSpan()) {
                span.setAttribute(key, value);
            }
        }
    }

    /** Content by the name that OpenTelemetry's conventions have for it: only on the span, and only where it is wanted there. */
    void putOnSpan(AttributeKey<String> key, Supplier<@Nullable String> value) {
        if (call != null && settings.onSpan() && metadata.members().kind().callsModel() && span.isRecording()) {
            String content = value.get();
            if (content != null) {
                span.setAttribute(key, content);
            }
        }
    }

    /** Where attributes go that everybody may see. */
    ContentSink spanSink() {
        return fallback == null ? span::setAttribute : this::putOnSpanAndFallback;
    }

    private <T> void putOnSpanAndFallback(AttributeKey<T> key, T value) {
        span.setAttribute(key, value);
        if (fallback != null) {
            fallback.put(key, value);
        }
    }

    /** What arrives in pieces. */
    Chunks chunks() {
        Chunks known = chunks;
        if (known == null) {
            known = new Chunks(this);
            chunks = known;
        }
        return known;
    }

    /** Ends the call too if an object, on which everything that can end it hangs, is nobody's any more. */
    void watch(Object follower) {
        watch = recorder.abandoned().watch(follower, this);
        if (ended == 1) {
            forgetWatch();
        }
    }

    @Override
    public void threw(Throwable thrown) {
        try {
            end(null, thrown);
        } finally {
            leave();
        }
    }

    @Override
    public @Nullable Object returned(@Nullable Object result, @Nullable Class<?> declared) {
        Object handedBack = result;
        try {
            handedBack = Results.follow(this, result, declared);
        } catch (Throwable fault) {
            recorder.faults().report("follow the result of a call", fault);
            end(null, null);
        } finally {
            leave();
        }
        return handedBack;
    }

    @Override
    public void refused(@Nullable Object result, Throwable refusal) {
        try {
            if (result != null) {
                recorder.outputs().capture(result, this);
            }
        } catch (Throwable fault) {
            recorder.faults().report("record a result that was refused", fault);
        }
        threw(refusal);
    }

    @Override
    public void leave() {
        Scope entered = scope;
        scope = null;
        if (entered != null) {
            try {
                entered.close();
            } catch (Throwable fault) {
                recorder.faults().report("close a scope", fault);
            }
        }
    }

    /** The work is done. */
    void end(@Nullable Object result, @Nullable Throwable thrown) {
        conclude(result, thrown, null);
    }

    /** The caller does not want the rest. */
    void cancel() {
        conclude(null, null, HoneyHiveAttributes.CANCELLED);
    }

    /** Nobody can want the rest any more. */
    void abandon() {
        conclude(null, null, HoneyHiveAttributes.ABANDONED);
    }

    private void conclude(
            @Nullable Object result, @Nullable Throwable thrown, @Nullable AttributeKey<Boolean> interruption) {
        if (!ENDED.compareAndSet(this, 0, 1)) {
            return;
        }
        Throwable failure = thrown == null ? null : Failures.unwrapped(thrown);
        AttributeKey<Boolean> mark = interruption;
        if (failure instanceof CancellationException) {
            mark = HoneyHiveAttributes.CANCELLED;
            failure = null;
        }
        try {
            if (mark != null) {
                put(mark, true);
            }
            if (failure != null) {
                fail(failure);
            }
            Chunks arrived = chunks;
            if (arrived != null) {
                recorder.outputs().capture(arrived, this);
            } else if (result != null) {
                recorder.outputs().capture(result, this);
            }
        } catch (Throwable fault) {
            recorder.faults().report("record the end of a call", fault);
        }
        finish(failure);
    }

    private void fail(Throwable failure) {
        failed(failure.getClass().getName(), Failures.message(failure, LONGEST_ERROR));
        span.recordException(failure);
    }

    /** The call counts as failed, whatever its end. */
    void failed(String type, String message) {
        if (call != null) {
            call.markFailed();
        }
        span.setStatus(StatusCode.ERROR);
        spanSink().put(GenAiAttributes.ERROR_TYPE, type);
        put(HoneyHiveAttributes.ERROR_TYPE, type);
        put(HoneyHiveAttributes.ERROR, message);
    }

    /** Links the span to another one: at HoneyHive in any case, in the server's trace where its API can. */
    void link(SpanContext other) {
        if (call != null) {
            call.link(other);
        }
        LateLinks.add(span, other);
    }

    /** Ends the span, with the call in the current context, where the processor looks for it. */
    private void finish(@Nullable Throwable failure) {
        try {
            if (Context.current() == context) {
                span.end();
            } else {
                try (Scope ignored = context.makeCurrent()) {
                    span.end();
                }
            }
        } catch (Throwable fault) {
            recorder.faults().report("end a span", fault);
        }
        try {
            if (fallback != null) {
                recorder.pipeline().unclaimed(fallback.end(failure));
            }
        } catch (Throwable fault) {
            recorder.faults().report("hand over the record of a call", fault);
        }
        if (call != null) {
            call.seal();
        }
        forgetWatch();
    }

    private void forgetWatch() {
        Abandoned.Watch watching = watch;
        if (watching != null) {
            watch = null;
            recorder.abandoned().forget(watching);
        }
    }
}
