/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricExporter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The SDK as a server makes it: by its own auto-configuration, which finds us by {@link java.util.ServiceLoader}. */
class AutoConfigurationTest {

    private static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");

    private final Map<String, String> settings = new ConcurrentHashMap<>();
    private final Map<String, String> otel = new HashMap<>(
            Map.of("otel.traces.exporter", "none", "otel.metrics.exporter", "none", "otel.logs.exporter", "none"));
    private Config config;

    @AfterEach
    void release() {
        if (config != null) {
            Runtimes.forApplication().close();
            ConfigProviderResolver.instance().releaseConfig(config);
        }
    }

    @Test
    void the_dependency_alone_brings_spans_and_messages_to_honeyhive() throws IOException {
        try (Receiver honeyHive = new Receiver()) {
            configure(honeyHive.url());
            OpenTelemetrySdk sdk = sdk();
            TracedCall call = ask(sdk);
            Span chat = sdk.getTracer("app").spanBuilder("chat gpt-4o").startSpan();
            sdk.getSdkLoggerProvider()
                    .get("app")
                    .logRecordBuilder()
                    .setContext(Context.current().with(chat))
                    .setAttribute(EVENT_NAME, "gen_ai.user.message")
                    .setBody("Hi")
                    .emit();
            chat.end();

            assertThat(call.isClaimed()).isTrue();
            assertThat(sdk.getSdkTracerProvider()
                            .shutdown()
                            .join(10, TimeUnit.SECONDS)
                            .isSuccess())
                    .isTrue();
            assertThat(honeyHive.names()).containsExactlyInAnyOrder("ask", "chat gpt-4o");
            assertThat(honeyHive.event("chat gpt-4o").attributes())
                    .containsEntry("honeyhive_inputs.chat_history", "[{\"role\":\"user\",\"content\":\"Hi\"}]");
        }
    }

    @Test
    void naming_the_exporter_as_well_sends_nothing_twice() throws IOException {
        try (Receiver honeyHive = new Receiver()) {
            configure(honeyHive.url());
            otel.put("otel.traces.exporter", "honeyhive");
            OpenTelemetrySdk sdk = sdk();
            ask(sdk);

            assertThat(sdk.getSdkTracerProvider()
                            .forceFlush()
                            .join(10, TimeUnit.SECONDS)
                            .isSuccess())
                    .isTrue();
            assertThat(Runtimes.forApplication().flush(Duration.ofSeconds(10))).isTrue();
            assertThat(honeyHive.names()).containsExactly("ask");
        }
    }

    @Test
    void without_a_key_we_claim_nothing_until_there_is_one() throws IOException {
        try (Receiver honeyHive = new Receiver()) {
            configure(honeyHive.url(), "honeyhive.api-key", "");
            OpenTelemetrySdk sdk = sdk();
            Span open = sdk.getTracer("app").spanBuilder("begun before").startSpan();
            assertThat(ask(sdk).isClaimed()).isFalse();

            settings.put("honeyhive.api-key", "hh_canary0123456789");
            Receiver.await(() -> ask(sdk).isClaimed(), "a claimed call");
            open.end();
            sdk.getTracer("app")
                    .spanBuilder("chat gpt-4o")
                    .setAttribute("gen_ai.operation.name", "chat")
                    .startSpan()
                    .end();

            honeyHive.awaitEvent("chat gpt-4o");
            assertThat(honeyHive.names()).containsOnly("ask", "chat gpt-4o");
        }
    }

    @Test
    void where_nothing_may_ever_be_sent_we_stay_out_of_the_sdk() {
        configure("http://honeyhive.example");

        assertThat(ask(sdk()).isClaimed()).isFalse();
    }

    /** Also on the OpenTelemetry that lets no instrument ask for them. */
    @Test
    void metrics_of_model_calls_have_the_buckets_of_the_conventions() {
        configure("http://127.0.0.1:1");
        InMemoryMetricExporter metrics = InMemoryMetricExporter.create();
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> otel)
                .addMeterProviderCustomizer(
                        (builder, ignored) -> builder.registerMetricReader(PeriodicMetricReader.create(metrics)))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        new GenAiMetrics(sdk.getMeter("app"))
                .measure(
                        Attributes.builder()
                                .put("gen_ai.operation.name", "chat")
                                .put("gen_ai.usage.input_tokens", 19)
                                .build()::get,
                        1_000_000);

        sdk.getSdkMeterProvider().forceFlush().join(10, TimeUnit.SECONDS);
        Map<String, List<Double>> bounds = metrics.getFinishedMetricItems().stream()
                .collect(Collectors.toMap(
                        MetricData::getName,
                        metric -> metric.getHistogramData()
                                .getPoints()
                                .iterator()
                                .next()
                                .getBoundaries()));
        sdk.close();
        assertThat(bounds).containsOnlyKeys(GenAiMetrics.DURATION, GenAiMetrics.TOKEN_USAGE);
        assertThat(bounds.get(GenAiMetrics.DURATION)).isEqualTo(GenAiMetrics.SECONDS);
        assertThat(bounds.get(GenAiMetrics.TOKEN_USAGE))
                .hasSize(14)
                .startsWith(1.0, 4.0, 16.0)
                .endsWith(67_108_864.0);
    }

    @Test
    void a_disabled_sdk_costs_nothing_and_claims_nothing() {
        configure("http://127.0.0.1:1");
        otel.put("otel.sdk.disabled", "true");

        assertThat(ask(sdk()).isClaimed()).isFalse();
        assertThat(Runtimes.count()).isZero();
    }

    private void configure(String url, String... more) {
        settings.putAll(Map.of(
                "honeyhive.api-key", "hh_canary0123456789",
                "honeyhive.url", url,
                "honeyhive.export.delay", "20ms"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        config = new SmallRyeConfigBuilder().withSources(new Changing()).build();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig(loader));
        ConfigProviderResolver.instance().registerConfig(config, loader);
    }

    /** A configuration whose values change while it is in use. */
    private final class Changing implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return Set.copyOf(settings.keySet());
        }

        @Override
        public String getValue(String propertyName) {
            return settings.get(propertyName);
        }

        @Override
        public String getName() {
            return "test";
        }
    }

    private OpenTelemetrySdk sdk() {
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> otel)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
    }

    private static TracedCall ask(OpenTelemetrySdk sdk) {
        TracedCall call = new TracedCall("", Importance.STANDARD, Session.generated());
        Span span = sdk.getTracer("app")
                .spanBuilder("ask")
                .setParent(call.in(Context.root()))
                .startSpan();
        Application.end(call, span);
        return call;
    }
}
