/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.pipeline.RequestFacts;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the server's own beans know of the request of this thread. The types are looked for by name, since no server has all of
 * them: the one of Jakarta REST, which some make a bean, that of servlets, which is one by the CDI specification, and the token
 * of MicroProfile JWT.
 */
final class ServerRequest implements RequestFacts {

    private static final Logger LOG = Logger.getLogger(ServerRequest.class.getPackageName());

    private final @Nullable Class<?> rest = load("jakarta.ws.rs.core.HttpHeaders");
    private final @Nullable Class<?> servlet = load("jakarta.servlet.http.HttpServletRequest");
    private final @Nullable Class<?> token = load("org.eclipse.microprofile.jwt.JsonWebToken");
    private final @Nullable Class<?> text = load("jakarta.json.JsonString");

    @Override
    public @Nullable Object header(String name) {
        Object found = ask(servlet, "getHeader", name);
        return found == null ? ask(rest, "getHeaderString", name) : found;
    }

    @Override
    public @Nullable Object claim(String name) {
        Object claim = ask(token, "getClaim", name);
        return claim instanceof Collection<?> several
                ? several.stream().map(this::plain).toList()
                : plain(claim);
    }

    /** Claims of one's own come as values of JSON-P, and a text's {@code toString} has quotes there. */
    private @Nullable Object plain(@Nullable Object value) {
        if (text == null || !text.isInstance(value)) {
            return value;
        }
        try {
            return text.getMethod("getString").invoke(value);
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.FINE, "A claim cannot be read", e);
            return null;
        }
    }

    /** The answer of the bean of this type, {@code null} where there is no such bean, or no request. */
    private static @Nullable Object ask(@Nullable Class<?> type, String method, String name) {
        if (type == null) {
            return null;
        }
        try {
            Instance<?> beans = CDI.current().select(type);
            return beans.isResolvable() ? type.getMethod(method, String.class).invoke(beans.get(), name) : null;
        } catch (InvocationTargetException | IllegalStateException | ContextNotActiveException e) {
            // Outside a request the bean is there, and nothing behind it.
            LOG.log(Level.FINEST, e, () -> type.getName() + " knows of no request here");
            return null;
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.FINE, e, () -> type.getName() + " cannot be asked");
            return null;
        }
    }

    private static @Nullable Class<?> load(String name) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        try {
            return Class.forName(name, false, application == null ? ServerRequest.class.getClassLoader() : application);
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(Level.FINE, e, () -> name + " is not there");
            return null;
        }
    }
}
