/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.config.ExportConfig;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer late, endlessly or not at all. */
class HostileAnswerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final Duration SHORT = Duration.ofMillis(400);

    private TracerExporter exporter;

    @AfterEach
    void close() {
        exporter.close(Duration.ofSeconds(1));
    }

    private void start(HostileServer server, ExportConfig export) {
        exporter = TracerExporter.start(Spans.tracer(server.url(), export), () -> Spans.KEY, UnaryOperator.identity());
    }

    @Test
    void noAnswerToAWholeRequest_isNotSentAgain() throws Exception {
        try (HostileServer server = HostileServer.start((connection, number) -> {
            HostileServer.readRequest(connection);
            HostileServer.hang(connection);
        })) {
            start(server, Spans.export().timeout(SHORT).build());

            exporter.offer(Spans.span("maybe"));

            Await.until("the loss", () -> exporter.account().dropped(DropReason.TIMEOUT_AFTER_SEND) == 1);
            assertThat(exporter.account().requests()).isEqualTo(1);
            assertThat(exporter.account().lastFailureReason()).isEqualTo("timeout");
            Await.until("the connection is cut", server::allClosedByClient);
        }
    }

    @Test
    void noAnswer_isSentAgainWhereDuplicatesArePreferred() throws Exception {
        try (HostileServer server = HostileServer.start((connection, number) -> {
            HostileServer.readRequest(connection);
            if (number < 3) {
                HostileServer.hang(connection);
            }
            HostileServer.write(connection, OK);
        })) {
            start(server, Spans.export().timeout(SHORT).resendAfterTimeout().build());

            exporter.offer(Spans.span("twice"));

            Await.until("the delivery", () -> exporter.account().delivered() == 1);
            assertThat(exporter.account().requests()).isEqualTo(3);
        }
    }

    @Test
    void bodyOfOneByteASecond_isCutAndItsStatusCounts() throws Exception {
        try (HostileServer server = HostileServer.start((connection, number) -> {
            HostileServer.readRequest(connection);
            HostileServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            drip(connection);
        })) {
            start(server, Spans.export().timeout(SHORT).build());

            exporter.offer(Spans.span("stored"));

            Await.until("the delivery", () -> exporter.account().delivered() == 1);
            assertThat(exporter.account().requests()).isEqualTo(1);
            Await.until("the connection is cut", server::allClosedByClient);
        }
    }

    @Test
    void headOfOneByteASecond_isCut() throws Exception {
        try (HostileServer server = HostileServer.start((connection, number) -> {
            HostileServer.readRequest(connection);
            HostileServer.write(connection, "HTTP/1.1 200 OK\r\nX-Slow: ");
            drip(connection);
        })) {
            start(server, Spans.export().timeout(SHORT).build());

            exporter.offer(Spans.span("maybe"));

            Await.until("the loss", () -> exporter.account().dropped(DropReason.TIMEOUT_AFTER_SEND) == 1);
            Await.until("the connection is cut", server::allClosedByClient);
        }
    }

    /** One byte a second until the other side hangs up. */
    private static void drip(Socket connection) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(1, TimeUnit.SECONDS)) {
            HostileServer.write(connection, "x");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 503})
    void endlessBody_isReadToABoundOnly(int status) throws Exception {
        AtomicLong sent = new AtomicLong();
        try (HostileServer server = HostileServer.start((connection, number) -> {
            HostileServer.readRequest(connection);
            HostileServer.write(connection, "HTTP/1.1 " + status + " X\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "y".repeat(0x10000) + "\r\n";
            while (number == 1) {
                HostileServer.write(connection, chunk);
                sent.addAndGet(chunk.length());
            }
        })) {
            start(server, Spans.export().build());

            exporter.offer(Spans.span("x"));

            Await.until(
                    "the answer",
                    () -> exporter.account().delivered() == 1
                            || exporter.account().droppedTotal() == 1
                            || exporter.account().retries() > 0);
            Await.until("the connection is cut", server::allClosedByClient);
            // What the kernel buffers on both sides comes on top of the 64 KB that we read.
            assertThat(sent.get()).isLessThan(32 << 20);
        }
    }

    @Test
    void answerThatIsNoHttp_isAFailureThatPasses() throws Exception {
        try (HostileServer server = HostileServer.start((connection, number) -> {
            HostileServer.readRequest(connection);
            HostileServer.write(connection, number == 1 ? "220 mail.example.org ESMTP\r\n\r\n" : OK);
            connection.close();
        })) {
            start(server, Spans.export().build());

            exporter.offer(Spans.span("x"));

            Await.until("the delivery", () -> exporter.account().delivered() == 1);
        }
    }

    @Test
    void hostileBody_isOneCleanBoundedLineInTheLogWithoutTheKey() throws Exception {
        try (LogCapture log = LogCapture.start();
                HostileServer server = HostileServer.start((connection, number) -> {
                    String head = HostileServer.readRequest(connection);
                    String body = "\u001b[31mred\r\n2026-01-01 INFO forged line\u0007 " + head + "z".repeat(5000);
                    HostileServer.write(
                            connection, "HTTP/1.1 400 Bad\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                })) {
            start(server, Spans.export().build());

            exporter.offer(Spans.span("x"));
            Await.until("the refusal", () -> exporter.account().dropped(DropReason.REJECTED) == 1);

            assertThat(log.ours(Level.WARNING)).singleElement().asString().satisfies(line -> {
                assertThat(line).contains("localhost", "400", "[31mred 2026-01-01 INFO forged line");
                assertThat(line)
                        .doesNotContain("\n", "\r", "\u001b", "\u0007", "zzzz")
                        .hasSizeLessThan(600);
            });
            assertThat(log.text()).doesNotContain(Spans.CANARY);
        }
    }

    @Test
    void hangingServer_leavesOtherTracersAlone() throws Exception {
        try (HostileServer hanging = HostileServer.start((connection, number) -> HostileServer.hang(connection));
                CollectorServer healthy = CollectorServer.start()) {
            start(hanging, Spans.export().build());
            TracerExporter other = TracerExporter.start(
                    Spans.tracer(
                            "other", healthy.url(), Spans.KEY, Spans.export().build()),
                    () -> Spans.KEY,
                    UnaryOperator.identity());

            exporter.offer(Spans.span("hangs"));
            Await.until("the request hangs", () -> exporter.account().inFlight() == 1);
            other.offer(Spans.span("arrives"));

            assertThat(other.flush(Duration.ofSeconds(10))).isTrue();
            assertThat(exporter.account().inFlight()).isEqualTo(1);
            other.close(Duration.ofSeconds(1));
        }
    }
}
