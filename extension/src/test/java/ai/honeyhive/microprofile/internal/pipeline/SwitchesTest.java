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
        runtime = runtime();
    }

    private HoneyHiveRuntime runtime() {
        return new HoneyHiveRuntime(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new Changing())
                .build());
    }

    /** The same application, started with the configuration as it is now. */
    private void restart() {
        runtime.close();
        runtime = runtime();
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
    void tracer_that_was_off_at_the_start_comes_on() {
        file.put("honeyhive.tracer.payments.enabled", "false");
        file.put("honeyhive.tracer.payments.source", "shop");
        restart();
        call("payments", "too early");
        assertThat(runtime.settings("payments").active()).isFalse();

        file.put("honeyhive.tracer.payments.enabled", "true");
        await("payments", true);
        call("payments", "after");

        assertThat(honeyHive.awaitEvent("after").attributes()).containsEntry("honeyhive.source", "shop");
        assertThat(honeyHive.names()).containsExactly("after");
        assertThat(honeyHive.keys()).containsOnly("Bearer hh_payments0123456789");
    }

    @Test
    void tracer_without_a_key_at_the_start_comes_on_with_it_and_stays_on_while_its_store_fails() {
        file.remove("honeyhive.tracer.payments.api-key");
        // Otherwise nobody has heard of it.
        file.put("honeyhive.tracer.payments.project", "shop");
        restart();
        call("payments", "too early");
        assertThat(runtime.settings("payments").active()).isFalse();

        file.put("honeyhive.tracer.payments.api-key", "hh_late0123456789");
        await("payments", true);
        call("payments", "with a key");
        honeyHive.awaitEvent("with a key");

        file.remove("honeyhive.tracer.payments.api-key");
        file.put("honeyhive.enabled", "false");
        await("payments", false);
        file.remove("honeyhive.enabled");
        await("payments", true);
        call("payments", "with the last good key");
        honeyHive.awaitEvent("with the last good key");
        assertThat(honeyHive.keys()).containsOnly("Bearer hh_late0123456789");
    }

    @Test
    void application_that_was_off_at_the_start_comes_on_with_its_sampling() {
        file.put("honeyhive.enabled", "false");
        file.put("honeyhive.tracer.payments.sampling.strategy", "tiered");
        file.put("honeyhive.tracer.payments.sampling.rate.standard", "0");
        restart();
        call("", "too early");

        file.put("honeyhive.enabled", "true");
        await("", true);
        await("payments", true);
        call("payments", "sampled out");
        call("", "after");

        honeyHive.awaitEvent("after");
        Receiver.await(
                () -> runtime.accounts().get("payments") != null
                        && runtime.accounts().get("payments").sampledOut() == 1,
                "the decision of the sampler");
        assertThat(honeyHive.names()).containsExactly("after");
    }

    @Test
    void tracer_whose_address_must_not_be_used_never_comes_on() {
        file.put("honeyhive.tracer.payments.url", "http://honeyhive.example");
        file.put("honeyhive.tracer.payments.enabled", "false");
        file.put("honeyhive.enabled", "false");
        restart();
        assertThat(runtime.settings("").active()).isFalse();

        file.put("honeyhive.tracer.payments.enabled", "true");
        file.put("honeyhive.enabled", "true");
        await("", true);
        assertThat(runtime.settings("payments").active()).isFalse();
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
