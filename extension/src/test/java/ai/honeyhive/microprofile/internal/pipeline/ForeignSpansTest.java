/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignSpansTest {

    private static final AttributeKey<String> QUESTION = AttributeKey.stringKey("honeyhive_inputs.question");

    @Test
    void llm_spans_and_what_they_hang_on_go_along_and_the_rest_does_not() throws IOException {
        try (Application app = new Application()) {
            aRequest(app);

            assertThat(app.received().names())
                    .containsExactlyInAnyOrder("GET /ask", "service", "chat gpt-4o", "ask", "tool span");
            assertThat(app.runtime.filtered()).isEqualTo(3);
            assertThat(app.runtime.tallies()).isEmpty();
            assertThat(app.honeyHive.event("GET /ask").attributes()).containsEntry("honeyhive_event_type", "chain");
        }
    }

    @Test
    void all_means_all() throws IOException {
        try (Application app = new Application("honeyhive.spans.foreign", "all")) {
            aRequest(app);

            assertThat(app.received().names())
                    .containsExactlyInAnyOrder(
                            "GET /ask",
                            "service",
                            "SELECT",
                            "chat gpt-4o",
                            "POST /completions",
                            "ask",
                            "tool span",
                            "SELECT 2");
            assertThat(app.honeyHive.events())
                    .extracting(Receiver.Event::session)
                    .containsOnly(app.honeyHive.event("ask").session());
        }
    }

    @Test
    void none_means_only_traced_calls() throws IOException {
        try (Application app = new Application("honeyhive.spans.foreign", "none")) {
            aRequest(app);

            assertThat(app.received().names()).containsExactlyInAnyOrder("ask", "tool span");
            assertThat(app.honeyHive.event("tool span").session())
                    .isEqualTo(app.honeyHive.event("ask").session());
        }
    }

    private static void aRequest(Application app) {
        app.span("GET /ask", () -> {
            app.span("SELECT", () -> {});
            app.span(
                    "service",
                    () -> app.span("chat gpt-4o", (Span span) -> {
                        span.setAttribute("gen_ai.operation.name", "chat");
                        app.span("POST /completions", () -> {});
                    }));
            app.call("ask", call -> app.call("tool span", tool -> {}));
            app.span("SELECT 2", () -> {});
        });
    }

    @ParameterizedTest
    @CsvSource({
        "any, gen_ai.request.model, gpt-4o",
        "any, gen_ai.system, openai",
        "any, openinference.span.kind, CHAIN",
        "any, traceloop.span.kind, workflow",
        "any, llm.request.type, chat",
        "langchain4j.aiservices.Bot.ask, any, any",
        "langchain4j.tools.weather, any, any",
    })
    void each_family_of_instrumentations_is_known(String name, String attribute, String value) throws IOException {
        try (Application app = new Application()) {
            app.span(name, (Span span) -> span.setAttribute(attribute, value));

            assertThat(app.received().names()).containsExactly(name);
        }
    }

    @Test
    void the_scope_of_an_instrumentation_is_enough() throws IOException {
        try (Application app = new Application()) {
            app.sdk
                    .get("io.opentelemetry.openai-java-1.1")
                    .spanBuilder("embeddings text-embedding-3")
                    .startSpan()
                    .end();

            assertThat(app.received().names()).containsExactly("embeddings text-embedding-3");
        }
    }

    /** A stream of an AI service goes on after the span of the service has ended (quarkus-langchain4j). */
    @Test
    void an_ancestor_that_ended_first_goes_along_once_its_descendant_turns_out_to_be_an_llm_span() throws IOException {
        try (Application app = new Application()) {
            Span request = app.tracer.spanBuilder("GET /stream").startSpan();
            Span service = child(app, request, "service").startSpan();
            Span chat = child(app, service, "chat").startSpan();
            service.end();
            request.end();
            assertThat(app.runtime.traces().table().keptCount()).isEqualTo(2);

            chat.setAttribute("gen_ai.request.model", "gpt-4o");
            chat.end();

            assertThat(app.received().names()).containsExactlyInAnyOrder("GET /stream", "service", "chat");
            assertThat(app.honeyHive.event("service").session())
                    .isEqualTo(app.honeyHive.event("chat").session());
            assertThatNothingIsKept(app);
        }
    }

    @Test
    void an_ancestor_whose_descendants_are_all_about_something_else_is_discarded_with_the_last() throws IOException {
        try (Application app = new Application()) {
            Span request = app.tracer.spanBuilder("GET /stream").startSpan();
            Span select = child(app, request, "SELECT").startSpan();
            request.end();
            select.end();
            app.call("ask", call -> {});

            assertThat(app.received().names()).containsExactly("ask");
            assertThat(app.runtime.filtered()).isEqualTo(2);
            assertThatNothingIsKept(app);
        }
    }

    @Test
    void a_call_of_a_named_tracer_takes_what_it_hangs_on_and_what_is_below_to_its_project() throws IOException {
        try (Receiver other = new Receiver();
                Application app = new Application(
                        "honeyhive.tracer.payments.api-key",
                        "hh_canary_payments_0123456789",
                        "honeyhive.tracer.payments.url",
                        other.url())) {
            app.span("GET /pay", () -> {
                app.call(new TracedCall("payments", Importance.STANDARD, Session.generated()), "pay", call -> {
                    call.put(QUESTION, "for payments only");
                    app.llmSpan("chat gpt-4o");
                    app.call("default below", below -> {});
                });
                app.llmSpan("chat of default");
            });

            app.received();
            assertThat(other.names()).containsExactlyInAnyOrder("GET /pay", "pay", "chat gpt-4o");
            assertThat(app.honeyHive.names()).containsExactlyInAnyOrder("GET /pay", "default below", "chat of default");
            assertThat(app.honeyHive.events().toString()).doesNotContain("for payments only");
        }
    }

    private static SpanBuilder child(Application app, Span parent, String name) {
        return app.tracer.spanBuilder(name).setParent(Context.root().with(parent));
    }

    private static void assertThatNothingIsKept(Application app) {
        assertThat(app.runtime.traces().table().keptCount()).isZero();
        assertThat(app.runtime.traces().table().spanCount()).isZero();
    }
}
