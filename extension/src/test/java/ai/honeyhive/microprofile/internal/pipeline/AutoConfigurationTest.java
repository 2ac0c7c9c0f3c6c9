/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The SDK as a server makes it: by its own auto-configuration, which finds us by {@link java.util.ServiceLoader}. */
class AutoConfigurationTest {

    private static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");

    private final Map<String, String> otel = new HashMap<>(
            Map.of("otel.traces.exporter", "none", "otel.metrics.exporter", "none", "otel.logs.exporter", "none"));
    private Config config;

    @AfterEach
    void release() {
        if (config != null) {
            HoneyHiveRuntime.forApplication().close();
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
            assertThat(HoneyHiveRuntime.forApplication().flush(Duration.ofSeconds(10)))
                    .isTrue();
            assertThat(honeyHive.names()).containsExactly("ask");
        }
    }

    @Test
    void without_a_key_we_stay_out_of_the_sdk() {
        configure("http://127.0.0.1:1", "honeyhive.api-key", "");

        assertThat(ask(sdk()).isClaimed()).isFalse();
    }

    @Test
    void a_disabled_sdk_costs_nothing_and_claims_nothing() {
        configure("http://127.0.0.1:1");
        otel.put("otel.sdk.disabled", "true");

        assertThat(ask(sdk()).isClaimed()).isFalse();
        assertThat(HoneyHiveRuntime.knownApplications()).isZero();
    }

    private void configure(String url, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "honeyhive.api-key", "hh_canary0123456789",
                "honeyhive.url", url,
                "honeyhive.export.delay", "20ms"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig(loader));
        ConfigProviderResolver.instance().registerConfig(config, loader);
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
