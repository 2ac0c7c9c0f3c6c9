/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.CallSettings;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import ai.honeyhive.microprofile.internal.export.Account;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeTest {

    private static final SpanContext IDS = SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
    private static final SpanContext PARENT = SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c", "00f067aa0ba902b7", TraceFlags.getSampled(), TraceState.getDefault());

    @Test
    void a_call_that_no_processor_saw_arrives_under_its_ids() throws IOException {
        try (Application app = new Application("otel.service.name", "shop")) {
            TracedCall call = new TracedCall("", Importance.STANDARD, Session.named("conv-123"));
            call.put(AttributeKey.stringKey("honeyhive_inputs.question"), "how much?");
            app.runtime.unclaimed(unclaimed(call, null));

            Receiver.Event event = app.received().event("ask");
            assertThat(event.traceId()).isEqualTo(IDS.getTraceId());
            assertThat(event.spanId()).isEqualTo(IDS.getSpanId());
            assertThat(event.parentId()).isEqualTo(PARENT.getSpanId());
            assertThat(event.span().getStartTimeUnixNano()).isEqualTo(1_000);
            assertThat(event.span().getEndTimeUnixNano()).isEqualTo(2_000);
            assertThat(event.scope()).isEqualTo("ai.honeyhive.microprofile");
            assertThat(Receiver.byName(event.resource().getAttributesList())).isEqualTo(Map.of("service.name", "shop"));
            assertThat(event.attributes())
                    .containsEntry("honeyhive_inputs.question", "how much?")
                    .containsEntry("honeyhive.session_id", "7f89622c-443d-56d7-9b69-8f607e3c5c3d")
                    .containsEntry("gen_ai.operation.name", "chat")
                    .containsEntry("honeyhive_event_type", "model");
        }
    }

    @Test
    void what_an_unseen_call_threw_is_told() throws IOException {
        try (Application app = new Application()) {
            TracedCall call = new TracedCall("", Importance.STANDARD, Session.generated());
            app.runtime.unclaimed(unclaimed(call, new IllegalStateException("out of stock")));

            Receiver.Event event = app.received().event("ask");
            assertThat(event.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(event.span().getEvents(0).getName()).isEqualTo("exception");
            assertThat(event.attributes())
                    .containsEntry("honeyhive_error", "out of stock")
                    .containsEntry("honeyhive_error_type", "java.lang.IllegalStateException");
        }
    }

    @Test
    void an_exception_that_cannot_even_tell_its_message_costs_nothing_else() throws IOException {
        try (Application app = new Application()) {
            TracedCall call = new TracedCall("", Importance.STANDARD, Session.generated());
            app.runtime.unclaimed(unclaimed(call, new HostileException()));

            assertThat(app.received().event("ask").attributes())
                    .containsEntry("honeyhive_error_type", HostileException.class.getName());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "otel.service.name, shop, shop",
        "hh.service.name, shop, shop",
        "'otel.resource.attributes', 'a=b,service.name=shop', shop",
        "honeyhive.project, till, till",
        "other, other, honeyhive-service",
    })
    void the_service_of_an_unseen_call_has_the_name_that_is_configured(String key, String value, String name)
            throws IOException {
        try (Application app = new Application(key, value)) {
            app.runtime.unclaimed(unclaimed(new TracedCall("", Importance.STANDARD, Session.generated()), null));

            assertThat(Receiver.byName(app.received().event("ask").resource().getAttributesList()))
                    .containsEntry("service.name", name);
        }
    }

    @Test
    void no_thread_runs_before_the_first_record_and_none_after_the_end() throws Exception {
        try (Application app = new Application()) {
            assertThat(app.runtime.settings("").active()).isTrue();
            assertThat(app.sdk.forceFlush().join(10, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
            app.span("nothing of ours", () -> {});
            assertThat(ourThreads()).isEmpty();

            app.call("ask", call -> {});
            app.received();
            assertThat(ourThreads()).isNotEmpty().allMatch(Thread::isDaemon);

            app.runtime.close();
            await(() -> ourThreads().isEmpty());
        }
    }

    @Test
    void after_the_end_everything_goes_on_without_us_and_is_counted() throws IOException {
        try (Application app = new Application()) {
            app.call("ask", call -> {});
            app.received();
            app.runtime.close();
            app.runtime.close();

            assertThat(app.call("late", call -> {}).isClaimed()).isFalse();
            app.runtime.unclaimed(unclaimed(new TracedCall("", Importance.STANDARD, Session.generated()), null));
            app.llmSpan("late chat");

            assertThat(app.runtime.settings("")).isEqualTo(CallSettings.OFF);
            assertThat(app.runtime.tallies()).containsEntry("after-close", 1L);
            assertThat(app.honeyHive.names()).containsExactly("ask");
            assertThat(ourThreads()).isEmpty();
        }
    }

    @Test
    void what_waits_is_sent_at_the_end() throws IOException {
        try (Application app = new Application("honeyhive.export.delay", "10m")) {
            app.call("ask", call -> {});
            app.runtime.close();

            assertThat(app.honeyHive.names()).containsExactly("ask");
            assertThat(app.runtime.accounts().get(""))
                    .extracting(Account::delivered)
                    .isEqualTo(1L);
        }
    }

    @Test
    void endpoints_that_hang_hold_the_end_up_for_one_timeout_only() throws IOException {
        try (ServerSocket silent = new ServerSocket(0);
                Application app = new Application(
                        "honeyhive.export.shutdown-timeout", "1s",
                        "honeyhive.tracer.a.api-key", "hh_canary_a_0123456789",
                        "honeyhive.tracer.a.url", "http://127.0.0.1:" + silent.getLocalPort(),
                        "honeyhive.tracer.b.api-key", "hh_canary_b_0123456789",
                        "honeyhive.tracer.b.url", "http://127.0.0.1:" + silent.getLocalPort())) {
            for (String tracer : List.of("a", "b", "")) {
                app.call(new TracedCall(tracer, Importance.STANDARD, Session.generated()), "ask " + tracer, call -> {});
            }

            assertTimeoutPreemptively(Duration.ofSeconds(4), app.runtime::close);
            assertThat(app.honeyHive.names()).containsExactly("ask ");
            await(() -> ourThreads().isEmpty());
        }
    }

    @Test
    void the_sdk_that_shuts_down_ends_a_runtime_that_no_bean_uses() throws Exception {
        try (Application app = new Application()) {
            app.llmSpan("chat");
            assertThat(app.sdk.shutdown().join(10, TimeUnit.SECONDS).isSuccess())
                    .isTrue();

            assertThat(app.runtime.isClosed()).isTrue();
            assertThat(app.honeyHive.names()).containsExactly("chat");
        }
    }

    @Test
    void the_sdk_that_shuts_down_leaves_a_runtime_to_the_beans_that_use_it() throws Exception {
        try (Application app = new Application()) {
            assertThat(app.runtime.settings("").active()).isTrue();
            app.llmSpan("chat");
            assertThat(app.sdk.shutdown().join(10, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
            app.runtime.unclaimed(unclaimed(new TracedCall("", Importance.STANDARD, Session.generated()), null));

            assertThat(app.received().names()).containsExactly("chat", "ask");
        }
    }

    @Test
    void one_application_has_one_runtime_and_gets_a_new_one_only_after_the_end() throws Exception {
        HoneyHiveRuntime first = Runtimes.forApplication();
        assertThat(Runtimes.forApplication()).isSameAs(first);
        assertThat(inLoader(new URLClassLoader(new URL[0], null), Runtimes::forApplication))
                .as("a pool's or server's loader does not lead to our class")
                .isSameAs(first);
        HoneyHiveRuntime other =
                inLoader(new URLClassLoader(new URL[0], getClass().getClassLoader()), Runtimes::forApplication);
        assertThat(other).as("another application that shares our jar").isNotSameAs(first);
        other.close();
        first.close();

        HoneyHiveRuntime next = Runtimes.forApplication();
        assertThat(next).isNotSameAs(first);
        next.close();
        assertThat(Runtimes.count()).isZero();
    }

    private static <T> T inLoader(ClassLoader loader, java.util.function.Supplier<T> work) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static UnclaimedCall unclaimed(TracedCall call, Throwable error) {
        return new UnclaimedCall(
                call,
                IDS,
                PARENT,
                "ask",
                SpanKind.CLIENT,
                1_000,
                2_000,
                Attributes.of(AttributeKey.stringKey("gen_ai.operation.name"), "chat"),
                true,
                Baggage.empty(),
                error);
    }

    private static List<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().startsWith("honeyhive-"))
                .toList();
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static final class HostileException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new AssertionError("no message");
        }
    }
}
