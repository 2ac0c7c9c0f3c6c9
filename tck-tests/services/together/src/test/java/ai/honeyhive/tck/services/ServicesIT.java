/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.Jdks;
import ai.honeyhive.tck.Keys;
import ai.honeyhive.tck.Neighbour;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client, gateway, user service and LLM service: four processes, on four runtimes. */
class ServicesIT {

    /** The key of the tracer {@code support}, which each of them has. */
    private static final String SUPPORT = "hh_kit_support_project";

    private static final List<String> CALLS = List.of("question", "gateway", "assistant", "find-plan", "model");

    private static Services services;

    private final Console console = Console.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        services = Services.start();
    }

    @AfterAll
    static void stop() {
        if (services != null) {
            services.close();
        }
    }

    @BeforeEach
    void forgetEarlierArrivals() {
        console.clear();
    }

    @Test
    void question_isOneTraceOfOneSessionWithTheRightParents() throws Exception {
        String conversation = UUID.randomUUID().toString();

        String answer = services.ask(conversation, "maria", "", "Which plan have I got?");

        assertThat(answer).contains("Which plan have I got? (plan: premium)");
        List<Arrival> events = awaitCalls();
        assertThat(events)
                .extracting(Arrival::traceId)
                .containsOnly(events.get(0).traceId());
        assertThat(events).extracting(Arrival::session).containsOnly(conversation);
        assertThat(callsOf(events))
                .extracting(event -> event.attribute("honeyhive_user_properties.user_id"))
                .containsOnly("maria");
        assertThat(events).extracting(Arrival::key).containsOnly(Keys.fingerprint(Keys.DEFAULT));

        assertThat(new EventTree(events).path("model"))
                .containsSubsequence("model", "assistant", "gateway", "question")
                .endsWith("question");
        assertThat(new EventTree(events).path("find-plan"))
                .containsSubsequence("find-plan", "assistant", "gateway", "question");
        assertThat(new EventTree(events).kinds("model"))
                .as("each request is a span of its server in the same trace")
                .filteredOn("SERVER"::equals)
                .hasSize(3);
        assertThat(events.stream().filter(event -> event.parentId().isEmpty()))
                .singleElement()
                .extracting(Arrival::eventName)
                .isEqualTo("question");
        assertThat(session(conversation)).contains(CALLS);
    }

    @Test
    void sameSpans_arriveAtTheMeshsCollectorWithoutContent() throws IOException {
        services.ask(UUID.randomUUID().toString(), "maria", "", "Is it the same?");

        List<Arrival> events = awaitCalls();
        for (Arrival event : events) {
            Arrival span = console.awaitSink(event.traceId(), event.spanId());
            assertThat(aboveInMesh(span)).contains(event.parentId());
            assertThat(span.toString()).doesNotContain("Is it the same?\"").doesNotContain("honeyhive_inputs");
        }
    }

    @Test
    void tracerThatTheClientChooses_isThatOfAllServices() throws IOException {
        services.ask(UUID.randomUUID().toString(), "jo", "support", "Whose project is this?");

        assertThat(awaitCalls()).extracting(Arrival::key).containsOnly(Keys.fingerprint(SUPPORT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "users", "llm"})
    void hostOutsideTheList_getsTheTraceAndNothingOfOurs(String service) throws Exception {
        URI address = Map.of("gateway", services.gateway, "users", services.users, "llm", services.llm)
                .get(service);
        String carried = "honeyhive.user_id=maria,tenant=acme";
        try (Neighbour neighbour = new Neighbour()) {
            call(address, neighbour.at("localhost"), carried);

            assertThat(neighbour.header("traceparent")).isNotEmpty();
            assertThat(neighbour.header("baggage").split(","))
                    .contains("tenant=acme", "honeyhive.user_id=maria")
                    .anyMatch(member -> member.startsWith("honeyhive.session_id="));

            call(address, neighbour.at("127.0.0.1"), carried);

            assertThat(neighbour.header("traceparent")).isNotEmpty();
            assertThat(neighbour.header("baggage")).isEqualTo("tenant=acme");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "llm"})
    void managedExecutorThatPropagates_goesOnInTheTrace(String service) throws Exception {
        URI address = service.equals("gateway") ? services.gateway : services.llm;

        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(address.resolve("/thread"))
                        .header("baggage", "honeyhive.user_id=maria")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).as("%s", response.body()).isEqualTo(200);
        List<Arrival> events = await(List.of("asker", "on-another-thread"));
        Arrival there = new EventTree(events).event("on-another-thread");
        assertThat(there.parentId())
                .isEqualTo(new EventTree(events).event("asker").spanId());
        assertThat(there.session())
                .isEqualTo(new EventTree(events).event("asker").session());
        assertThat(there.attribute("honeyhive_user_properties.user_id")).isEqualTo("maria");
    }

    @Test
    void virtualThread_keepsTheTraceOnItsWayOut() throws IOException {
        Optional<String> java = Jdks.javaOfAtLeast(21);
        assumeThat(java)
                .as("NOT RUN: virtual threads need a JDK 21 or later; looked in " + Jdks.PLACES)
                .isPresent();
        String conversation = UUID.randomUUID().toString();

        String thread = services.threadOf(java.get(), conversation, "From where?");

        assertThat(thread).startsWith("VirtualThread[");
        List<Arrival> events = awaitCalls();
        assertThat(new EventTree(events).path("model")).endsWith("question");
        assertThat(events).extracting(Arrival::session).containsOnly(conversation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "users", "llm"})
    void server_showsItsMetricsToPrometheus(String service) throws Exception {
        assertThat(services.scrape(service).lines())
                .anyMatch(line -> line.matches("# TYPE \\w+ (gauge|counter|summary|histogram)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "llm"})
    void whatTheLibraryDelivered_isAmongTheMetrics(String service) throws IOException {
        services.ask(UUID.randomUUID().toString(), "maria", "", "How many?");

        awaitScrape(
                service,
                "honeyhive.export.spans",
                lines -> lines.anyMatch(
                        line -> line.matches("honeyhive_export_spans\\S*outcome=\"delivered\".* [1-9].*")));
    }

    /** Names and units as OpenTelemetry's rules for Prometheus make them of the GenAI conventions' own. */
    @Test
    void callOfTheModel_isInTheScrape_withTheUnitsAndBucketsOfTheConventions() throws IOException {
        services.ask(UUID.randomUUID().toString(), "maria", "", "How long does it take?");

        Scrape scrape = new Scrape(awaitScrape(
                "llm",
                "gen_ai.client.token.usage",
                lines -> lines.anyMatch(line -> line.startsWith("gen_ai_client_token_usage_count"))));

        // The reader of OpenTelemetry 1.29 leaves the unit out of this line only.
        assertThat(scrape.type("gen_ai_client_operation_duration")).isEqualTo("histogram");
        assertThat(scrape.type("gen_ai_client_token_usage")).isEqualTo("histogram");
        Map<String, String> call = Map.of(
                "gen_ai_operation_name", "chat",
                "gen_ai_provider_name", "stand-in",
                "gen_ai_request_model", "echo-1");
        assertThat(scrape.value("gen_ai_client_operation_duration_seconds_count", call))
                .isPositive();
        assertThat(scrape.value("gen_ai_client_operation_duration_seconds_sum", call))
                .isBetween(0.0, 60.0);
        assertThat(scrape.bounds("gen_ai_client_operation_duration_seconds"))
                .containsExactly(
                        0.01,
                        0.02,
                        0.04,
                        0.08,
                        0.16,
                        0.32,
                        0.64,
                        1.28,
                        2.56,
                        5.12,
                        10.24,
                        20.48,
                        40.96,
                        81.92,
                        Double.POSITIVE_INFINITY);
        assertThat(scrape.value("gen_ai_client_token_usage_sum", Map.of("gen_ai_token_type", "input")))
                .isPositive();
        assertThat(scrape.value("gen_ai_client_token_usage_sum", Map.of("gen_ai_token_type", "output")))
                .isPositive();
        assertThat(scrape.bounds("gen_ai_client_token_usage"))
                .startsWith(1.0, 4.0, 16.0)
                .endsWith(67_108_864.0, Double.POSITIVE_INFINITY);
    }

    private static String awaitScrape(String service, String metric, Predicate<Stream<String>> there) {
        return Awaitility.await(metric + " in the scrape of " + service)
                .atMost(Duration.ofSeconds(30))
                .until(() -> services.scrape(service), text -> there.test(text.lines()));
    }

    /** The ids of all spans above one; the root's parent is empty. */
    private List<String> aboveInMesh(Arrival span) {
        List<String> ids = new ArrayList<>();
        for (Arrival next = span; ; next = console.awaitSink(next.traceId(), next.parentId())) {
            ids.add(next.parentId());
            if (next.parentId().isEmpty()) {
                return ids;
            }
        }
    }

    private void call(URI service, URI target, String baggage) throws IOException, InterruptedException {
        URI uri = service.resolve("/outside?url=" + URLEncoder.encode(target.toString(), StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(uri).header("baggage", baggage).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as("%s", response.body()).isEqualTo(200);
    }

    /** Waits until the event of each traced call has arrived, and the spans that lead from one to the other. */
    private List<Arrival> awaitCalls() {
        return await(CALLS);
    }

    private List<Arrival> await(List<String> calls) {
        Awaitility.await("the events of all services")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    List<Arrival> events = traceOf(calls.get(0));
                    assertThat(events).extracting(Arrival::eventName).containsAll(calls);
                    assertThat(events)
                            .extracting(Arrival::parentId)
                            .filteredOn(parent -> !parent.isEmpty())
                            .isSubsetOf(new EventTree(events).ids());
                });
        return traceOf(calls.get(0));
    }

    /** The events of the trace of a call. What an earlier test did may still be coming in beside it. */
    private List<Arrival> traceOf(String call) {
        List<Arrival> all = console.events();
        Optional<String> trace = all.stream()
                .filter(event -> event.eventName().equals(call))
                .map(Arrival::traceId)
                .findFirst();
        return all.stream()
                .filter(event -> trace.filter(event.traceId()::equals).isPresent())
                .toList();
    }

    /** A session as the console shows it. */
    private String session(String id) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(console.url().resolve("/api/sessions/" + id))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as("%s", response.body()).isEqualTo(200);
        return response.body();
    }

    private static List<Arrival> callsOf(List<Arrival> events) {
        return events.stream()
                .filter(event -> CALLS.contains(event.eventName()))
                .toList();
    }
}
