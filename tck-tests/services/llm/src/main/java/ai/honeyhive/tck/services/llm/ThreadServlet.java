/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.llm;

import ai.honeyhive.microprofile.HoneyHive;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** A traced call that goes on in an executor which takes the trace along: {@code propagated} is what does it. */
@ContextServiceDefinition(
        name = "java:app/concurrent/Traced",
        propagated = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(name = "java:app/concurrent/TracedExecutor", context = "java:app/concurrent/Traced")
@WebServlet("/thread")
public class ThreadServlet extends HttpServlet {

    @Resource(lookup = "java:app/concurrent/TracedExecutor")
    private ManagedExecutorService executor;

    @Inject
    private HoneyHive honeyHive;

    @Inject
    private OtherThread other;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String thread = honeyHive.trace("asker").call(() -> {
            try {
                return executor.submit(other::work).get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IOException(e);
            }
        });
        response.getWriter().print(thread);
    }
}
