/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The text of an attribute value that the API we compile against does not know: {@code Value}, which came to
 * attributes long after 1.29, writes itself as JSON.
 */
final class StructuredValue {

    private static final @Nullable Class<?> TYPE = type();
    private static final @Nullable MethodHandle AS_STRING = asString(TYPE);

    private StructuredValue() {}

    static String text(Object value) {
        if (AS_STRING != null && TYPE != null && TYPE.isInstance(value)) {
            try {
                return (String) AS_STRING.invoke(value);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
        return String.valueOf(value);
    }

    private static @Nullable Class<?> type() {
        try {
            return Class.forName("io.opentelemetry.api.common.Value", false, StructuredValue.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private static @Nullable MethodHandle asString(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        try {
            return MethodHandles.publicLookup().findVirtual(type, "asString", MethodType.methodType(String.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
