/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tracers that are switched off and on, and get another key, while the application runs. */
class SwitchesTest {

    /** A configuration whose values change while it is in use. */
    private final class Changing implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return Set.copyOf(file.keySet());
        }

        @Override
        public String getValue(String propertyName) {
            return file.get(propertyName);
        }

        @Override
        public String getName() {
            return "the test's source";
        }
    }

    private final Map<String, String> file = new ConcurrentHashMap<>();
    private Receiver honeyHive;
    private HoneyHiveRuntime runtime;

    @BeforeEach
    void start() throws IOException {
        honeyHive = new Receiver();
        file.put("honeyhive.api-key", "hh_canary0123456789");
        file.put("honeyhive.tracer.payments.api-key", "hh_payments0123456789");
        file.put("honeyhive.url", honeyHive.url());
        file.put("honeyhive.export.delay", "20ms");
        runtime = new HoneyHiveRuntime(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new Changing())
                .build());
    }

    @AfterEach
    void stop() {
        runtime.close();
        honeyHive.close();
    }

    private void call(String tracer, String name) {
        IdGenerator ids = IdGenerator.random();
        SpanContext span = SpanContext.create(
                ids.generateTraceId(), ids.generateSpanId(), TraceFlags.getSampled(), TraceState.getDefault());
        runtime.unclaimed(new UnclaimedCall(
                new TracedCall(tracer, Importance.STANDARD, Session.generated()),
                span,
                SpanContext.getInvalid(),
                name,
                SpanKind.INTERNAL,
                1_700_000_000_000_000_000L,
                1_700_000_000_000_000_001L,
                Attributes.empty(),
                true,
                Baggage.empty(),
                null));
    }

    private void await(String tracer, boolean active) {
        Receiver.await(() -> runtime.settings(tracer).active() == active, tracer + " active: " + active);
    }

    @Test
    void tracer_is_switched_off_and_on_without_restart_and_the_others_go_on() {
        call("payments", "before");
        honeyHive.awaitEvent("before");

        file.put("honeyhive.tracer.payments.enabled", "false");
        await("payments", false);
        call("payments", "while off");
        call("", "of another");
        honeyHive.awaitEvent("of another");
        assertThat(runtime.settings("").active()).isTrue();

        file.remove("honeyhive.tracer.payments.enabled");
        await("payments", true);
        call("payments", "after");
        honeyHive.awaitEvent("after");
        assertThat(honeyHive.names()).containsExactly("before", "of another", "after");
        assertThat(runtime.accounts().get("payments").produced()).isEqualTo(2);
    }

    @Test
    void all_tracers_are_switched_off_at_once() {
        call("", "before");
        honeyHive.awaitEvent("before");

        file.put("honeyhive.enabled", "false");
        await("payments", false);
        await("", false);
    }

    @Test
    void rotated_key_is_used_from_the_next_request_on() {
        call("payments", "old");
        honeyHive.awaitEvent("old");
        file.put("honeyhive.tracer.payments.api-key", "hh_rotated0123456789");
        call("payments", "new");
        honeyHive.awaitEvent("new");
        call("", "default");
        honeyHive.awaitEvent("default");

        assertThat(honeyHive.keys())
                .containsExactly(
                        "Bearer hh_payments0123456789", "Bearer hh_rotated0123456789", "Bearer hh_canary0123456789");
    }

    @Test
    void nothing_is_watched_after_the_end() {
        call("", "one");
        assertThat(runtime.flush(Duration.ofSeconds(20))).isTrue();
        runtime.close();

        Receiver.await(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("honeyhive-switches")),
                "end of the thread");
    }
}
