/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.config.Settings;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * A Weld container with some beans, an OpenTelemetry SDK and a configuration of their own. Extensions come by their
 * service files, as in a server.
 */
final class Container implements AutoCloseable {

    private static InMemorySpanExporter spans = InMemorySpanExporter.create();
    private static InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private static InMemoryLogRecordExporter logs = InMemoryLogRecordExporter.create();

    private final Config config;
    private final WeldContainer weld;

    private Container(Config config, WeldContainer weld) {
        this.config = config;
        this.weld = weld;
    }

    static Container start(Settings settings, Weld weld, Class<?>... beans) {
        spans = InMemorySpanExporter.create();
        metrics = InMemoryMetricReader.create();
        logs = InMemoryLogRecordExporter.create();
        Config config = settings.config();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ConfigProviderResolver.instance().registerConfig(config, loader);
        try {
            return new Container(
                    config,
                    weld.addBeanClasses(beans).addBeanClass(Telemetry.class).initialize());
        } catch (RuntimeException e) {
            ConfigProviderResolver.instance().releaseConfig(config);
            throw e;
        }
    }

    <B> B bean(Class<B> type) {
        return weld.select(type).get();
    }

    List<SpanData> spans() {
        return spans.getFinishedSpanItems();
    }

    List<LogRecordData> logs() {
        return logs.getFinishedLogRecordItems();
    }

    /** The values of a counter by their attributes. */
    Map<String, Long> metric(String name) {
        return metrics.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .flatMap(metric -> metric.getLongSumData().getPoints().stream())
                .collect(Collectors.toMap(point -> point.getAttributes().toString(), LongPointData::getValue));
    }

    @Override
    public void close() {
        weld.close();
        ConfigProviderResolver.instance().releaseConfig(config);
    }

    /** What a server with MicroProfile Telemetry has. */
    @Singleton
    static class Telemetry {

        @Produces
        @Singleton
        OpenTelemetry openTelemetry() {
            return OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(spans))
                            .build())
                    .setLoggerProvider(SdkLoggerProvider.builder()
                            .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
                            .build())
                    .setMeterProvider(SdkMeterProvider.builder()
                            .registerMetricReader(metrics)
                            .build())
                    .build();
        }
    }
}
