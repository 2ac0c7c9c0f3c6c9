/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.llm;

import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Shows the metrics of Payara's OpenTelemetry to Prometheus, those of calls of models among them, at a port of their own.
 * Payara's own {@code /metrics} has only those of MicroProfile Metrics.
 */
public final class PrometheusPort implements AutoConfigurationCustomizerProvider {

    @Override
    public void customize(AutoConfigurationCustomizer customizer) {
        customizer.addMeterProviderCustomizer((builder, ignored) -> {
            Config config = ConfigProvider.getConfig();
            return builder.registerMetricReader(PrometheusHttpServer.builder()
                    .setHost(config.getValue("prometheus.host", String.class))
                    .setPort(config.getValue("prometheus.port", Integer.class))
                    .build());
        });
    }
}
