/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.AuditSettings;
import ai.honeyhive.microprofile.audit.Logs;
import ai.honeyhive.microprofile.audit.Outcome;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
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
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer collector;

    @BeforeEach
    void start() throws Exception {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/logs", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
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
                .sink(new OtlpSink(endpoint(), OtlpHeaders.NONE, null, "my \"shop\"", "pod-7"))
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
    void login_isSentAndRotatedByItsFile_andIsInNoFileOfTheLog() throws Exception {
        Path file = Files.writeString(directory.resolve("login"), "authorization=Bearer%20canary-one+/=\n");
        OtlpHeaders headers = OtlpHeaders.of("x-scope=shop", file);
        assertThat(headers.toString()).isEqualTo("OtlpHeaders[x-scope]");
        try (AuditLog log = AuditLog.open(Logs.signed(directory)
                .sink(new OtlpSink(endpoint(), headers, null, "shop", "pod-7"))
                .build())) {
            log.record(Logs.event(1));
            Logs.await("the first login", () -> logins.contains("Bearer canary-one+/="));
            Files.writeString(file, "authorization=Bearer canary-two");
            log.record(Logs.event(2));
            Logs.await("the second login", () -> logins.contains("Bearer canary-two"));
            Files.writeString(file, "canary-three is no list");
            log.record(Logs.event(3));
            Logs.await("the failure", () -> log.status().failingSinks().containsKey("otlp"));
            Logs.await("its record", () -> written().contains("does not hold headers as name=value"));
        }
        assertThat(written()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "=canary",
                "a b=canary",
                "a=canary%0d%0aX: y",
                "a=%zzcanary",
                "Host=canary",
                "a=canar\u00fd"
            })
    void headersThatAreNone_areRefusedWithoutTheirValue(String headers) {
        assertThatThrownBy(() -> AuditSettings.from(name -> Optional.ofNullable(Map.of(
                                "honeyhive.audit.enabled", "true",
                                "honeyhive.audit.directory", directory.toString(),
                                "honeyhive.audit.sinks", "otlp",
                                "honeyhive.audit.otlp.url", "https://collector/v1/logs",
                                "honeyhive.audit.otlp.headers", headers)
                        .get(name))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("honeyhive.audit.otlp.headers has a wrong value. Allowed: name=value")
                .hasMessageNotContaining("canar");
    }

    @Test
    void ownAuthority_isTrustedAndTheNameIsChecked() throws Exception {
        Path right = Files.createDirectories(directory.resolve("right"));
        Path wrong = Files.createDirectories(directory.resolve("wrong"));
        try (TlsCollector good = new TlsCollector(right, "ip:127.0.0.1");
                TlsCollector bad = new TlsCollector(wrong, "dns:elsewhere.example")) {
            assertThat(sends(good, good.certificate)).isTrue();
            assertThat(good.requests).hasValue(1);
            assertThat(sends(good, null)).as("without it").isFalse();
            assertThat(sends(good, bad.certificate)).as("with another one").isFalse();
            assertThat(sends(bad, bad.certificate)).as("under another name").isFalse();
            assertThat(bad.requests).hasValue(0);
        }
    }

    private String written() {
        return String.join("", Logs.lines(directory.resolve("shop-1")));
    }

    private static boolean sends(TlsCollector collector, Path authority) {
        try {
            new OtlpSink(collector.address(), OtlpHeaders.NONE, authority, "shop", "pod-7").write(List.of());
            return true;
        } catch (SSLException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void redirection_isAFailureAndIsNotFollowed() throws Exception {
        status.set(307);
        try (AuditLog log = AuditLog.open(Logs.signed(directory)
                .sink(new OtlpSink(endpoint(), OtlpHeaders.NONE, null, "shop", "pod-7"))
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
        assertThatThrownBy(() -> new OtlpSink(URI.create(endpoint), OtlpHeaders.NONE, null, "shop", "pod-7"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/logs");
    }
}
