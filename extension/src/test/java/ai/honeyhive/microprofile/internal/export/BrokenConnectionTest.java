/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.config.ExportConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the spans when no answer comes: all is kept, sent later, and nothing needs a restart. */
class BrokenConnectionTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private TracerExporter exporter;

    @AfterEach
    void close() {
        exporter.close(Duration.ofSeconds(1));
    }

    private void start(String url, ExportConfig export) {
        exporter = TracerExporter.start(Spans.tracer(url, export), () -> Spans.KEY, UnaryOperator.identity());
    }

    private void offer(int count) {
        IntStream.range(0, count).forEach(i -> exporter.offer(Spans.span("span" + i)));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void refusedConnection_isTriedUntilSomebodyListens() throws Exception {
        int port = freePort();
        try (LogCapture log = LogCapture.start()) {
            start("http://localhost:" + port, Spans.export().build());
            offer(10);
            Await.until("some attempts", () -> exporter.account().retries() > 5);
            assertThat(exporter.account().queued() + exporter.account().inFlight())
                    .isEqualTo(10);

            try (CollectorServer server = CollectorServer.start(port, (request, number) -> CollectorServer.Answer.OK)) {
                assertThat(exporter.flush(LONG)).isTrue();
                assertThat(server.stored()).hasSize(10).doesNotHaveDuplicates();
            }
            assertThat(log.ours(Level.WARNING)).singleElement().asString().contains("localhost", "honeyhive.url");
            // The worker says so after it has booked the delivery, for which the flush waits.
            Await.until("it says so", () -> !log.ours(Level.INFO).isEmpty());
            assertThat(log.ours(Level.INFO)).singleElement().asString().contains("takes spans again");
        }
    }

    @Test
    void unknownHost_isTriedAgainAndNamed() {
        try (LogCapture log = LogCapture.start()) {
            start("http://nowhere.invalid", Spans.export().build());

            offer(10);

            Await.until("some attempts", () -> exporter.account().retries() > 3);
            assertThat(exporter.account().droppedTotal()).isZero();
            assertThat(log.ours(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("nowhere.invalid", "name is unknown");
        }
    }

    @Test
    void resetBeforeTheRequest_losesAndDoublesNothing() throws Exception {
        AtomicInteger read = new AtomicInteger();
        try (HostileServer server = HostileServer.start((connection, number) -> {
            if (number == 1) {
                HostileServer.reset(connection);
                return;
            }
            HostileServer.readRequest(connection);
            read.incrementAndGet();
            HostileServer.write(connection, OK);
        })) {
            start(server.url(), Spans.export().build());

            offer(1);

            // Whether we repeat it or the JDK's client does by itself is a race: it may, while it still connects.
            Await.until("the delivery", () -> exporter.account().delivered() == 1);
            assertThat(read).hasValue(1);
            assertThat(exporter.account().droppedTotal()).isZero();
        }
    }

    @Test
    void resetBeforeTheAnswer_isSentAgain() throws Exception {
        try (HostileServer server = HostileServer.start((connection, number) -> {
            HostileServer.readRequest(connection);
            if (number <= 2) {
                HostileServer.reset(connection);
                return;
            }
            HostileServer.write(connection, OK);
        })) {
            start(server.url(), Spans.export().build());

            offer(1);

            Await.until("the delivery", () -> exporter.account().delivered() == 1);
            assertThat(exporter.account().retries()).isEqualTo(2);
        }
    }

    @Test
    void keptConnectionThatTheServerClosed_losesAndDoublesNothing() throws Exception {
        AtomicInteger read = new AtomicInteger();
        try (HostileServer server = HostileServer.start((connection, number) -> {
            HostileServer.readRequest(connection);
            read.incrementAndGet();
            HostileServer.write(connection, OK);
            connection.close();
        })) {
            start(server.url(), Spans.export().batchSize(1).build());

            offer(20);

            Await.until("the delivery", () -> exporter.account().delivered() == 20);
            assertThat(exporter.account().droppedTotal()).isZero();
            assertThat(read).hasValue(20);
        }
    }

    @Test
    void manyFailuresInARow_doNotPileUpConnectionsOrThreads() throws Exception {
        try (HostileServer server = HostileServer.start((connection, number) -> {
            HostileServer.readRequest(connection);
            HostileServer.reset(connection);
        })) {
            start(server.url(), Spans.export().build());
            offer(1);

            Await.until("many attempts", () -> exporter.account().retries() > 50);

            assertThat(Threads.of("payments")).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void untrustedCertificate_isTriedUntilItIsTrustedAndNeverInPlainText(@TempDir Path folder) throws Exception {
        KeyStore trusted = TlsKeys.create(folder, "trusted");
        KeyStore other = TlsKeys.create(folder, "other");
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(TlsKeys.context(trusted, trusted));
        try (LogCapture log = LogCapture.start()) {
            int port;
            try (CollectorServer server = CollectorServer.startTls(0, TlsKeys.context(other, other))) {
                port = server.port();
                start(server.url(), Spans.export().build());
                offer(5);
                Await.until("some attempts", () -> exporter.account().retries() > 3);
                assertThat(server.received()).isEmpty();
            }
            assertThat(exporter.account().queued() + exporter.account().inFlight())
                    .isEqualTo(5);
            assertThat(log.ours(Level.WARNING)).first().asString().contains("TLS failed", "plain text");

            try (CollectorServer server = CollectorServer.startTls(port, TlsKeys.context(trusted, trusted))) {
                assertThat(exporter.flush(LONG)).isTrue();
                assertThat(server.stored()).hasSize(5);
            }
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void serverWithoutTls_getsNothingReadable() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (HostileServer server = HostileServer.start((connection, number) -> {
            byte[] first = connection.getInputStream().readNBytes(200);
            seen.add(new String(first, StandardCharsets.ISO_8859_1));
            connection.close();
        })) {
            start(server.url().replace("http:", "https:"), Spans.export().build());

            offer(1);

            Await.until("some attempts", () -> exporter.account().retries() > 2);
            assertThat(seen)
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text).doesNotContain("POST", "Bearer", Spans.CANARY));
        }
    }

    @Test
    void hangingTlsHandshake_isCutAndNothingCountsAsSent() throws Exception {
        try (HostileServer server = HostileServer.start((connection, number) -> HostileServer.hang(connection))) {
            start(
                    server.url().replace("http:", "https:"),
                    Spans.export().timeout(Duration.ofMillis(300)).build());

            offer(1);

            Await.until("some attempts", () -> exporter.account().retries() > 1);
            assertThat(exporter.account().droppedTotal()).isZero();
        }
    }

    @Test
    void serverThatReadsNothing_isCutAndTheSpansAreSentAgain() throws Exception {
        CountDownLatch testOver = new CountDownLatch(1);
        try (HostileServer server = HostileServer.start((connection, number) -> {
            if (number == 1) {
                testOver.await();
            }
            HostileServer.readRequest(connection);
            HostileServer.write(connection, OK);
        })) {
            start(
                    server.url(),
                    Spans.export()
                            .queueBytes(64 << 20)
                            .requestBytes(30 << 20)
                            .timeout(Duration.ofSeconds(2))
                            .build());

            exporter.offer(Spans.large("huge", 20 << 20));

            Await.until("the delivery", () -> exporter.account().delivered() == 1);
            assertThat(exporter.account().retries()).isPositive();
        } finally {
            testOver.countDown();
        }
    }
}
