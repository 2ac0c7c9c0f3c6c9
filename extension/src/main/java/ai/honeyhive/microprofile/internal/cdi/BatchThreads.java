/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.call.ManagedExecutor;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The server's managed threads for the groups of a batch, with the context of the batch's caller. */
@Singleton
public class BatchThreads implements ManagedExecutor {

    @Override
    public @Nullable Executor find() {
        try {
            return ManagedThreads.ofCaller();
        } catch (LinkageError absent) {
            return null;
        }
    }
}
