/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.pipeline.event.StructuredValues;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The name and the body of a log record that is an event. We are compiled against an SDK whose bodies are text and whose
 * events are named by an attribute; newer ones have structured bodies and a name of its own, which are asked for here.
 */
final class LogBodies {

    private static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");

    private static final @Nullable MethodHandle GET_EVENT_NAME =
            StructuredValues.method(LogRecordData.class, "getEventName");
    private static final @Nullable MethodHandle GET_BODY_VALUE =
            StructuredValues.method(LogRecordData.class, "getBodyValue");

    private LogBodies() {}

    static @Nullable String eventName(LogRecordData data) {
        String name = data.getAttributes().get(EVENT_NAME);
        return name == null ? (String) StructuredValues.ask(GET_EVENT_NAME, data) : name;
    }

    /** The body: text, number, boolean, list or map; {@code null} where there is none. */
    static @Nullable Object body(LogRecordData data) {
        Object value = StructuredValues.ask(GET_BODY_VALUE, data);
        if (value != null) {
            return StructuredValues.plain(value);
        }
        String text = data.getBody().asString();
        return text.isEmpty() ? null : text;
    }
}
