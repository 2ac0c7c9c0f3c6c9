/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.call.TracedCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The main entrance: sits beside the server's own processors, claims the spans of traced calls when they start, and
 * takes what is to go to HoneyHive when it ends. It changes no span. It sees every span the SDK records, those with the
 * decision RECORD_ONLY included.
 *
 * <p>Thread-safe; never throws, never blocks.
 */
final class HoneyHiveSpanProcessor implements SpanProcessor {

    private final HoneyHiveRuntime runtime;
    private final LocalTraces traces;

    HoneyHiveSpanProcessor(HoneyHiveRuntime runtime) {
        this.runtime = runtime;
        this.traces = runtime.traces();
        runtime.entrances().installedProcessor();
    }

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
        if (runtime.isClosed()) {
            return;
        }
        try {
            if (!runtime.records()) {
                return;
            }
            if (traces.start(span, parentContext)) {
                runtime.entrances().usedProcessor();
            }
        } catch (Throwable fault) {
            runtime.faults().report("a span that starts", fault);
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        try {
            TracedCall call = callOf(span);
            if (runtime.isClosed()) {
                countAfterClose(call);
                return;
            }
            if (!runtime.records() && !traces.know(span)) {
                return;
            }
            if (runtime.sampling().isOn()) {
                endOfPart(span, call);
            } else {
                handOn(traces.end(span, call));
            }
        } catch (Throwable fault) {
            runtime.faults().report("a span that ends", fault);
        }
    }

    private void handOn(List<LocalTraces.Taken> all) {
        for (LocalTraces.Taken taken : all) {
            runtime.offer(taken);
        }
    }

    /** Another thread may end the last span meanwhile: its part has ended only when this span is handed on as well. */
    private void endOfPart(ReadableSpan span, @Nullable TracedCall call) {
        LocalTrace trace = traces.beginHandingOn(span);
        List<LocalTraces.Taken> taken = List.of();
        String part;
        try {
            taken = traces.end(span, call);
            handOn(taken);
        } finally {
            part = traces.handedOn(span, trace, taken);
        }
        if (part != null) {
            runtime.sampling().ended(part);
        }
    }

    private void countAfterClose(@Nullable TracedCall call) {
        if (call != null) {
            runtime.tally().add(Tally.Reason.AFTER_CLOSE);
        }
    }

    /** The call is current again while its span is ended. */
    private static @Nullable TracedCall callOf(ReadableSpan span) {
        TracedCall call = TracedCall.from(Context.current());
        return call != null
                        && call.spanContext()
                                .getSpanId()
                                .equals(span.getSpanContext().getSpanId())
                ? call
                : null;
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    /** The SDK flushes its processors one after another: ours must not hold up the others. */
    @Override
    public CompletableResultCode forceFlush() {
        if (!runtime.isStarted() || runtime.isClosed()) {
            return CompletableResultCode.ofSuccess();
        }
        return inBackground(() -> runtime.flush(runtime.longestShutdown()));
    }

    /**
     * The SDK goes. The container's own shutdown ends the runtime; where no traced bean ever asked, there may be no
     * container, and this is the end.
     */
    @Override
    public CompletableResultCode shutdown() {
        if (runtime.servesCalls() || runtime.isClosed()) {
            return forceFlush();
        }
        return inBackground(() -> {
            runtime.close();
            return true;
        });
    }

    private static CompletableResultCode inBackground(BooleanSupplier work) {
        CompletableResultCode result = new CompletableResultCode();
        Background.start("honeyhive-flush", () -> {
            boolean done = false;
            try {
                done = work.getAsBoolean();
            } finally {
                if (done) {
                    result.succeed();
                } else {
                    result.fail();
                }
            }
        });
        return result;
    }
}
