/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The port to the server's managed threads, implemented by one bean of the extension. Thread-safe; no method throws. */
public interface ManagedExecutor {

    /** The server's default executor, whose tasks have the calling thread's context; {@code null} where there is none. */
    @Nullable
    Executor find();
}
