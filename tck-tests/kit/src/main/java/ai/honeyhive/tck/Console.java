/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The console: HoneyHive's door for the library, a plain OTLP collector for the server's own exporter, and what we ask
 * about both. One process for all tests of a JVM.
 */
public final class Console {

    private static final String LINE = "HoneyHive console: ";
    private static final Duration ARRIVAL = Duration.ofSeconds(30);

    private static @Nullable Console shared;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI url;

    private Console(URI url) {
        this.url = url;
    }

    /** The one console, started when it is first needed and ended with this JVM. */
    public static synchronized Console shared() {
        Console running = shared;
        if (running == null) {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Path jar = Artifacts.jar("honeyhive-console");
            ServerProcess process = ServerProcess.start(
                    "console",
                    List.of(java.toString(), "-Xmx256m", "-jar", jar.toString(), "--port", port(), "--in-memory"),
                    Artifacts.target(),
                    Map.of());
            running = new Console(URI.create(process.awaitLine(LINE).trim()));
            shared = running;
        }
        return running;
    }

    /** Any port that is free, unless a server must know it before the tests begin. */
    private static String port() {
        return System.getProperty("kit.console.port", "0");
    }

    /** Its root. */
    public URI url() {
        return url;
    }

    /** Forgets everything that has arrived. */
    public void clear() {
        send(HttpRequest.newBuilder(url.resolve("/api/data")).DELETE());
    }

    /** What has arrived at HoneyHive's door. */
    public List<Arrival> events() {
        return arrivals("/api/spans");
    }

    /** What has arrived from the server's own exporter. */
    public List<Arrival> sink() {
        return arrivals("/api/sink/spans");
    }

    /** Waits for a span at HoneyHive's door. */
    public Arrival awaitEvent(String traceId, String spanId) {
        return await("event " + traceId + '/' + spanId, this::events, ids(traceId, spanId));
    }

    /** Waits for the event of a traced method, by its argument {@code call}. */
    public Arrival awaitEventOfCall(String call) {
        return await(
                "event of call " + call,
                this::events,
                event -> event.attribute("honeyhive_inputs.call").equals(call));
    }

    /** Waits for a span at HoneyHive's door by the trace that it is in and the name of its span or event. */
    public Arrival awaitEventNamed(String traceId, String name) {
        return await(
                name + " in trace " + traceId,
                this::events,
                event -> event.traceId().equals(traceId)
                        && (event.name().equals(name) || event.eventName().equals(name)));
    }

    /** Waits for a span from the server's own exporter. */
    public Arrival awaitSink(String traceId, String spanId) {
        return await("span " + traceId + '/' + spanId + " from the server", this::sink, ids(traceId, spanId));
    }

    /** Waits until an event has a metric, and gives all of them. */
    public JsonNode awaitMetric(String eventId, String metric) {
        return Awaitility.await("metric " + metric + " of event " + eventId)
                .atMost(ARRIVAL)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> metrics(eventId), metrics -> metrics.has(metric));
    }

    private JsonNode metrics(String eventId) {
        try {
            return json.readTree(send(HttpRequest.newBuilder(url.resolve("/v1/events/" + eventId))
                            .header("Authorization", "Bearer " + Keys.DEFAULT)))
                    .findPath("metrics");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Predicate<Arrival> ids(String traceId, String spanId) {
        return arrival -> arrival.traceId().equals(traceId) && arrival.spanId().equals(spanId);
    }

    private Arrival await(String what, Supplier<List<Arrival>> arrivals, Predicate<Arrival> wanted) {
        return Awaitility.await(what)
                .atMost(ARRIVAL)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> arrivals.get().stream().filter(wanted).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    private List<Arrival> arrivals(String path) {
        try {
            JsonNode spans = json.readTree(send(HttpRequest.newBuilder(url.resolve(path))))
                    .path("spans");
            return StreamSupport.stream(spans.spliterator(), false)
                    .map(Arrival::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("The console answers " + response.statusCode() + ' ' + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the console", e);
        }
    }
}
