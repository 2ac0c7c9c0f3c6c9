/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells at start that HoneyHive is at work, with what, and what is wrong with the configuration; ends it at shutdown. That
 * it observes keeps it, and the beans it asks for, from being removed as unused on Quarkus.
 */
@Singleton
public class StartUp {

    private static final Logger LOG = Logger.getLogger(StartUp.class.getPackageName());

    private @Nullable ExportMetrics metrics;

    /** Before the application's own observers, which may call traced methods. */
    void start(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Startup event,
            HoneyHiveRuntime runtime,
            Instance<OpenTelemetry> telemetry) {
        LOG.info(runtime.config().startUpLine());
        runtime.config().problems().forEach(problem -> LOG.warning("HoneyHive configuration: " + problem));
        try {
            // On Quarkus with telemetry built out, and on a server without it, there is no such bean.
            if (telemetry.isResolvable()) {
                metrics = ExportMetrics.register(telemetry.get(), runtime);
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "HoneyHive's own metrics are not available: the server's OpenTelemetry failed", e);
        }
    }

    /** After the application's own observers. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) Shutdown event, HoneyHiveRuntime runtime) {
        if (metrics != null) {
            metrics.close();
        }
        runtime.close();
    }
}
