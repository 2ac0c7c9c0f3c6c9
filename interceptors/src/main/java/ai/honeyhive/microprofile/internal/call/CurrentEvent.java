/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.internal.call.CallSettings.Content;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/** Says more about a call that runs. */
final class CurrentEvent implements HoneyHive.Event {

    private final @Nullable TracedCall call;
    private final CallRecorder recorder;

    /** The event of a call, or outside any call, one that nobody hears of. */
    CurrentEvent(@Nullable TracedCall call, CallRecorder recorder) {
        this.call = call;
        this.recorder = recorder;
    }

    @Override
    public String id() {
        try {
            return call != null && recorder.pipeline().settings(call.tracer()).active() ? call.eventId() : "";
        } catch (Throwable fault) {
            recorder.faults().report("make the id of an event", fault);
            return "";
        }
    }

    @Override
    public HoneyHive.Event metadata(String key, @Nullable Object value) {
        return put(HoneyHiveAttributes.METADATA, key, value);
    }

    @Override
    public HoneyHive.Event metric(String key, @Nullable Object value) {
        return put(HoneyHiveAttributes.METRICS, key, value);
    }

    @Override
    public HoneyHive.Event feedback(String key, @Nullable Object value) {
        return put(HoneyHiveAttributes.FEEDBACK, key, value);
    }

    @Override
    public HoneyHive.Event userProperty(String key, @Nullable Object value) {
        return put(HoneyHiveAttributes.USER_PROPERTIES, key, value);
    }

    @Override
    public HoneyHive.Event input(String key, @Nullable Object value) {
        return put(HoneyHiveAttributes.INPUTS, key, value);
    }

    @Override
    public HoneyHive.Event output(String key, @Nullable Object value) {
        return put(HoneyHiveAttributes.OUTPUTS, key, value);
    }

    @Override
    public HoneyHive.Event config(String key, @Nullable Object value) {
        return put(HoneyHiveAttributes.CONFIG, key, value);
    }

    @Override
    public HoneyHive.Event error(@Nullable String message) {
        return put(HoneyHiveAttributes.ERROR.getKey(), "", message);
    }

    @Override
    public HoneyHive.Event usage(long inputTokens, long outputTokens) {
        usage(GenAiAttributes.INPUT_TOKENS, inputTokens);
        usage(GenAiAttributes.OUTPUT_TOKENS, outputTokens);
        return this;
    }

    /** On HoneyHive's copy, and on the span itself if that is at hand. */
    private void usage(AttributeKey<Long> key, long tokens) {
        if (call != null && tokens >= 0) {
            call.put(key, tokens);
            Span span = Span.current();
            if (span.getSpanContext().getSpanId().equals(call.spanContext().getSpanId())) {
                span.setAttribute(key, tokens);
            }
        }
    }

    private HoneyHive.Event put(String bucket, @Nullable String key, @Nullable Object value) {
        if (call == null || key == null || value == null) {
            return this;
        }
        try {
            CallSettings settings = recorder.pipeline().settings(call.tracer());
            boolean content = bucket.equals(HoneyHiveAttributes.INPUTS) || bucket.equals(HoneyHiveAttributes.OUTPUTS);
            if (settings.active() && !(content && settings.content() == Content.NONE)) {
                recorder.inputs().put(new ContentKey(bucket + key), value, settings, call);
            }
        } catch (Throwable fault) {
            recorder.faults().report("enrich an event", fault);
        }
        return this;
    }
}
