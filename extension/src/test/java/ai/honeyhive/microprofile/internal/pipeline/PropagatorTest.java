/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.ws.rs.client.ClientRequestContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server's own baggage propagator with ours before it, as its instrumentation of a client calls it. */
class PropagatorTest {

    @ParameterizedTest
    @CsvSource({
        "url.full, http://users:8080/ask, true",
        "url.full, https://api.openai.com/v1, false",
        "http.url, http://users:8080/ask, true",
        "http.url, https://api.openai.com/v1, false",
        "server.address, users, true",
        "server.address, api.openai.com, false",
        "net.peer.name, users, true",
        "net.peer.name, api.openai.com, false",
        "url.full, no url at all, false",
        "something.else, users, false"
    })
    void host_that_the_clients_span_tells_decides(String key, String value, boolean allowed) throws IOException {
        try (Application app = new Application()) {
            app.call("ask", call -> {
                Span client = client(app, SpanKind.CLIENT, key, value);
                Map<String, String> headers = inject(app, Context.current().with(client), new HashMap<>());

                assertThat(members(headers))
                        .containsExactlyInAnyOrder(
                                allowed
                                        ? new String[] {
                                            "honeyhive.session_id="
                                                    + call.session().id(),
                                            "honeyhive.parent_id="
                                                    + call.spanContext().getSpanId()
                                        }
                                        : new String[0]);
            });
        }
    }

    @Test
    void span_that_is_no_clients_tells_nothing() throws IOException {
        try (Application app = new Application()) {
            app.call("ask", call -> {
                Span server = client(app, SpanKind.SERVER, "server.address", "users");

                assertThat(inject(app, Context.current().with(server), new HashMap<>()))
                        .isEmpty();
            });
        }
    }

    @Test
    void request_of_jakarta_rest_tells_its_host_itself() throws IOException {
        try (Application app = new Application()) {
            app.call("ask", call -> {
                assertThat(inject(app, Context.current(), request("http://users:8080/ask")))
                        .containsEntry(
                                "baggage",
                                "honeyhive.session_id=" + call.session().id());
                assertThat(inject(app, Context.current(), request("https://api.openai.com/v1")))
                        .isEmpty();
            });
        }
    }

