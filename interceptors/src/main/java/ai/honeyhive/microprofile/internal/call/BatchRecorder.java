/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.BatchResult;
import ai.honeyhive.microprofile.internal.batch.GroupRecord;
import ai.honeyhive.microprofile.spi.ModelResult;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** Records the groups of a batch as calls, whose parent is the caller of the batch. Thread-safe. */
final class BatchRecorder implements GroupRecord.Recorder {

    private final CallRecorder recorder;
    private final CallMetadata metadata;
    private final Context parent;

    BatchRecorder(CallRecorder recorder, CallMetadata metadata, Context caller) {
        this.recorder = recorder;
        this.metadata = metadata;
        parent = inOneSession(caller);
    }

    /** Where nothing else gives the groups a session, each trace would begin one. */
    private Context inOneSession(Context caller) {
        if (TracedCall.from(caller) == null && Carried.session(caller) == null) {
            return Carried.with(caller, Session.generated());
        }
        return caller;
    }

    @Override
    public Recorded begin(String key) {
        try (Scope ignored = parent.makeCurrent()) {
            StartedCall call = recorder.start(metadata, nothing -> Inputs.NONE, Inputs.NONE);
            Context context = Context.current();
            call.leave();
            if (call instanceof RunningCall running) {
                if (!key.isEmpty()) {
                    running.put(HoneyHiveAttributes.BATCH_GROUP, key);
                }
                return new Recorded(recorder, context, running);
            }
            return new Recorded(recorder, context, null);
        } catch (Throwable fault) {
            fault("start the record of a group", fault);
            return new Recorded(recorder, parent, null);
        }
    }

    @Override
    public @Nullable ModelResult read(Object result) {
        return read(recorder, result);
    }

    /** What a result tells of tokens and cost, {@code null} where nobody understands it. Never throws. */
    static @Nullable ModelResult read(CallRecorder recorder, Object result) {
        ModelResult known = result instanceof String ? null : recorder.results().read(result);
        if (known != null && known.cost() == null) {
            try {
                known.cost(recorder.pipeline().cost(known));
            } catch (Throwable fault) {
                recorder.faults().report("work out what an item has cost", fault);
            }
        }
        return known;
    }

    @Override
    public void fault(String what, Throwable fault) {
        recorder.faults().report(what, fault);
    }

    /**
     * A group.
     *
     * @param call {@code null} where nobody records it
     */
    record Recorded(
            CallRecorder recorder,
            Context context,
            @Nullable RunningCall call) implements GroupRecord {

        @Override
        @SuppressWarnings("MustBeClosedChecker") // Closed when the item ends.
        public Item enter() {
            BatchItem item = call == null ? null : BatchItem.of(context);
            Scope scope = (item == null ? context : item.in(context)).makeCurrent();
            return failed -> {
                try {
                    scope.close();
                    SpanContext own = item == null ? SpanContext.getInvalid() : item.span();
                    if (failed && call != null && own.isValid()) {
                        call.link(own);
                    }
                } catch (Throwable fault) {
                    recorder.faults().report("end the record of an item", fault);
                }
            };
        }

        @Override
        public void end(BatchResult figures) {
            end(figures, null);
        }

        /** The same of work that may have failed as a whole. */
        void end(BatchResult figures, @Nullable Throwable failure) {
            if (call != null) {
                call.end(figures, failure);
            }
        }
    }
}
