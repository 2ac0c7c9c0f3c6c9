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
            Executor managed = lookUp();
            ContextService contexts = InitialContext.doLookup("java:comp/DefaultContextService");
            return contexts.createContextualProxy(managed, Executor.class);
        } catch (NamingException | RuntimeException | LinkageError e) {
            LOG.log(Level.FINE, "There are no managed threads here: evaluators run on threads of this library", e);
            return null;
        }
    }

    /** The server's default executor, whose tasks have the context of whoever hands them over; {@code null} where there is none. */
    static @Nullable Executor ofCaller() {
        try {
            return lookUp();
        } catch (NamingException | RuntimeException | LinkageError e) {
            LOG.log(Level.FINE, "There are no managed threads here: batches run on threads of this library", e);
            return null;
        }
    }

    @SuppressWarnings(
            "BanJNDI") // A name of the platform, in a name space of the server's: nobody can put anything there.
    private static Executor lookUp() throws NamingException {
        return InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
    }
}
