/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Classes whose objects must not even be looked at: what can be read once only, what has a connection behind it, proxies
 * that create or load something at the first touch. By name where the class may be absent.
 */
final class Untouchable {

    private static final Set<String> NAMES = Set.of(
            "java.lang.AutoCloseable",
            "java.lang.ClassLoader",
            "java.lang.Process",
            "java.lang.Thread",
            "java.util.Enumeration",
            "java.util.Iterator",
            "java.util.Spliterator",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Executor",
            "java.util.concurrent.Flow$Publisher",
            "java.util.concurrent.Flow$Subscriber",
            "java.util.concurrent.Future",
            "java.util.stream.BaseStream",
            "io.quarkus.arc.ClientProxy",
            "io.quarkus.arc.Subclass",
            "io.smallrye.mutiny.Uni",
            "org.apache.webbeans.proxy.OwbNormalScopeProxy",
            "org.apache.webbeans.proxy.OwbInterceptorProxy",
            "org.eclipse.persistence.indirection.IndirectContainer",
            "org.eclipse.persistence.indirection.ValueHolderInterface",
            "org.hibernate.collection.spi.LazyInitializable",
            "org.hibernate.collection.spi.PersistentCollection",
            "org.hibernate.proxy.HibernateProxy",
            "org.jboss.weld.proxy.WeldConstruct",
            "org.reactivestreams.Publisher",
            "org.reactivestreams.Subscriber",
            "javax.security.auth.Subject");

    /** Of servers and of data grids, whose collections are remote. */
    private static final List<String> PREFIXES =
            List.of("jakarta.", "javax.cache.", "javax.sql.", "com.hazelcast.", "org.infinispan.");

    private Untouchable() {}

    static boolean isUntouchable(Class<?> type) {
        return Proxy.isProxyClass(type)
                || type.getName().contains("_$$_Weld")
                || Supertypes.anyMatch(type, Untouchable::isNamed)
                || isLazyIterable(type);
    }

    private static boolean isNamed(String name) {
        if (NAMES.contains(name)) {
            return true;
        }
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return !name.startsWith("jakarta.json.");
            }
        }
        return false;
    }

    /** Pages of an API, directory streams and the like: only collections promise to be there already. */
    private static boolean isLazyIterable(Class<?> type) {
        return Iterable.class.isAssignableFrom(type)
                && !Collection.class.isAssignableFrom(type)
                && !Path.class.isAssignableFrom(type)
                && !JsonTypes.isJson(type);
    }
}
