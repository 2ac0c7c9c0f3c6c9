/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's {@code @SpanAttribute} on a parameter: its author wants the value on the span itself, in the type that it
 * has.
 */
final class SpanAttributeKey {

    private final ContentKey key;

    private SpanAttributeKey(String name) {
        key = new ContentKey(name);
    }

    /** {@code null} where there is none, or where the annotation's library is absent and so nobody can have meant it. */
    static @Nullable SpanAttributeKey of(Parameter parameter, String parameterName) {
        try {
            SpanAttribute annotation = parameter.getAnnotation(SpanAttribute.class);
            if (annotation == null) {
                return null;
            }
            return new SpanAttributeKey(annotation.value().isEmpty() ? parameterName : annotation.value());
        } catch (LinkageError e) {
            return null;
        }
    }

    void put(ContentSink span, Object value) {
        key.put(span, value);
    }
}
