/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cdi;

import ai.honeyhive.microprofile.secrets.Secrets;
import ai.honeyhive.microprofile.secrets.SecretsChanged;
import ai.honeyhive.microprofile.secrets.internal.core.Runtimes;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Makes changes of secrets events of the application, and gives tokens back when the application ends. */
@Singleton
public class SecretsLifecycle {

    private volatile @Nullable Secrets secrets;
    private Secrets.@Nullable Registration registration;

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Startup event, Event<SecretsChanged> changes) {
        Secrets found = Secrets.of(ConfigProvider.getConfig());
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        registration = found.onChange(names -> fire(changes, names, application));
        secrets = found;
        Runtimes.applicationStarted();
    }

    /** Observers look things up by the context class loader, and the store's thread has none of the application. */
    private static void fire(Event<SecretsChanged> changes, Set<String> names, @Nullable ClassLoader application) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            changes.fire(new SecretsChanged(names));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** After all others: the exporter may still need a rotated key for its last spans. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER + 1000) Shutdown event) {
        if (registration != null) {
            registration.close();
        }
        Secrets found = secrets;
        if (found != null) {
            found.shutDown();
            Runtimes.applicationEnded();
        }
    }

    /** The application's secrets, once it has started. */
    Secrets secrets() {
        Secrets found = secrets;
        return found == null ? Secrets.of(ConfigProvider.getConfig()) : found;
    }
}
