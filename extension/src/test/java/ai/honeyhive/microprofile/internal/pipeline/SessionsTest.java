/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Which session an event belongs to: decision D7, and the baggage of contract section 3.8. */
class SessionsTest {

    private static final String CARRIED = "0b8a1c2e-6d5f-4a3b-9c8d-7e6f5a4b3c2d";

    /** UUID version 5 of "conv-123" in the URL name space, as contract section 3.10 gives it. */
    private static final String CONV_123 = "7f89622c-443d-56d7-9b69-8f607e3c5c3d";

    @Test
    void all_spans_of_a_trace_share_one_generated_session() throws IOException {
        try (Application app = new Application()) {
            app.span("GET /ask", () -> {
                app.call("ask", call -> app.llmSpan("chat one"));
                app.llmSpan("chat two");
            });

            Receiver received = app.received();
            assertThat(received.events())
                    .hasSize(4)
                    .extracting(Receiver.Event::session)
                    .containsOnly(received.event("ask").session());
            assertThat(received.event("ask").session()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        }
    }

    @Test
    void two_traces_are_two_sessions() throws IOException {
        try (Application app = new Application()) {
            app.call("first", call -> {});
            app.call("second", call -> {});

            Receiver received = app.received();
            assertThat(received.event("first").session())
                    .isNotEqualTo(received.event("second").session());
        }
    }

    @Test
    void a_session_that_came_with_the_request_is_that_of_every_span() throws IOException {
        try (Application app = new Application()) {
            try (Scope ignored = incoming("honeyhive.session_id", CARRIED).makeCurrent()) {
                app.span("GET /ask", () -> app.call("ask", call -> {}));
            }

            assertThat(app.received().events())
                    .hasSize(2)
                    .extracting(Receiver.Event::session)
                    .containsOnly(CARRIED);
        }
    }

    @Test
    void the_name_of_a_session_travels_with_it() throws IOException {
        try (Application app = new Application()) {
            Baggage baggage = Baggage.builder()
                    .put("honeyhive.session_id", "conv-123")
                    .put("honeyhive.session_name", "support chat")
                    .build();
            try (Scope ignored = Context.root().with(baggage).makeCurrent()) {
                app.call("ask", call -> {});
            }

            assertThat(app.received().event("ask").attributes())
                    .containsEntry("honeyhive.session_id", CONV_123)
                    .containsEntry("honeyhive.session_name", "support chat");
        }
    }

    /** As HoneyHive's Python SDK, contract section 3.2. */
    @Test
    void every_event_of_a_row_carries_the_ids_of_run_dataset_and_datapoint() throws IOException {
        try (Application app = new Application()) {
            app.span("two rows in one trace", () -> {
                for (String row : List.of("monday", "night")) {
                    Baggage baggage = Baggage.builder()
                            .put("honeyhive.session_id", row)
                            .put("run_id", "run-1")
                            .put("dataset_id", "EXT-set")
                            .put("datapoint_id", row)
                            .build();
                    try (Scope ignored = Context.current().with(baggage).makeCurrent()) {
                        app.call("ask " + row, call -> app.llmSpan("chat " + row));
                    }
                }
            });

            Receiver received = app.received();
            for (String row : List.of("monday", "night")) {
                for (String event : List.of("ask ", "chat ")) {
                    assertThat(received.event(event + row).attributes())
                            .containsEntry("honeyhive_metadata.run_id", "run-1")
                            .containsEntry("honeyhive_metadata.dataset_id", "EXT-set")
                            .containsEntry("honeyhive_metadata.datapoint_id", row);
                }
            }
        }
    }

    @Test
    void a_call_that_names_the_session_names_it_for_the_whole_trace() throws IOException {
        // Also for what has ended before, as long as it waits for its batch.
        try (Application app = new Application("honeyhive.export.delay", "10m")) {
            app.span("GET /ask", () -> {
                app.llmSpan("before");
                app.call("outer", outer -> {
                    app.call(
                            "names it",
                            inner -> assertThat(inner.session().settle("conv-123"))
                                    .isTrue());
                    app.llmSpan("after, with the old name in its baggage");
                });
            });

            assertThat(app.received().events())
                    .hasSize(5)
                    .extracting(Receiver.Event::session)
                    .containsOnly(CONV_123);
        }
    }

    @Test
    void a_call_with_a_session_of_its_own_keeps_it_for_what_is_below() throws IOException {
        try (Application app = new Application()) {
            try (Scope ignored = incoming("session_id", CARRIED).makeCurrent()) {
                app.call("outer", outer -> {
                    app.call("other", other -> {
                        assertThat(other.session().settle("conv-123")).isFalse();
                        other.session(Session.named("conv-123"));
                        app.llmSpan("chat of other");
                    });
                    app.llmSpan("chat of outer");
                });
            }

            Receiver received = app.received();
            assertThat(received.event("other").session()).isEqualTo(CONV_123);
            assertThat(received.event("chat of other").session()).isEqualTo(CONV_123);
            assertThat(received.event("outer").session()).isEqualTo(CARRIED);
            assertThat(received.event("chat of outer").session()).isEqualTo(CARRIED);
        }
    }

    @Test
    void a_new_trace_inside_a_call_stays_in_its_session() throws IOException {
        try (Application app = new Application()) {
            app.call("outer", outer -> {
                Span span = app.tracer
                        .spanBuilder("chat elsewhere")
                        .setParent(outer.in(Context.root()))
                        .setAttribute("gen_ai.operation.name", "chat")
                        .startSpan();
                span.end();
            });

            Receiver received = app.received();
            assertThat(received.event("chat elsewhere").traceId())
                    .isNotEqualTo(received.event("outer").traceId());
            assertThat(received.event("chat elsewhere").session())
                    .isEqualTo(received.event("outer").session());
        }
    }

    @Test
    void a_second_request_of_the_same_distributed_trace_joins_its_session() throws IOException {
        try (Application app = new Application()) {
            SpanContext caller = SpanContext.createFromRemoteParent(
                    "0af7651916cd43dd8448eb211c80319c",
                    "b7ad6b7169203331",
                    TraceFlags.getSampled(),
                    TraceState.getDefault());
            for (String request : new String[] {"first", "second"}) {
                try (Scope ignored = Context.root().with(Span.wrap(caller)).makeCurrent()) {
                    app.call(request, call -> {});
                }
            }

            Receiver received = app.received();
            assertThat(received.event("second").session())
                    .isEqualTo(received.event("first").session());
        }
    }

    @Test
    void the_session_of_a_call_is_that_of_the_trace_from_its_start_on() throws IOException {
        try (Application app = new Application()) {
            AtomicReference<String> inside = new AtomicReference<>();
            Session own = Session.generated();
            app.span(
                    "GET /ask",
                    () -> app.call(
                            new TracedCall("", Importance.STANDARD, own),
                            "ask",
                            call -> inside.set(call.session().id())));

            assertThat(inside.get())
                    .isNotEqualTo(own.id())
                    .isEqualTo(app.received().event("GET /ask").session());
        }
    }

    private static Context incoming(String key, String value) {
        return Context.root().with(Baggage.builder().put(key, value).build());
    }
}
