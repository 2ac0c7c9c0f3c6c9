/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Adds our span processor to the SDK that the server makes for the application, and our log record processor and buckets of
 * metrics where the server shows these parts of the SDK. Found by {@link java.util.ServiceLoader}. Never throws: to some
 * servers a failing customizer means no telemetry at all.
 */
public final class HoneyHiveCustomizer implements AutoConfigurationCustomizerProvider {

    private static final Logger LOG = Logger.getLogger(HoneyHiveCustomizer.class.getPackageName());

    /** Nothing is started here: this is called also where the SDK is disabled. */
    @Override
    public void customize(AutoConfigurationCustomizer customizer) {
        customizer.addTracerProviderCustomizer(HoneyHiveCustomizer::addProcessor);
        customizer.addPropagatorCustomizer(HoneyHiveCustomizer::guardBaggage);
        try {
            MessageLogs.register(customizer);
        } catch (LinkageError e) {
            LOG.log(
                    Level.FINE,
                    "This server hides the logs part of the OpenTelemetry SDK: messages that an instrumentation writes as"
                            + " log records are not joined to their span",
                    e);
        }
        try {
            MetricBuckets.register(customizer);
        } catch (LinkageError e) {
            LOG.log(
                    Level.FINE,
                    "This server hides the metrics part of the OpenTelemetry SDK: the buckets are its own",
                    e);
        }
    }

    private static TextMapPropagator guardBaggage(TextMapPropagator propagator, ConfigProperties ignored) {
        try {
            return propagator.fields().contains("baggage")
                    ? new HoneyHivePropagator(propagator, Runtimes.ofApplication())
                    : propagator;
        } catch (Throwable fault) {
            LOG.log(
                    Level.WARNING,
                    "HoneyHive could not join the propagators of the server: session, user and tracer do not travel to"
                            + " other services.",
                    fault);
            return propagator;
        }
    }

    private static SdkTracerProviderBuilder addProcessor(SdkTracerProviderBuilder builder, ConfigProperties ignored) {
        try {
            HoneyHiveRuntime runtime = Runtimes.forApplication();
            return runtime.mayRecord() ? builder.addSpanProcessor(new HoneyHiveSpanProcessor(runtime)) : builder;
        } catch (Throwable fault) {
            LOG.log(
                    Level.WARNING,
                    "HoneyHive could not join the OpenTelemetry SDK of the server. Traced calls are sent directly, spans"
                            + " of other libraries are missing at HoneyHive.",
                    fault);
            return builder;
        }
    }
}
