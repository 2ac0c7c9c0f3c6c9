/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.call.ResultReader;
import ai.honeyhive.microprofile.internal.config.EvaluationConfig;
import ai.honeyhive.microprofile.internal.evaluate.EvaluationService;
import ai.honeyhive.microprofile.internal.export.TracerProbe;
import ai.honeyhive.microprofile.internal.pipeline.Announcer;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Set;
import java.util.concurrent.Executor;
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
    private volatile @Nullable TracerProbe probe;

    /** Before the application's own observers, which may call traced methods. */
    void start(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Startup event,
            HoneyHiveRuntime runtime,
            Instance<OpenTelemetry> telemetry,
            EvaluationBeans evaluators,
            SamplingBeans sampling,
            ResultReader results,
            @Any Instance<ResultExtractor> extractors,
            Instance<HoneyHivePortableExtension> extension) {
        String auditProblem = runtime.auditProblem();
        if (auditProblem != null && runtime.config().enabled()) {
            // Who asks for evidence and does not get any must know before the first call.
            refuse(runtime, Set.of(auditProblem));
        }
        LOG.info(runtime.config().startUpLine());
        runtime.config().problems().forEach(problem -> LOG.warning("HoneyHive configuration: " + problem));
        if (auditProblem != null) {
            LOG.warning("HoneyHive sends nothing, also when it is switched on: " + auditProblem);
        }
        try {
            // On Quarkus with telemetry built out, and on a server without it, there is no such bean.
            if (telemetry.isResolvable()) {
                metrics = ExportMetrics.register(telemetry.get(), runtime);
                runtime.measure(telemetry.get().getMeter(ExportMetrics.SCOPE));
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "HoneyHive's own metrics are not available: the server's OpenTelemetry failed", e);
        }
        results.add(
                ApplicationBean.unseen(
                                ResultExtractor.class, extractors, extension.isResolvable() ? extension.get() : null)
                        .stream()
                        .map(ApplicationBean::get)
                        .toList());
        startEvaluation(runtime, telemetry, evaluators);
        startClassifiers(runtime, sampling);
        if (runtime.config().doctor()) {
            probe = TracerProbe.start(runtime.config().tracers().values());
        }
    }

    private static void startClassifiers(HoneyHiveRuntime runtime, SamplingBeans sampling) {
        try {
            runtime.classify(sampling::classifiers, new ServerRequest());
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "A RequestClassifier cannot be made: no bean of this type is asked", e);
        }
    }

    private static void startEvaluation(
            HoneyHiveRuntime runtime, Instance<OpenTelemetry> telemetry, EvaluationBeans evaluators) {
        EvaluationConfig config = runtime.config().evaluation();
        if (!config.enabled()) {
            return;
        }
        EvaluationService service = evaluators.service(config, managedThreads());
        Set<String> problems = service.setup().problems();
        if (!problems.isEmpty()) {
            service.close();
            refuse(runtime, problems);
        }
        runtime.evaluate(service, announcer(telemetry));
    }

    private static void refuse(HoneyHiveRuntime runtime, Set<String> problems) {
        // The container does not come up, so nobody else ends it.
        runtime.close();
        throw new DeploymentException(DeploymentRules.report(problems));
    }

    private static @Nullable Executor managedThreads() {
        try {
            return ManagedThreads.find();
        } catch (LinkageError e) {
            LOG.log(Level.FINE, "This server has no Jakarta Concurrency: evaluators run on threads of this library", e);
            return null;
        }
    }

    private static Announcer announcer(Instance<OpenTelemetry> telemetry) {
        try {
            return telemetry.isResolvable() ? ScoreLog.of(telemetry.get()) : (record, announcement, content) -> {};
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.FINE, "Scores go to HoneyHive only: this server hides the API of logs", e);
            return (record, announcement, content) -> {};
        }
    }

    /** Who has asked the tracers' servers, {@code null} for nobody. */
    @Nullable
    TracerProbe probe() {
        return probe;
    }

    /** After the application's own observers. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) Shutdown event, HoneyHiveRuntime runtime) {
        TracerProbe asking = probe;
        if (asking != null) {
            asking.close();
        }
        if (metrics != null) {
            metrics.close();
        }
        runtime.close();
    }
}
