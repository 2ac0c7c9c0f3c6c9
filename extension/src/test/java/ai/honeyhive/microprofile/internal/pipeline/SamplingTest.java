/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.export.Account;
import ai.honeyhive.microprofile.spi.RequestClassifier;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
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

    /** Spans of a trace end on many threads at once: none may find its part decided without it. */
    @Test
    void spans_that_end_at_once_on_many_threads_share_the_decision() throws Exception {
        int traces = 200;
        int spansOfOne = 8;
        try (Application app =
                new Application("honeyhive.sampling.strategy", "tiered", "honeyhive.spans.foreign", "all")) {
            ExecutorService threads = Executors.newFixedThreadPool(spansOfOne);
            for (int i = 0; i < traces; i++) {
                Span root = app.tracer.spanBuilder("root " + i).startSpan();
                List<Span> all = new ArrayList<>(List.of(root));
                try (Scope ignored = root.makeCurrent()) {
                    for (int child = 1; child < spansOfOne; child++) {
                        all.add(app.tracer.spanBuilder("child " + i).startSpan());
                    }
                }
                // Only one of them failed, and it keeps all.
                all.get(i % spansOfOne).setStatus(i % 2 == 0 ? StatusCode.ERROR : StatusCode.OK);
                CyclicBarrier together = new CyclicBarrier(spansOfOne);
                List<Future<?>> ends = new ArrayList<>();
                for (Span span : all) {
                    ends.add(threads.submit(() -> {
                        together.await();
                        span.end();
                        return null;
                    }));
                }
                for (Future<?> end : ends) {
                    end.get();
                }
            }
            threads.shutdown();

            Map<String, Long> counts = app.received().events().stream()
                    .collect(Collectors.groupingBy(Receiver.Event::traceId, Collectors.counting()));
            assertThat(counts.values()).hasSizeGreaterThanOrEqualTo(traces / 2).containsOnly((long) spansOfOne);
            Account account = app.runtime.accounts().get("");
            assertThat(account.delivered() + account.sampledOut()).isEqualTo((long) traces * spansOfOne);
        }
    }

    @Test
    void traces_that_never_end_are_bounded_in_memory_and_time() throws IOException {
        try (Application app =
                application("honeyhive.sampling.undecided-bytes", "64K", "honeyhive.sampling.undecided-age", "100ms")) {
            List<Span> open = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                Span neverEnds = app.tracer.spanBuilder("GET /stream").startSpan();
                open.add(neverEnds);
                try (Scope ignored = neverEnds.makeCurrent()) {
                    app.call("standard", call -> {});
                }
            }

            Receiver.await(() -> app.runtime.accounts().get("").sampledOut() == 2_000, "decision on what does not end");
            assertThat(open).allMatch(Span::isRecording);
            assertThat(app.honeyHive.names()).isEmpty();
        }
    }

    /** A client may send its next request before the server is done with the span of the last one. */
    @Test
    void request_that_comes_while_the_last_span_is_handed_on_is_a_part_of_its_own() throws IOException {
        try (Application app = application()) {
            Context client = Context.root()
                    .with(Span.wrap(SpanContext.createFromRemoteParent(
                            new LowTraceIds().generateTraceId(),
                            "b7ad6b7169203331",
                            TraceFlags.getSampled(),
                            TraceState.getDefault())));
            RequestClassifier next = asked -> {
                if (asked.name().equals("GET /first")) {
                    request(app, client, "second", StatusCode.ERROR);
                }
                return null;
            };
            app.runtime.classify(() -> List.of(next), RequestFacts.NONE);
            request(app, client, "first", StatusCode.UNSET);

            assertThat(app.received().names()).containsExactlyInAnyOrder("GET /second", "second");
            assertThat(app.runtime.accounts().get("").sampledOut()).isEqualTo(2);
        }
    }

    private static void request(Application app, Context client, String name, StatusCode status) {
        try (Scope ignored = client.makeCurrent()) {
            app.span("GET /" + name, (Span server) -> {
                app.call(name, call -> {});
                server.setStatus(status);
            });
        }
    }

    /** The request itself is not seen there. */
    @Test
    void without_spans_of_others_a_late_error_is_kept_though_an_earlier_call_was_left_out() throws IOException {
        try (Application app = application("honeyhive.spans.foreign", "none")) {
            app.span("GET /order", () -> {
                app.call("standard", call -> {});
                TracedCall failing = new TracedCall("", Importance.STANDARD, Application.session());
                app.call(failing, "failed", call -> Span.current().setStatus(StatusCode.ERROR));
            });

            assertThat(app.received().names()).containsExactly("failed");
            assertThat(app.runtime.accounts().get("").sampledOut()).isEqualTo(1);
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
