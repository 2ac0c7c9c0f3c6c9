/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The runtimes of the applications that share our classes. One is found by its application's class loader, since the
 * OpenTelemetry SDK and the CDI container start at different times, in either order, and know nothing of each other.
 *
 * <p>Thread-safe.
 */
public final class Runtimes {

    private static final Map<ClassLoader, HoneyHiveRuntime> ALL = new HashMap<>();

    private Runtimes() {}

    /**
     * The runtime of the application that the current thread works for; made where there is none, also where a former
     * one was closed: whoever asks here starts something. Its holders keep it, and it stays closed for them.
     */
    public static HoneyHiveRuntime forApplication() {
        ClassLoader application = applicationLoader();
        synchronized (ALL) {
            HoneyHiveRuntime runtime = ALL.get(application);
            if (runtime == null) {
                runtime = new HoneyHiveRuntime(ConfigProvider.getConfig());
                ALL.put(application, runtime);
            }
            return runtime;
        }
    }

    /** The runtime of the application that the current thread works for, from when there is one on. Makes none. */
    static Supplier<@Nullable HoneyHiveRuntime> ofApplication() {
        ClassLoader application = applicationLoader();
        return () -> {
            synchronized (ALL) {
                return ALL.get(application);
            }
        };
    }

    /** One is closed: whoever asks from now on gets a new one. */
    static void forget(HoneyHiveRuntime closed) {
        synchronized (ALL) {
            ALL.values().remove(closed);
        }
    }

    /** How many applications have a runtime that is not closed. */
    static int count() {
        synchronized (ALL) {
            return ALL.size();
        }
    }

    /**
     * The context class loader tells applications apart that share our jar (a shared library, Quarkus in development
     * mode). Where it does not lead to this very class, it is the server's or a pool's, and our own loader is the
     * application's.
     */
    static ClassLoader applicationLoader() {
        Class<?> self = Runtimes.class;
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try {
            if (context != null && context.loadClass(self.getName()) == self) {
                return context;
            }
        } catch (ClassNotFoundException | LinkageError e) {
            // Not the application's: see above.
        }
        return self.getClassLoader();
    }
}
