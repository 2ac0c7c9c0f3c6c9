/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.internal.export.Account;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.internal.pipeline.Runtimes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.Extension;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.jboss.weld.environment.se.Weld;

/** An application on Weld SE with the real library, configured by system properties as a user may do it. */
final class Application implements AutoCloseable {

    private final SeContainer container;
    private final TracedBean bean;
    private final HoneyHive honeyHive;
    private final HoneyHiveRuntime runtime;

    private Application(SeContainer container, TracedBean bean, HoneyHiveRuntime runtime) {
        this.container = container;
        this.bean = bean;
        this.honeyHive = container.select(HoneyHive.class).get();
        this.runtime = runtime;
    }

    /** Starts it, with these settings beside those that all share. */
    static Application start(String endpoint, Map<String, String> settings) {
        set(Map.of(
                "honeyhive.api-key", "hh_0123456789abcdef",
                "honeyhive.project", "benchmarks",
                "honeyhive.url", endpoint,
                "otel.service.name", "benchmarks",
                "otel.traces.exporter", "none",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none"));
        set(Map.of(
                "honeyhive.evaluation.pipeline.never.evaluators", "exact-match",
                "honeyhive.evaluation.pipeline.never.sample-rate", "0"));
        set(settings);
        Weld weld = new Weld().disableDiscovery().addBeanClasses(TracedBean.class, Telemetry.class);
        // With discovery disabled, Weld asks no service loader for extensions.
        ServiceLoader.load(Extension.class).forEach(weld::addExtension);
        SeContainer container = weld.initialize();
        TracedBean bean = container.select(TracedBean.class).get();
        return new Application(container, bean, Runtimes.forApplication());
    }

    private static void set(Map<String, String> settings) {
        settings.forEach(System::setProperty);
    }

    HoneyHive honeyHive() {
        return honeyHive;
    }

    TracedBean bean() {
        return bean;
    }

    void flush() {
        runtime.flush(Duration.ofSeconds(30));
    }

    /** The account of the default tracer, {@code null} before its first record. */
    Account account() {
        return account("");
    }

    /** The account of a tracer, {@code null} before its first record. */
    Account account(String tracer) {
        return runtime.accounts().get(tracer);
    }

    /** Makes a call of a tracer. */
    void use(String tracer) {
        honeyHive.trace("use").tracer(tracer).run(() -> {});
    }

    @Override
    public void close() {
        container.close();
    }
}
