/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The buckets of the GenAI conventions where OpenTelemetry is too old to be advised of them (before 1.32): without them all
 * calls of a model were in the first two of the SDK's own, which count milliseconds. Apart from the customizer, since some
 * servers hide these classes of the SDK.
 */
final class MetricBuckets {

    private static final Logger LOG = Logger.getLogger(MetricBuckets.class.getPackageName());

    private MetricBuckets() {}

    static void register(AutoConfigurationCustomizer customizer) {
        if (!GenAiMetrics.takesAdvice()) {
            customizer.addMeterProviderCustomizer(MetricBuckets::addViews);
        }
    }

    private static SdkMeterProviderBuilder addViews(SdkMeterProviderBuilder builder, ConfigProperties ignored) {
        try {
            List<Double> tokens =
                    GenAiMetrics.TOKENS.stream().map(Long::doubleValue).toList();
            add(builder, GenAiMetrics.DURATION, GenAiMetrics.SECONDS);
            add(builder, GenAiMetrics.TIME_TO_FIRST_CHUNK, GenAiMetrics.SECONDS);
            add(builder, GenAiMetrics.TOKEN_USAGE, tokens);
        } catch (Throwable fault) {
            LOG.log(Level.WARNING, "The metrics of calls of models have the server's buckets", fault);
        }
        return builder;
    }

    private static void add(SdkMeterProviderBuilder builder, String name, List<Double> bounds) {
        builder.registerView(
                InstrumentSelector.builder().setName(name).build(),
                View.builder()
                        .setAggregation(Aggregation.explicitBucketHistogram(bounds))
                        .build());
    }
}
