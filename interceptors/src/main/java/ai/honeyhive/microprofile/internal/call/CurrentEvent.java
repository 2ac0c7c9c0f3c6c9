/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.HoneyHive;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/** Says more about a call that runs. */
final class CurrentEvent implements HoneyHive.Event {

    /** Outside any traced call. */
    static final CurrentEvent NONE = new CurrentEvent(null, null);

    private final @Nullable TracedCall call;
    private final @Nullable CallRecorder recorder;

    CurrentEvent(@Nullable TracedCall call, @Nullable CallRecorder recorder) {
        this.call = call;
        this.recorder = recorder;
    }

    @Override
    public HoneyHive.Event metadata(String key, Object value) {
        return put(HoneyHiveAttributes.METADATA + key, value);
    }

    @Override
    public HoneyHive.Event metric(String key, Object value) {
        return put(HoneyHiveAttributes.METRICS + key, value);
    }

    @Override
    public HoneyHive.Event feedback(String key, Object value) {
        return put(HoneyHiveAttributes.FEEDBACK + key, value);
    }

    @Override
    public HoneyHive.Event userProperty(String key, Object value) {
        return put(HoneyHiveAttributes.USER_PROPERTIES + key, value);
    }

    @Override
    public HoneyHive.Event input(String key, Object value) {
        return put(HoneyHiveAttributes.INPUTS + key, value);
    }

    @Override
    public HoneyHive.Event output(String key, Object value) {
        return put(HoneyHiveAttributes.OUTPUTS + key, value);
    }

    @Override
    public HoneyHive.Event config(String key, Object value) {
        return put(HoneyHiveAttributes.CONFIG + key, value);
    }

    @Override
    public HoneyHive.Event error(String message) {
        return put(HoneyHiveAttributes.ERROR.getKey(), message);
    }

    private HoneyHive.Event put(String key, @Nullable Object value) {
        if (call != null && recorder != null && value != null) {
            recorder.put(call, AttributeKey.stringKey(key), value);
        }
        return this;
    }
}
