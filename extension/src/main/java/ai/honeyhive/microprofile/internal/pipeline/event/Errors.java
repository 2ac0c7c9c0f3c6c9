/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a span counts as failed, and what went wrong. Some instrumentations record the exception and leave the status
 * unset: to HoneyHive that is an error too, unless somebody has set the status to OK.
 */
public final class Errors {

    public static final String EXCEPTION = "exception";
    /** What OpenTelemetry's GenAI conventions call it. */
    private static final String GEN_AI_EXCEPTION = "gen_ai.client.operation.exception";

    public static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");
    public static final AttributeKey<String> EXCEPTION_MESSAGE = AttributeKey.stringKey("exception.message");
    public static final AttributeKey<String> EXCEPTION_STACKTRACE = AttributeKey.stringKey("exception.stacktrace");

    private Errors() {}

    /** The last exception, since that is the one that ended the span. */
    public static SpanRecord.@Nullable Event exception(List<SpanRecord.Event> events) {
        for (int i = events.size() - 1; i >= 0; i--) {
            String name = events.get(i).name();
            if (name.equals(EXCEPTION) || name.equals(GEN_AI_EXCEPTION)) {
                return events.get(i);
            }
        }
        return null;
    }

    /** Whether a span of this status counts as failed. */
    public static boolean failed(StatusCode status, SpanRecord.@Nullable Event exception) {
        return status == StatusCode.ERROR || (status == StatusCode.UNSET && exception != null);
    }

    static String message(SpanRecord record, SpanRecord.@Nullable Event exception, Fields fields) {
        String message = exception == null ? null : exception.attributes().get(EXCEPTION_MESSAGE);
        if (message == null || message.isBlank()) {
            message = record.statusDescription();
        }
        if (message.isBlank()) {
            message = type(exception, fields);
        }
        return message == null ? "failed" : message;
    }

    static @Nullable String type(SpanRecord.@Nullable Event exception, Fields fields) {
        String type = exception == null ? null : exception.attributes().get(EXCEPTION_TYPE);
        return type == null ? fields.text("error.type") : type;
    }
}
