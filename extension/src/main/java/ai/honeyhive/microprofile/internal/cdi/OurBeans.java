/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Our interceptor and beans. Neither jar is a bean archive: they are added here and nowhere else, since a class that comes
 * by two ways is there twice on Weld.
 */
final class OurBeans {

    /** Known by name only: the library may be absent. */
    static final String WITH_SPAN = "io.opentelemetry.instrumentation.annotations.WithSpan";

    private static final Logger LOG = Logger.getLogger(OurBeans.class.getPackageName());
    private static final String INTERNAL = "ai.honeyhive.microprofile.internal.";
    private static final String OPEN_TELEMETRY = "io.opentelemetry.api.OpenTelemetry";

    private static final List<String> REQUIRED = List.of(
            INTERNAL + "call.LlmTracedInterceptor",
            INTERNAL + "call.QualityGateInterceptor",
            INTERNAL + "call.CallRecorder",
            INTERNAL + "call.CallMetadataCache",
            INTERNAL + "call.ResultReader",
            INTERNAL + "call.HoneyHiveBean",
            INTERNAL + "call.TracerProducer",
            INTERNAL + "call.BatchJobs",
            INTERNAL + "cdi.EvaluationBeans",
            INTERNAL + "cdi.BatchThreads",
            INTERNAL + "cdi.SamplingBeans",
            INTERNAL + "cdi.PipelineProducer",
            INTERNAL + "cdi.StartUp");

    /**
     * Each with a class of the API that it needs and that not every server has. That is asked for first: WildFly warns of a class
     * that it finds and cannot link (run).
     */
    private static final Map<String, String> OPTIONAL = Map.of(
            INTERNAL + "cdi.ExportHealthCheck", "org.eclipse.microprofile.health.HealthCheck",
            INTERNAL + "cdi.BatchJobListener", "jakarta.batch.api.listener.JobListener");

    private OurBeans() {}

    /** Those that can work here. */
    static List<Class<?>> present() {
        if (load(OPEN_TELEMETRY) == null) {
            LOG.severe(
                    "HoneyHive records nothing: the OpenTelemetry API is absent. Switch the server's telemetry on, or add"
                            + " io.opentelemetry:opentelemetry-api to the application.");
            return List.of();
        }
        List<Class<?>> present = new ArrayList<>();
        for (String name : REQUIRED) {
            Class<?> required = load(name);
            if (required == null) {
                LOG.severe(() -> "HoneyHive is not complete, and may record nothing: " + name + " cannot be loaded. Add"
                        + " honeyhive-extension with its dependencies, all of one version.");
            } else {
                present.add(required);
            }
        }
        OPTIONAL.forEach((name, api) -> {
            Class<?> optional = load(api) == null ? null : load(name);
            if (optional != null) {
                present.add(optional);
            }
        });
        return present;
    }

    /** Whether a class is ours, and not the application's. */
    static boolean isOurs(String className) {
        return REQUIRED.contains(className) || OPTIONAL.containsKey(className);
    }

    private static @Nullable Class<?> load(String className) {
        try {
            return Class.forName(className, false, OurBeans.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(Level.FINE, e, () -> className + " is not usable here");
            return null;
        }
    }
}
