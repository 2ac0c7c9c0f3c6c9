/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/** Reads OpenTelemetry's {@code @SpanAttribute}, where the server has it: not every one does. */
final class SpanAttributes {

    private static final boolean PRESENT = present();

    private SpanAttributes() {}

    static @Nullable AttributeKey<String> key(Parameter parameter) {
        return PRESENT ? Annotated.key(parameter) : null;
    }

    private static boolean present() {
        try {
            Class.forName(
                    "io.opentelemetry.instrumentation.annotations.SpanAttribute",
                    false,
                    SpanAttributes.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Alone touches the annotation's class, so it is loaded only where that exists. */
    private static final class Annotated {

        static @Nullable AttributeKey<String> key(Parameter parameter) {
            SpanAttribute annotation = parameter.getAnnotation(SpanAttribute.class);
            if (annotation == null) {
                return null;
            }
            return AttributeKey.stringKey(annotation.value().isEmpty() ? parameter.getName() : annotation.value());
        }
    }
}
