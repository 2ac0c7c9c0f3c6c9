/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.HoneyHive;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What leaves with a request of java.net.http, and what is made of what comes in. */
class PropagationTest {

    private static final String SESSION = "7f89622c-443d-56d7-9b69-8f607e3c5c3d";

    private static final TextMapGetter<HttpHeaders> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpHeaders carrier) {
            return carrier.map().keySet();
        }

        @Override
        public String get(HttpHeaders carrier, String key) {
            return carrier.firstValue(key).orElse(null);
        }
    };

    /** The baggage of a request to a host. Only localhost is on the list. */
    static Baggage sent(HoneyHive honeyHive, String host) {
        HttpHeaders headers = honeyHive
                .propagate(HttpRequest.newBuilder(URI.create("http://" + host + ":1/"))
                        .build())
                .headers();
        return Baggage.fromContext(W3CBaggagePropagator.getInstance().extract(Context.root(), headers, GETTER));
    }

    @ParameterizedTest
    @EnumSource(Server.Telemetry.class)
    void request_of_java_net_http_carries_trace_session_user_and_tracer(Server.Telemetry telemetry) throws Exception {
        Map<String, String> arrived = new ConcurrentHashMap<>();
        HttpServer service = service(arrived);
        try (Server server = Server.start(telemetry);
                Scope ignored =
                        Baggage.builder().put("tenant", "acme co").build().makeCurrent()) {
            server.settings("payments", Server.DEFAULTS);
            HoneyHive honeyHive = server.honeyHive();
            URI uri = URI.create("http://localhost:" + service.getAddress().getPort() + "/ask");
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("x-mine", "kept")
                    .header("traceparent", "replaced")
                    .POST(HttpRequest.BodyPublishers.ofString("the body"))
                    .build();
            Span[] current = new Span[1];

            honeyHive
                    .trace("root")
                    .tracer("payments")
                    .sessionId("conv-123")
                    .userId("maria")
                    .run(() -> {
                        current[0] = Span.current();
                        HttpClient.newHttpClient()
                                .send(honeyHive.propagate(request), HttpResponse.BodyHandlers.discarding());
                    });

            assertThat(arrived)
                    .containsEntry("x-mine", "kept")
                    .containsEntry("body", "the body")
                    .containsEntry(
                            "traceparent",
                            "00-" + current[0].getSpanContext().getTraceId() + '-'
                                    + current[0].getSpanContext().getSpanId() + '-'
                                    + current[0]
                                            .getSpanContext()
                                            .getTraceFlags()
                                            .asHex());
            assertThat(arrived.get("baggage").split(","))
                    .containsExactlyInAnyOrder(
                            "tenant=acme%20co",
                            "honeyhive.session_id=" + SESSION, "honeyhive.user_id=maria", "honeyhive.tracer=payments");
        } finally {
            service.stop(0);
        }
    }

    @Test
    void baggage_that_the_request_has_already_stays() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:1/"))
                .header("baggage", "region=emea,honeyhive.user_id=forged")
                .build();
        try (Server server = Server.start(Server.Telemetry.ON)) {
            HoneyHive honeyHive = server.honeyHive();
            honeyHive
                    .trace("root")
                    .sessionId("conv-123")
                    .userId("maria")
                    .run(() -> assertThat(honeyHive
                                    .propagate(request)
                                    .headers()
                                    .firstValue("baggage")
                                    .orElseThrow()
                                    .split(","))
                            .containsExactlyInAnyOrder(
                                    "region=emea", "honeyhive.session_id=" + SESSION, "honeyhive.user_id=maria"));
        }
    }

    @Test
    void host_outside_the_list_gets_nothing_of_ours_also_not_what_came_in() {
        Baggage carried = Baggage.builder()
                .put("honeyhive.session_id", "conv-123")
                .put("honeyhive.user_id", "maria")
                .put("honeyhive_session_name", "chat")
                .put("tenant", "acme")
                .build();
        try (Server server = Server.start(Server.Telemetry.ON);
                Scope ignored = carried.makeCurrent()) {
            HoneyHive honeyHive = server.honeyHive();
            honeyHive.trace("root").run(() -> {
                assertThat(sent(honeyHive, "example.com").asMap()).containsOnlyKeys("tenant");
                assertThat(sent(honeyHive, "localhost").asMap())
                        .containsKeys("tenant", "honeyhive.session_id", "honeyhive.user_id");
            });
        }
    }

    @Test
    void row_of_an_experiment_goes_where_its_session_goes() {
        Baggage carried = Baggage.builder()
                .put("honeyhive.session_id", SESSION)
                .put("run_id", "run-1")
                .put("dataset_id", "EXT-set")
                .put("datapoint_id", "EXT-row")
                .put("tenant", "acme")
                .build();
        try (Server server = Server.start(Server.Telemetry.ON);
                Scope ignored = carried.makeCurrent()) {
            HoneyHive honeyHive = server.honeyHive();
            honeyHive.trace("root").sessionId("conv-124").run(() -> {
                assertThat(sent(honeyHive, "example.com").asMap()).containsOnlyKeys("tenant");
                Baggage sent = sent(honeyHive, "localhost");
                assertThat(sent.getEntryValue("honeyhive.session_id")).isNotEqualTo(SESSION);
                assertThat(sent.getEntryValue("run_id")).isEqualTo("run-1");
                assertThat(sent.getEntryValue("dataset_id")).isEqualTo("EXT-set");
                assertThat(sent.getEntryValue("datapoint_id")).isEqualTo("EXT-row");
            });
        }
    }

    @Test
    void run_id_of_somebody_else_is_left_alone() {
        Baggage carried = Baggage.builder().put("run_id", "of a pipeline").build();
        try (Server server = Server.start(Server.Telemetry.ON);
                Scope ignored = carried.makeCurrent()) {
            HoneyHive honeyHive = server.honeyHive();
            honeyHive.trace("root").run(() -> {
                assertThat(sent(honeyHive, "example.com").getEntryValue("run_id"))
                        .isEqualTo("of a pipeline");
                assertThat(sent(honeyHive, "localhost").getEntryValue("run_id")).isEqualTo("of a pipeline");
            });
        }
    }

    @Test
    void nothing_of_ours_is_in_the_baggage_of_the_process() {
        try (Server server = Server.start(Server.Telemetry.ON)) {
            server.honeyHive()
                    .trace("root")
                    .userId("maria")
                    .run(() -> assertThat(Baggage.current().isEmpty()).isTrue());
        }
    }

    @Test
    void user_who_came_with_the_request_is_that_of_every_call_and_goes_on() {
        Baggage carried = Baggage.builder().put("honeyhive.user_id", "maria").build();
        try (Server server = Server.start(Server.Telemetry.ON);
                Scope ignored = carried.makeCurrent()) {
            HoneyHive honeyHive = server.honeyHive();
            honeyHive
                    .trace("root")
                    .run(() -> honeyHive
                            .trace("nested")
                            .run(() -> assertThat(sent(honeyHive, "localhost").getEntryValue("honeyhive.user_id"))
                                    .isEqualTo("maria")));

            assertThat(server.events())
                    .hasSize(2)
                    .allMatch(event -> "maria".equals(event.get(HoneyHiveAttributes.USER_ID)));
        }
    }

    @Test
    void tracer_of_the_caller_is_taken_where_there_is_one_of_its_name() {
        try (Server server = Server.start(Server.Telemetry.ON)) {
            server.settings("payments", Server.DEFAULTS);
            HoneyHive honeyHive = server.honeyHive();
            try (Scope ignored = tracer("payments").makeCurrent()) {
                honeyHive
                        .trace("root")
                        .run(() -> assertThat(TracedCall.from(Context.current()).tracer())
                                .isEqualTo("payments"));
            }
            for (String unknown : new String[] {"nobody", "a b", "x".repeat(65)}) {
                try (Scope ignored = tracer(unknown).makeCurrent()) {
                    honeyHive
                            .trace("root")
                            .run(() -> assertThat(
                                            TracedCall.from(Context.current()).tracer())
                                    .isEmpty());
                }
            }
        }
    }

    @Test
    void value_that_is_too_long_stays_here_and_one_that_comes_in_is_ignored() {
        String longest = "ü".repeat(128);
        try (Server server = Server.start(Server.Telemetry.ON)) {
            HoneyHive honeyHive = server.honeyHive();
            honeyHive
                    .trace("fits")
                    .userId(longest)
                    .run(() -> assertThat(sent(honeyHive, "localhost").getEntryValue("honeyhive.user_id"))
                            .isEqualTo(longest));
            honeyHive
                    .trace("does not")
                    .userId(longest + "x")
                    .run(() -> assertThat(sent(honeyHive, "localhost").getEntryValue("honeyhive.user_id"))
                            .isNull());
            try (Scope ignored = Baggage.builder()
                    .put("honeyhive.user_id", longest + "x")
                    .build()
                    .makeCurrent()) {
                honeyHive.trace("in").run(() -> {});
            }

            assertThat(server.events().get(2).get(HoneyHiveAttributes.USER_ID)).isNull();
        }
    }

    private static Context tracer(String name) {
        return Context.root()
                .with(Baggage.builder().put("honeyhive.tracer", name).build());
    }

    private static HttpServer service(Map<String, String> arrived) throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/ask", exchange -> {
            for (String name : new String[] {"traceparent", "baggage", "x-mine"}) {
                String value = exchange.getRequestHeaders().getFirst(name);
                arrived.put(name, value == null ? "" : value);
            }
            arrived.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        service.start();
        return service;
    }

    /** What the server's own propagator writes is understood: the same format both ways. */
    @Test
    void trace_goes_on_in_who_reads_the_headers() {
        try (Server server = Server.start(Server.Telemetry.ON)) {
            HoneyHive honeyHive = server.honeyHive();
            honeyHive.trace("root").run(() -> {
                HttpHeaders headers = honeyHive
                        .propagate(HttpRequest.newBuilder(URI.create("http://localhost:1/"))
                                .build())
                        .headers();
                Context remote = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, GETTER);
                assertThat(Span.fromContext(remote).getSpanContext().getSpanId())
                        .isEqualTo(Span.current().getSpanContext().getSpanId());
            });
        }
    }
}
