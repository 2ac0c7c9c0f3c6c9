/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Threads of one batch, where nobody else has any: virtual ones from JDK 21 on. */
public final class OwnThreads {

    private static final @Nullable MethodHandle VIRTUAL = virtual();

    private OwnThreads() {}

    /** An executor, to be shut down at the end of the batch. */
    public static ExecutorService start(int most) {
        if (VIRTUAL != null) {
            try {
                return (ExecutorService) VIRTUAL.invokeExact();
            } catch (Throwable e) {
                // Then as on an older JDK.
            }
        }
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(most, task -> {
            Thread thread = new Thread(task, "honeyhive-batch-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static @Nullable MethodHandle virtual() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
