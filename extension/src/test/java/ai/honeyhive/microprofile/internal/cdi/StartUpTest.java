/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.CallPipeline;
import ai.honeyhive.microprofile.internal.call.CallSettings;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import ai.honeyhive.microprofile.internal.config.Settings;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StartUpTest {

    @RegisterExtension
    final LogCapture log = new LogCapture();

    @Test
    void start_tells_what_is_sent_where_and_what_is_wrong() {
        start(Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                        .and("honeyhive.project", "assistant")
                        .and("honeyhive.soruce", "x"))
                .close();

        assertThat(log.infos())
                .filteredOn(line -> line.startsWith("HoneyHive records"))
                .singleElement()
                .asString()
                .contains("https://api.dp1.us.honeyhive.ai", "hh_****6789", "assistant")
                .doesNotContain(Settings.PROJECT_KEY);
        assertThat(log.warnings())
                .filteredOn(line -> line.startsWith("HoneyHive configuration: "))
                .singleElement()
                .asString()
                .contains("honeyhive.soruce", "honeyhive.source");
    }

    @Test
    void container_without_key_starts_and_tells_so() {
        try (Container container = start(new Settings())) {
            assertThat(container.bean(CallPipeline.class).settings("")).isEqualTo(CallSettings.OFF);
        }
        assertThat(log.warnings()).anyMatch(line -> line.contains("There is no HoneyHive key"));
    }

    @Test
    void audit_log_that_cannot_be_had_as_configured_fails_the_deployment() {
        Settings settings = Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                .and("honeyhive.audit.enabled", "true")
                .and("honeyhive.audit.direktory", "audit");
        assertThatThrownBy(() -> start(settings).close())
                .hasMessageContaining("honeyhive.audit.directory is missing")
                .hasMessageNotContaining(Settings.PROJECT_KEY);
    }

    @Test
    void end_of_the_container_closes_the_pipeline() {
        CallPipeline pipeline;
        try (Container container = start(Settings.with("honeyhive.api-key", Settings.PROJECT_KEY))) {
            pipeline = container.bean(CallPipeline.class);
            assertThat(pipeline.settings("").active()).isTrue();
        }
        assertThat(pipeline.settings("")).isEqualTo(CallSettings.OFF);
    }

    @Test
    void doctor_tells_whether_the_server_takes_the_key() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
        try (Container container = start(Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                .and("honeyhive.url", "http://127.0.0.1:" + server.getAddress().getPort())
                .and("honeyhive.soruce", "x")
                .and("honeyhive.doctor", "true"))) {
            assertThat(container.bean(CallPipeline.class).settings("").active()).isTrue();
            await(() -> log.warnings().stream().anyMatch(line -> line.startsWith("HoneyHive doctor: ")));

            SmallRyeHealth readiness =
                    container.bean(SmallRyeHealthReporter.class).getReadiness();
            assertThat(readiness.isDown()).isFalse();
            assertThat(readiness.getPayload().toString())
                    .contains(
                            "\"doctor.configuration.1\":\"PROBLEM: honeyhive.soruce is no key of HoneyHive",
                            "\"doctor.class path\":\"OK: ",
                            "\"doctor.telemetry\":\"NOTE: nothing was traced yet.\"",
                            "\"doctor.tracer default\":\"PROBLEM: http://127.0.0.1:",
                            "it answered 401")
                    .doesNotContain(Settings.PROJECT_KEY);

            container.bean(HoneyHiveRuntime.class).unclaimed(call());
            assertThat(container
                            .bean(SmallRyeHealthReporter.class)
                            .getReadiness()
                            .getPayload()
                            .toString())
                    .contains(
                            "\"doctor.telemetry\":\"PROBLEM: annotated calls arrive, spans of the server",
                            "telemetry is off");
        } finally {
            server.stop(0);
        }
        assertThat(log.warnings())
                .filteredOn(line -> line.startsWith("HoneyHive doctor: "))
                .singleElement()
                .asString()
                .contains("tracer (default)", "hh_****6789", "it answered 401", "The key is refused")
                .doesNotContain(Settings.PROJECT_KEY);
        assertThat(threads()).noneMatch(name -> name.startsWith("honeyhive-doctor") || name.endsWith("-probe"));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void account_appears_as_metrics_and_as_health_data() throws IOException {
        AtomicInteger status = new AtomicInteger(200);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        Settings settings = Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                .and("honeyhive.url", "http://127.0.0.1:" + server.getAddress().getPort());

        try (Container container = start(settings)) {
            HoneyHiveRuntime runtime = container.bean(HoneyHiveRuntime.class);
            runtime.unclaimed(call());
            runtime.flush(Duration.ofSeconds(10));
            status.set(400);
            runtime.unclaimed(call());
            runtime.flush(Duration.ofSeconds(10));

            SmallRyeHealth readiness =
                    container.bean(SmallRyeHealthReporter.class).getReadiness();
            assertThat(readiness.isDown()).isFalse();
            assertThat(readiness.getPayload().toString())
                    .contains(
                            "\"honeyhive\"",
                            "\"default.produced\":2",
                            "\"default.delivered\":1",
                            "\"default.dropped.rejected\":1",
                            "\"default.last.failure.reason\"");
            assertThat(container.metric("honeyhive.export.spans"))
                    .containsEntry("{honeyhive.outcome=\"delivered\", honeyhive.tracer=\"default\"}", 1L)
                    .containsEntry(
                            "{honeyhive.outcome=\"dropped\", honeyhive.reason=\"rejected\", honeyhive.tracer=\"default\"}",
                            1L);
            assertThat(container.metric("honeyhive.export.queue")).containsEntry("{honeyhive.tracer=\"default\"}", 0L);
            assertThat(container.metric("honeyhive.export.requests"))
                    .containsEntry("{honeyhive.tracer=\"default\"}", 2L);
            assertThat(runtime.accounts().get("").requestNanos()).isPositive();
        } finally {
            server.stop(0);
        }
    }

    private static Container start(Settings settings) {
        return Container.start(settings, new Weld());
    }

    private static UnclaimedCall call() {
        SpanContext span = SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault());
        return new UnclaimedCall(
                new TracedCall("", Importance.STANDARD, Session.generated()),
                span,
                SpanContext.getInvalid(),
                "Bot.ask",
                SpanKind.INTERNAL,
                1_700_000_000_000_000_000L,
                1_700_000_000_000_000_001L,
                Attributes.empty(),
                true,
                Baggage.empty(),
                null);
    }
}
