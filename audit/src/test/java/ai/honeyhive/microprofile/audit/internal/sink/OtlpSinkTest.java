/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.Logs;
import ai.honeyhive.microprofile.audit.Outcome;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpSinkTest {

    @TempDir
    Path directory;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> types = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer collector;

    @BeforeEach
    void start() throws Exception {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/logs", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            types.add(exchange.getRequestHeaders().getFirst("Content-Type"));
            if (status.get() == 200) {
                bodies.add(body);
            }
            exchange.getResponseHeaders().set("Location", "http://localhost:1/elsewhere");
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void recordsArrive_asLogRecordsWithTheirLineAsBody_alsoAfterTheCollectorWasDown() throws Exception {
        status.set(503);
        try (AuditLog log = AuditLog.open(Logs.signed(directory)
                .sink(new OtlpSink(endpoint(), "my \"shop\"", "pod-7"))
                .build())) {
            log.record(AuditEvent.of(AuditEventType.SECRET_FAILED, Outcome.DENIED)
                    .target("db.password")
                    .reason("grün \"denied\"")
                    .trace("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
                    .build());
            Logs.await("the failure", () -> log.status().failingSinks().containsKey("otlp"));
            status.set(200);
            Logs.await("the record", () -> String.join("", bodies).contains("secret.failed"));
        }
        assertThat(types).containsOnly("application/json");
        String line = Logs.lines(directory.resolve("shop-1")).stream()
                .filter(record -> record.contains("secret.failed"))
                .findFirst()
                .orElseThrow();
        String quoted = '"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        String body = bodies.stream()
                .filter(one -> one.contains("secret.failed"))
                .findFirst()
                .orElseThrow();
        assertThat(body)
                .startsWith("{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
                        + "{\"stringValue\":\"my \\\"shop\\\"\"}}")
                .contains("\"body\":{\"stringValue\":" + quoted + "}")
                .contains("\"severityNumber\":13,\"severityText\":\"WARN\",\"eventName\":\"secret.failed\"")
                .contains("\"traceId\":\"0af7651916cd43dd8448eb211c80319c\",\"spanId\":\"b7ad6b7169203331\"")
                .containsPattern(Pattern.compile("\\{\"timeUnixNano\":\"\\d{19}\""))
                .endsWith("}]}]}]}");
    }

    @Test
    void redirection_isAFailureAndIsNotFollowed() throws Exception {
        status.set(307);
        try (AuditLog log = AuditLog.open(Logs.signed(directory)
                .sink(new OtlpSink(endpoint(), "shop", "pod-7"))
                .build())) {
            log.record(Logs.event(1));
            Logs.await("the failure", () -> log.status().failingSinks().containsKey("otlp"));
        }
        assertThat(bodies).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://collector.example:4318/v1/logs",
                "https://user:pw@host/v1/logs",
                "file:///tmp/x",
                "/v1/logs"
            })
    void addressWithoutTlsToAnotherMachine_isRefused(String endpoint) {
        assertThatThrownBy(() -> new OtlpSink(URI.create(endpoint), "shop", "pod-7"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/logs");
    }
}
