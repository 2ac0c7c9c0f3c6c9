/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.event.MessageEvents;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;

/**
 * Some instrumentations write the messages of a model call as log records ({@code gen_ai.user.message},
 * {@code gen_ai.choice} and their like), never as attributes of the span. They are joined to their span by its id, as
 * events of HoneyHive's copy. The log records themselves stay as they are.
 *
 * <p>Thread-safe; never throws, never blocks.
 */
final class MessageLogProcessor implements LogRecordProcessor {

    private final HoneyHiveRuntime runtime;

    MessageLogProcessor(HoneyHiveRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void onEmit(Context context, ReadWriteLogRecord record) {
        if (runtime.isClosed()) {
            return;
        }
        try {
            if (!runtime.records()) {
                return;
            }
            LogRecordData data = record.toLogRecordData();
            String name = LogBodies.eventName(data);
            if (name != null
                    && MessageEvents.isMessage(name)
                    && data.getSpanContext().isValid()) {
                join(name, data);
            }
        } catch (Throwable fault) {
            runtime.faults().report("a log record with a message", fault);
        }
    }

    private void join(String name, LogRecordData data) {
        Attributes attributes = MessageEvents.attributes(LogBodies.body(data));
        long[] chars = new long[1];
        attributes.forEach((key, value) -> chars[0] += value.toString().length());
        SpanRecord.Event event = new SpanRecord.Event(name, data.getTimestampEpochNanos(), attributes);
        runtime.traces().addMessage(data.getSpanContext(), event, chars[0]);
    }
}
