/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.gateway;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutionException;

/** A traced call that goes on in an executor which takes the trace along: {@code propagated} is what does it. */
@ContextServiceDefinition(name = "java:app/concurrent/Traced", propagated = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(name = "java:app/concurrent/TracedExecutor", context = "java:app/concurrent/Traced")
@ApplicationScoped
public class Threads {

    @Resource(lookup = "java:app/concurrent/TracedExecutor")
    ManagedExecutorService executor;

    @Inject
    OtherThread other;

    @LLMTraced(name = "asker")
    public String ask() throws InterruptedException, ExecutionException {
        return executor.submit(other::work).get();
    }
}
