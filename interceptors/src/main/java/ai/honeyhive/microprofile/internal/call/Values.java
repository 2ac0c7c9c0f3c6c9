/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.io.Closeable;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Which values are text, which are numbers, and which must not be looked into. */
final class Values {

    private static final String[] UNTOUCHABLE = {
        "org.hibernate.", "org.eclipse.persistence.", "org.jboss.weld.", "io.quarkus.arc.", "org.apache.openjpa.",
        "org.reactivestreams.", "io.smallrye.mutiny.", "jdk.", "sun.", "com.sun."
    };

    private Values() {}

    /** A number whose {@code toString} is JSON, without loss. */
    static boolean isExactNumber(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigDecimal
                || value instanceof BigInteger
                || (value instanceof Double d && !d.isNaN() && !d.isInfinite())
                || (value instanceof Float f && !f.isNaN() && !f.isInfinite());
    }

    /** The text that stands for a value, {@code null} for one that is to be walked. */
    static @Nullable String text(Object value) {
        if (value instanceof CharSequence || value instanceof Number || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof TemporalAccessor
                || value instanceof TemporalAmount
                || value instanceof UUID
                || value instanceof URI
                || value instanceof URL
                || value instanceof Path
                || value instanceof File
                || value instanceof Date) {
            return value.toString();
        }
        if (value instanceof byte[] bytes) {
            return "<byte[" + bytes.length + "]>";
        }
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        return isUntouchable(value) ? placeholder(value) : null;
    }

    static String placeholder(Object value) {
        return "<" + value.getClass().getSimpleName() + ">";
    }

    /** What walking would consume, start, lock or load. */
    private static boolean isUntouchable(Object value) {
        if (value instanceof Iterator<?>
                || value instanceof BaseStream<?, ?>
                || value instanceof Closeable
                || value instanceof AutoCloseable
                || value instanceof Flow.Publisher<?>
                || value instanceof CompletionStage<?>
                || value instanceof Future<?>
                || value instanceof Executor
                || value instanceof Thread
                || value instanceof ClassLoader
                || value instanceof Lock) {
            return true;
        }
        if (value instanceof Iterable<?> && !(value instanceof Collection<?>)) {
            return true;
        }
        String name = value.getClass().getName();
        for (String prefix : UNTOUCHABLE) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return isProxy(name, value);
    }

    private static boolean isProxy(String name, Object value) {
        return name.contains("_ClientProxy")
                || name.contains("$Proxy")
                || name.contains("$$OwbNormalScopeProxy")
                || (name.contains("HibernateProxy") && !(value instanceof Map<?, ?>));
    }
}