    @Test
    void header_that_the_application_has_written_stays() throws IOException {
        try (Application app = new Application()) {
            app.call("ask", call -> {
                assertThat(members(inject(app, Context.current(), request("http://users:8080/ask", "user=naruto"))))
                        .containsExactlyInAnyOrder(
                                "user=naruto",
                                "honeyhive.session_id=" + call.session().id());
                assertThat(inject(
                                app,
                                Context.current(),
                                request("https://api.openai.com/v1", "user=naruto,honeyhive.user_id=maria")))
                        .containsEntry("baggage", "user=naruto");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', questions, false",
        "none, questions, false",
        "*, questions, true",
        "'orders, questions', questions, true",
        "orders, questions, false",
        "internal.*, internal.questions, true",
        "internal.*, partner.questions, false"
    })
    void queue_or_topic_that_the_producers_span_tells_decides(String configured, String queue, boolean allowed)
            throws IOException {
        try (Application app = configured.isEmpty()
                ? new Application()
                : new Application("honeyhive.propagation.messages", configured)) {
            app.call("ask", call -> {
                for (String key : new String[] {"messaging.destination.name", "messaging.destination"}) {
                    Span producer = client(app, SpanKind.PRODUCER, key, queue);
                    Map<String, String> headers = inject(app, Context.current().with(producer), new HashMap<>());

                    assertThat(headers.containsKey("baggage")).isEqualTo(allowed);
                }
                Span silent = client(app, SpanKind.PRODUCER, "messaging.system", "kafka");
                assertThat(inject(app, Context.current().with(silent), new HashMap<>()))
                        .isEmpty();
            });
        }
    }

    @Test
    void members_that_are_not_chosen_stay_here_also_those_that_came_in() throws IOException {
        try (Application app = new Application("honeyhive.propagation.members", "session");
                Scope ignored = Baggage.builder()
                        .put("honeyhive.user_id", "maria")
                        .put("tenant", "acme")
                        .build()
                        .makeCurrent()) {
            app.call(
                    "ask",
                    call -> assertThat(members(inject(app, Context.current(), request("http://localhost/"))))
                            .containsExactlyInAnyOrder(
                                    "tenant=acme",
                                    "honeyhive.session_id=" + call.session().id()));
        }
    }

    @Test
    void session_of_the_trace_goes_along_outside_of_traced_calls() throws IOException {
        try (Application app = new Application()) {
            app.span("GET /ask", () -> {
                String before = inject(app, Context.current(), request("http://localhost/"))
                        .get("baggage");
                app.call(
                        "ask",
                        call -> assertThat(before)
                                .isEqualTo(
                                        "honeyhive.session_id=" + call.session().id()));
            });
        }
    }

    @Test
    void without_a_runtime_what_is_ours_is_taken_out() {
        TextMapPropagator early = new HoneyHivePropagator(W3CBaggagePropagator.getInstance(), () -> null);
        Map<String, String> headers = new HashMap<>();
        Baggage carried = Baggage.builder()
                .put("honeyhive.session_id", "conv-123")
                .put("tenant", "acme")
                .build();

        early.inject(Context.root().with(carried), headers, Map::put);

        assertThat(headers).containsExactly(Map.entry("baggage", "tenant=acme"));
    }

    @Test
    void spans_hang_on_what_honeyhive_has_of_the_caller_and_not_on_its_http_client() throws IOException {
        try (Application app = new Application("honeyhive.tracer.other.api-key", "hh_canary_other_456789")) {
            SpanContext httpClient = SpanContext.createFromRemoteParent(
                    "0af7651916cd43dd8448eb211c80319c",
                    "b7ad6b7169203331",
                    TraceFlags.getSampled(),
                    TraceState.getDefault());
            Baggage baggage = Baggage.builder()
                    .put("honeyhive.parent_id", "00f067aa0ba902b7")
                    .build();
            try (Scope ignored =
                    Context.root().with(Span.wrap(httpClient)).with(baggage).makeCurrent()) {
                app.span("GET /ask", () -> app.call("ask", call -> {}));
                app.call(new TracedCall("other", Importance.STANDARD, Application.session()), "elsewhere", call -> {});
            }

            assertThat(app.received().event("GET /ask").parentId()).isEqualTo("00f067aa0ba902b7");
            assertThat(app.received().event("elsewhere").parentId()).isEqualTo("b7ad6b7169203331");
            assertThat(app.onMesh("GET /ask").getParentSpanId()).isEqualTo("b7ad6b7169203331");
        }
    }

    private static List<String> members(Map<String, String> headers) {
        String baggage = headers.get("baggage");
        return baggage == null ? List.of() : List.of(baggage.split(","));
    }

    private static Span client(Application app, SpanKind kind, String key, String value) {
        return app.tracer
                .spanBuilder("request")
                .setSpanKind(kind)
                .setAttribute(stringKey(key), value)
                .startSpan();
    }

    private static Map<String, String> inject(Application app, Context context, Object carrier) {
        Map<String, String> headers = new HashMap<>();
        new HoneyHivePropagator(W3CBaggagePropagator.getInstance(), () -> app.runtime)
                .inject(context, carrier, (request, key, value) -> headers.put(key, value));
        return headers;
    }

    private static ClientRequestContext request(String uri) {
        return request(uri, null);
    }

    private static ClientRequestContext request(String uri, @Nullable String baggage) {
        return (ClientRequestContext) Proxy.newProxyInstance(
                PropagatorTest.class.getClassLoader(),
                new Class<?>[] {ClientRequestContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getUri" -> URI.create(uri);
                    case "getHeaderString" -> "baggage".equals(arguments[0]) ? baggage : null;
                    default -> null;
                });
    }
}
