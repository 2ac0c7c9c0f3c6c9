/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;

/**
 * Carries OpenTelemetry's context, and in it trace, session, user and tracer, to the threads of a managed executor whose
 * context service propagates it by name or with {@code ALL_REMAINING}. Found by {@link java.util.ServiceLoader}, by a server
 * that has Jakarta Concurrency; nobody else loads it.
 */
public final class TraceContextProvider implements ThreadContextProvider {

    /** What a {@code @ContextServiceDefinition} calls it. */
    static final String TYPE = "HoneyHiveTrace";

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        return snapshot(Context.current());
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return snapshot(Context.root());
    }

    @Override
    public String getThreadContextType() {
        return TYPE;
    }

    @SuppressWarnings("MustBeClosedChecker") // The server ends it.
    private static ThreadContextSnapshot snapshot(Context context) {
        return () -> {
            Scope scope = context.makeCurrent();
            return scope::close;
        };
    }
}
