/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.export.Account;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What arrives at HoneyHive, and what at the exporter beside ours, of the same traces. */
class SamplingTest {

    /** All of its traces are left out by every rate below 1. */
    private static final class LowTraceIds implements IdGenerator {
        private final AtomicLong last = new AtomicLong();

        @Override
        public String generateTraceId() {
            return "0af7651916cd43dd84%014x".formatted(last.incrementAndGet());
        }

        @Override
        public String generateSpanId() {
            return IdGenerator.random().generateSpanId();
        }
    }

    private static Application application(String... settings) throws IOException {
        List<String> all = new ArrayList<>(List.of("honeyhive.sampling.strategy", "tiered"));
        all.addAll(List.of(settings));
        return new Application(builder -> builder.setIdGenerator(new LowTraceIds()), all.toArray(String[]::new));
    }

    private static void request(Application app, String name, Importance importance, StatusCode status) {
        app.span("GET /" + name, (Span server) -> {
            app.call(new TracedCall("", importance, Application.session()), name, call -> app.llmSpan("chat " + name));
            server.setStatus(status);
        });
    }

    @Test
    void whole_traces_are_kept_or_left_out_and_the_exporter_beside_gets_all() throws IOException {
        try (Application app = application()) {
            request(app, "standard", Importance.STANDARD, StatusCode.UNSET);
            request(app, "critical", Importance.CRITICAL, StatusCode.UNSET);
            request(app, "failed", Importance.STANDARD, StatusCode.ERROR);

            assertThat(app.received().names())
                    .containsExactlyInAnyOrder(
                            "GET /critical", "critical", "chat critical", "GET /failed", "failed", "chat failed");
            assertThat(app.mesh)
                    .hasSize(9)
                    .allMatch(span -> span.getSpanContext().getTraceFlags().isSampled());
            assertThat(app.honeyHive.event("chat critical").attributes())
                    .containsEntry("honeyhive_metadata.sampling.reason", "class")
                    .containsEntry("honeyhive_metadata.sampling.class", "critical")
                    .containsEntry("honeyhive_metadata.sampling.rate", 1.0)
                    .containsEntry("honeyhive_metadata.sampling.adjusted_count", 1.0);
            assertThat(app.honeyHive.event("failed").attributes())
                    .containsEntry("honeyhive_metadata.sampling.reason", "error");
            Account account = app.runtime.accounts().get("");
            assertThat(account.sampledOut()).isEqualTo(3);
            assertThat(account.produced()).isEqualTo(9);
            assertThat(account.droppedTotal()).isZero();
            assertThat(account.line()).contains("3 sampled out");
        }
    }

    @Test
    void baggage_of_the_request_gives_the_class() throws IOException {
        try (Application app = application(
                        "honeyhive.sampling.rule.premium.baggage.user.tier", "premium",
                        "honeyhive.sampling.rule.premium.class", "critical");
                Scope ignored =
                        Baggage.builder().put("user.tier", "premium").build().makeCurrent()) {
            request(app, "ask", Importance.STANDARD, StatusCode.UNSET);

            assertThat(app.received().names()).containsExactlyInAnyOrder("GET /ask", "ask", "chat ask");
        }
    }

    @Test
    void tracer_has_a_strategy_of_its_own() throws IOException {
        try (Application app = application(
                "honeyhive.tracer.payments.api-key", "hh_canary9876543210",
                "honeyhive.tracer.payments.sampling.strategy", "keep-all")) {
            app.call(new TracedCall("payments", Importance.STANDARD, Application.session()), "pay", call -> {});
            app.call("ask", call -> {});

            assertThat(app.received().names()).containsExactly("pay");
            assertThat(app.honeyHive.event("pay").attributes()).doesNotContainKey("honeyhive_metadata.sampling.reason");
        }
    }

    @Test
    void end_of_the_application_decides_what_has_not_ended() throws IOException {
        try (Application app = application()) {
            Span neverEnds = app.tracer.spanBuilder("GET /stream").startSpan();
            try (Scope ignored = neverEnds.makeCurrent()) {
                app.call("standard", call -> {});
            }
            app.runtime.close();

            assertThat(app.honeyHive.names()).isEmpty();
            assertThat(app.runtime.accounts().get("").sampledOut()).isEqualTo(1);
            Receiver.await(
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().equals("honeyhive-sampling")),
                    "end of the sampling thread");
        }
    }

    @Test
    void all_is_kept_and_nothing_noted_without_a_strategy() throws IOException {
        try (Application app = new Application()) {
            request(app, "ask", Importance.STANDARD, StatusCode.UNSET);

            assertThat(app.received().names()).containsExactlyInAnyOrder("GET /ask", "ask", "chat ask");
            assertThat(app.honeyHive.event("ask").attributes().keySet()).noneMatch(key -> key.contains("sampling"));
            assertThat(app.runtime.config().startUpLine()).contains("all traces kept");
        }
    }
}
