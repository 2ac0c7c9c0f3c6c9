/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.SecretsChanged;
import ai.honeyhive.microprofile.secrets.internal.Await;
import ai.honeyhive.microprofile.secrets.internal.StagedStore;
import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a container with health and telemetry has of the secrets; the extension comes by its service file. */
class ContainerTest {

    private static final List<SecretsChanged> EVENTS = new CopyOnWriteArrayList<>();
    private static final List<ClassLoader> LOADERS = new CopyOnWriteArrayList<>();
    private static InMemoryMetricReader metrics = InMemoryMetricReader.create();

    private final String store = "s" + UUID.randomUUID().toString().substring(0, 8);
    private final StagedStore.Stage stage = StagedStore.stage(store);
    private TestConfig config;

    /** The application, and what the server adds to it. */
    @Singleton
    static class Application {

        void changed(@Observes SecretsChanged event) {
            EVENTS.add(event);
            LOADERS.add(Thread.currentThread().getContextClassLoader());
            throw new IllegalStateException("an observer that fails harms nobody");
        }

        @Produces
        @Singleton
        OpenTelemetry telemetry() {
            return OpenTelemetrySdk.builder()
                    .setMeterProvider(SdkMeterProvider.builder()
                            .registerMetricReader(metrics)
                            .build())
                    .build();
        }
    }

    @BeforeEach
    void start() {
        EVENTS.clear();
        LOADERS.clear();
        metrics = InMemoryMetricReader.create();
        stage.gives("password", "canary-1");
        config = TestConfig.of(
                "honeyhive.secrets.store." + store + ".type",
                "staged",
                "honeyhive.secrets.store." + store + ".refresh",
                "100ms",
                "honeyhive.secrets.max-stale",
                "1h",
                "honeyhive.secrets.map.db.password",
                store + ":app#password");
        ConfigProviderResolver.instance()
                .registerConfig(config.config(), Thread.currentThread().getContextClassLoader());
    }

    @AfterEach
    void stop() {
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
    }

    private static WeldContainer container() {
        return new Weld().addBeanClass(Application.class).initialize();
    }

    @Test
    void change_is_an_event_with_names_and_without_values() {
        try (WeldContainer container = container()) {
            assertThat(container.isRunning()).isTrue();
            stage.gives("password", "canary-2");
            Await.until("the event", () -> !LOADERS.isEmpty());
            stage.gives("password", "canary-3");
            Await.until("another event, though the observer failed", () -> LOADERS.size() == 2);
            assertThat(EVENTS).containsOnly(new SecretsChanged(Set.of("db.password")));
            assertThat(EVENTS.toString()).doesNotContain("canary");
            assertThat(LOADERS).containsOnly(Thread.currentThread().getContextClassLoader());
        }
    }

    @Test
    void end_of_the_container_ends_the_store() {
        container().close();
        Await.until("the store to be closed", () -> stage.closed);
        Await.endOfStore(store);
        assertThat(config.text("db.password")).isEqualTo("canary-1");
    }

    @Test
    void stores_are_health_data_and_metrics() {
        try (WeldContainer container = container()) {
            stage.fails(Kind.UNAVAILABLE);
            Await.until("a failure", () -> !config.secrets().stores().get(0).healthy());

            var readiness = container.select(SmallRyeHealthReporter.class).get().getReadiness();
            assertThat(readiness.isDown()).isFalse();
            String data = readiness.getPayload().toString();
            assertThat(data)
                    .contains("\"honeyhive-secrets\"", "\"" + store + ".healthy\":false")
                    .containsPattern("\"" + store + ".failures.unavailable\":[1-9]")
                    .containsPattern("\"" + store + ".reads\":[1-9]")
                    .containsPattern("\"" + store + ".age.seconds\":[0-9]")
                    .containsPattern("\"" + store + ".expires.in.seconds\":3[0-9]{3}[,}]")
                    .doesNotContain("canary", "db.password");

            Map<String, MetricData> collected = metrics.collectAllMetrics().stream()
                    .collect(Collectors.toMap(MetricData::getName, metric -> metric));
            assertThat(collected
                            .get("honeyhive.secrets.expiry")
                            .getDoubleGaugeData()
                            .getPoints())
                    .singleElement()
                    .satisfies(point -> {
                        assertThat(point.getValue()).isBetween(1.0, 3600.0);
                        assertThat(point.getAttributes().toString()).isEqualTo("{honeyhive.store=\"" + store + "\"}");
                    });
            assertThat(collected
                            .get("honeyhive.secrets.age")
                            .getDoubleGaugeData()
                            .getPoints())
                    .singleElement()
                    .satisfies(point -> assertThat(point.getValue()).isNotNegative());
            assertThat(collected.get("honeyhive.secrets.reads").getLongSumData().getPoints())
                    .singleElement()
                    .satisfies(point -> assertThat(point.getValue()).isPositive());
            assertThat(collected
                            .get("honeyhive.secrets.failures")
                            .getLongSumData()
                            .getPoints())
                    .singleElement()
                    .satisfies(point ->
                            assertThat(point.getAttributes().toString()).contains("honeyhive.reason=\"unavailable\""));
        }
    }
}
