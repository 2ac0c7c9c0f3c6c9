/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.event.Errors;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What a call threw, as an exception event; whatever its methods do when they are asked. */
final class Thrown {

    private static final int LONGEST_TRACE = 16_000;

    private Thrown() {}

    static SpanRecord.Event event(Throwable error, long epochNanos) {
        AttributesBuilder attributes = Attributes.builder()
                .put(Errors.EXCEPTION_TYPE, error.getClass().getName())
                .put(Errors.EXCEPTION_MESSAGE, message(error))
                .put(Errors.EXCEPTION_STACKTRACE, trace(error));
        return new SpanRecord.Event(Errors.EXCEPTION, epochNanos, attributes.build());
    }

    /** The message, empty where there is none or it cannot be had. */
    static String message(Throwable error) {
        try {
            String message = error.getMessage();
            return message == null ? "" : message;
        } catch (Throwable hostile) {
            return "";
        }
    }

    private static String trace(Throwable error) {
        try {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            String text = trace.toString();
            return text.length() <= LONGEST_TRACE ? text : text.substring(0, LONGEST_TRACE);
        } catch (Throwable hostile) {
            return "";
        }
    }
}
