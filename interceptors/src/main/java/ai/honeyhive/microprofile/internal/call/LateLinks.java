/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Links of a span that has begun: OpenTelemetry has them since 1.37, and we compile against 1.29. */
final class LateLinks {

    private static final @Nullable MethodHandle ADD_LINK = addLink();

    private LateLinks() {}

    /** Links a span to another where the API can. */
    static void add(Span span, SpanContext other) {
        if (ADD_LINK != null) {
            try {
                ADD_LINK.invoke(span, other);
            } catch (Throwable e) {
                // HoneyHive's copy has the link in any case.
            }
        }
    }

    private static @Nullable MethodHandle addLink() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Span.class, "addLink", MethodType.methodType(Span.class, SpanContext.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
