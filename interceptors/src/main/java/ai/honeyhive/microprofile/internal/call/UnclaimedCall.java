/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * The interceptor's own record of an ended call, for the fallback entrance.
 *
 * @param call session, tracer and content of the call
 * @param span the ids of the call: those of the server's span where it has any, else our own; always valid
 * @param parent the ids of the parent, invalid for a root
 * @param name the span's name
 * @param kind the span's kind
 * @param startEpochNanos when the call began, nanoseconds since the epoch
 * @param endEpochNanos when it ended, nanoseconds since the epoch
 * @param attributes what would stand on the span
 * @param outermost whether no other traced call is around it
 * @param baggage what came with the request
 * @param error what the call threw, {@code null} where it did not
 */
public record UnclaimedCall(
        TracedCall call,
        SpanContext span,
        SpanContext parent,
        String name,
        SpanKind kind,
        long startEpochNanos,
        long endEpochNanos,
        Attributes attributes,
        boolean outermost,
        Baggage baggage,
        @Nullable Throwable error) {}
