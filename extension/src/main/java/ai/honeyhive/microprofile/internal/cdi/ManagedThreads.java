/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import jakarta.enterprise.concurrent.ContextService;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The managed threads of a Jakarta EE server. Apart, since not every server has them, or a JNDI. */
final class ManagedThreads {

    private static final Logger LOG = Logger.getLogger(ManagedThreads.class.getPackageName());

    private ManagedThreads() {}

    /**
     * The server's default executor, with the application's context, which the current thread must have; {@code null} where there is
     * none.
     */
    @SuppressWarnings(
            "BanJNDI") // Names of the platform, in a name space of the server's: nobody can put anything there.
    static @Nullable Executor find() {
        try {
            Executor managed = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
            ContextService contexts = InitialContext.doLookup("java:comp/DefaultContextService");
            return contexts.createContextualProxy(managed, Executor.class);
        } catch (NamingException | RuntimeException | LinkageError e) {
            LOG.log(Level.FINE, "There are no managed threads here: evaluators run on threads of this library", e);
            return null;
        }
    }
}
