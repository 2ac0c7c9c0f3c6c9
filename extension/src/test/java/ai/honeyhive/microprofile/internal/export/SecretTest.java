/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The key is on the wire and nowhere else, whatever goes wrong and however loud the log is. */
class SecretTest {

    @Test
    void key_isInNoLogThreadNameOrAccount() throws Exception {
        try (LogCapture log = LogCapture.start()) {
            for (HostileServer.Behaviour behaviour : new HostileServer.Behaviour[] {
                (connection, number) -> HostileServer.reset(connection),
                (connection, number) -> HostileServer.hang(connection),
                (connection, number) -> HostileServer.write(connection, HostileServer.readRequest(connection)),
                (connection, number) -> echo(connection, 401),
                (connection, number) -> echo(connection, 503),
                (connection, number) -> echo(connection, 302),
                (connection, number) -> echo(connection, 999)
            }) {
                try (HostileServer server = HostileServer.start(behaviour)) {
                    fail(server.url());
                    fail(server.url().replace("http:", "https:"));
                }
            }
            fail("http://localhost:1");
            fail("http://nowhere.invalid");

            assertThat(log.text())
                    .contains("HoneyHive tracer 'payments'", "401", "503")
                    .doesNotContain(Spans.CANARY)
                    .doesNotContain(Spans.CANARY.substring(3, 20));
        }
    }

    /** The JDK logs such a line, as it was sent, at its own debug level; we do not. */
    @Test
    void keyInAStatusLine_isNotInOurLog() throws Exception {
        try (LogCapture log = LogCapture.start();
                HostileServer server = HostileServer.start((connection, number) -> {
                    HostileServer.readRequest(connection);
                    HostileServer.write(connection, "Authorization: Bearer " + Spans.CANARY + "\r\n\r\n");
                })) {
            Await.until("the line is told", () -> {
                fail(server.url());
                return log.ours().contains("Invalid status line");
            });

            assertThat(log.ours()).doesNotContain(Spans.CANARY);
        }
    }

    /** Answers with what it got, key included, in head and body. */
    private static void echo(java.net.Socket connection, int status) throws Exception {
        String head = HostileServer.readRequest(connection);
        HostileServer.write(
                connection,
                "HTTP/1.1 " + status + " " + Spans.CANARY + "\r\nLocation: http://localhost/" + Spans.CANARY
                        + "\r\nRetry-After: " + Spans.CANARY + "\r\nContent-Length: " + head.length() + "\r\n\r\n"
                        + head);
    }

    private static void fail(String url) {
        TracerExporter exporter = TracerExporter.start(
                Spans.tracer(url, Spans.export().timeout(Duration.ofMillis(200)).build()),
                () -> Spans.KEY,
                UnaryOperator.identity());
        exporter.offer(Spans.span("x"));
        Await.until("a failure", () -> exporter.account().lastFailure() != null);
        assertThat(Threads.ofAll()).noneMatch(name -> name.contains(Spans.CANARY));
        assertThat(exporter.account().toString()).doesNotContain(Spans.CANARY);
        exporter.close(Duration.ofMillis(100));
    }
}
