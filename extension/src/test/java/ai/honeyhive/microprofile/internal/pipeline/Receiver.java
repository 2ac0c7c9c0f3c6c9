/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.Config;

/** Takes OTLP over HTTP and reads it with the official messages: what arrives here has been on the wire. */
public final class Receiver implements AutoCloseable {

    /** One span as it arrived. */
    public record Event(Span span, Resource resource, String scope) {

        public String name() {
            return span.getName();
        }

        public String traceId() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        public String spanId() {
            return HexFormat.of().formatHex(span.getSpanId().toByteArray());
        }

        public String parentId() {
            return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
        }

        public Map<String, Object> attributes() {
            return byName(span.getAttributesList());
        }

        public String session() {
            return (String) attributes().get("honeyhive.session_id");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> updates = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private volatile boolean console;
    private volatile int updateStatus = 200;

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/opentelemetry/v1/traces", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
                add(ExportTraceServiceRequest.parseFrom(body));
                byte[] answer = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
                if (console) {
                    exchange.getResponseHeaders().set("HoneyHive-Console", "1");
                }
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.createContext("/api/tracers", exchange -> {
            try (exchange) {
                reports.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
                // Else the connection is closed, while the client may be using it again.
                exchange.getResponseBody().close();
            }
        });
        server.createContext("/events", exchange -> {
            try (exchange) {
                updates.add(exchange.getRequestMethod()
                        + ' '
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(updateStatus, -1);
            }
        });
        server.start();
    }

    /** What came by HoneyHive's REST API: method and body. */
    public List<String> updates() {
        return List.copyOf(updates);
    }

    /** From now on it answers like a console, and gets what tracers tell of themselves. */
    public void actAsConsole() {
        console = true;
    }

    /** What tracers have told of themselves. */
    public List<String> reports() {
        return List.copyOf(reports);
    }

    /** Who the requests with spans were from, each with its key. */
    public List<String> keys() {
        return List.copyOf(keys);
    }

    /** How updates are answered. */
    public void answerUpdates(int status) {
        updateStatus = status;
    }

    /** As if nothing had come yet. */
    public void forget() {
        events.clear();
    }

    /** Waits for an event. */
    public Event awaitEvent(String name) {
        await(() -> names().contains(name), "event " + name);
        return event(name);
    }

    public static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not in time: " + what);
            }
            Thread.onSpinWait();
        }
    }

    private void add(ExportTraceServiceRequest request) {
        request.getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList()
                                .forEach(span -> events.add(new Event(
                                        span,
                                        resource.getResource(),
                                        scope.getScope().getName())))));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The configuration of an application that reports here. */
    public Config config(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "honeyhive.api-key", "hh_canary0123456789",
                "honeyhive.url", url(),
                "honeyhive.export.delay", "20ms",
                "honeyhive.export.shutdown-timeout", "5s"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    public List<String> names() {
        return events.stream().map(Event::name).toList();
    }

    public Event event(String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " among " + names()));
    }

    static Map<String, Object> byName(List<KeyValue> attributes) {
        Map<String, Object> byName = new TreeMap<>();
        attributes.forEach(attribute -> byName.put(attribute.getKey(), plain(attribute.getValue())));
        return byName;
    }

    private static Object plain(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> value.getIntValue();
            case BOOL_VALUE -> value.getBoolValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            default -> value.toString();
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
