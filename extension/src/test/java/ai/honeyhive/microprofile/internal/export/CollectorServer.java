/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server that takes traces as HoneyHive does, and answers as the test says. */
final class CollectorServer implements AutoCloseable {

    /** One request as it came over the wire. */
    record Received(String path, Headers headers, ExportTraceServiceRequest message, int status) {

        List<Span> spans() {
            return message.getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .toList();
        }

        List<String> names() {
            return spans().stream().map(Span::getName).toList();
        }

        @Nullable
        String header(String name) {
            return headers.getFirst(name);
        }
    }

    /** What a tracer has told of itself. */
    record Report(String authorization, String body) {}

    /** An answer. */
    record Answer(int status, String body, Map<String, String> headers) {
        static final Answer BY_CONSOLE = of(200, "{\"success\":true}").with("HoneyHive-Console", "1");
        static final Answer OK = of(200, "{\"success\":true}").with("Content-Type", "application/json");

        static Answer of(int status, String body) {
            return new Answer(status, body, Map.of());
        }

        Answer with(String header, String value) {
            return new Answer(status, body, Map.of(header, value));
        }
    }

    /** What is answered to a request. */
    interface Script {
        Answer answer(Received request, int number);
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "collector");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private volatile int reportStatus = 200;
    private volatile Script script;

    private CollectorServer(HttpServer server, Script script) {
        this.server = server;
        this.script = script;
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    static CollectorServer start() throws IOException {
        return start((request, number) -> Answer.OK);
    }

    static CollectorServer start(Script script) throws IOException {
        return start(0, script);
    }

    static CollectorServer start(int port, Script script) throws IOException {
        return new CollectorServer(HttpServer.create(loopback(port), 0), script);
    }

    static CollectorServer startTls(int port, SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new CollectorServer(server, (request, number) -> Answer.OK);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().equals("/api/tracers")) {
                reports.add(new Report(
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        new String(body, StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(reportStatus, -1);
                // Else the connection is closed, while the client may be using it again.
                exchange.getResponseBody().close();
                return;
            }
            String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
            InputStream raw = new ByteArrayInputStream(body);
            ExportTraceServiceRequest message =
                    ExportTraceServiceRequest.parseFrom("gzip".equals(encoding) ? new GZIPInputStream(raw) : raw);
            Received request;
            Answer answer;
            synchronized (this) {
                request = new Received(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), message, 0);
                answer = script.answer(request, received.size() + 1);
                received.add(new Received(request.path(), request.headers(), message, answer.status()));
            }
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }

    void answer(Script next) {
        script = next;
    }

    List<Report> reports() {
        return reports;
    }

    void answerReports(int status) {
        reportStatus = status;
    }

    String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://localhost:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Received> received() {
        return received;
    }

    /** The names of all spans that were answered with success. */
    List<String> stored() {
        return received.stream()
                .filter(request -> request.status() / 100 == 2)
                .flatMap(request -> request.names().stream())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
