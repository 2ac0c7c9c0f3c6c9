/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * What runs of all configurations, and for how many applications. A server may make several configurations for one application,
 * for the class loader of its classes and for that of its threads, and each has a runtime of its own; Open Liberty does.
 * Classes in an application's own archive see that one application only, so with it all of them end; those in a library of
 * several applications end what is left with the last one.
 *
 * <p>Thread-safe; keeps no runtime alive.
 */
public final class Runtimes {

    private static final Set<SecretsRuntime> RUNNING = Collections.newSetFromMap(new WeakHashMap<>());
    private static int applications;

    private Runtimes() {}

    /** Notes one that has started. */
    public static void add(SecretsRuntime runtime) {
        synchronized (RUNNING) {
            RUNNING.add(runtime);
        }
    }

    /** An application has started. */
    public static void applicationStarted() {
        synchronized (RUNNING) {
            applications++;
        }
    }

    /** It has ended; with the last one ends all that is left. */
    public static void applicationEnded() {
        List<SecretsRuntime> ending;
        synchronized (RUNNING) {
            if (--applications > 0) {
                return;
            }
            ending = List.copyOf(RUNNING);
            RUNNING.clear();
        }
        ending.forEach(SecretsRuntime::shutDown);
    }
}
