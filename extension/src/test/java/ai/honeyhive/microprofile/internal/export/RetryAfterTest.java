/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.export.CollectorServer.Answer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that asks for time gets it. Time stands still unless moved, and jitter adds nothing. */
class RetryAfterTest {

    private final ManualTime time = new ManualTime();
    private TracerExporter exporter;

    @AfterEach
    void close() {
        exporter.close(Duration.ofSeconds(1));
    }

    private void start(CollectorServer server) {
        exporter = TracerExporter.start(
                Spans.tracer(
                        server.url(),
                        Spans.export().delay(Duration.ZERO).batchSize(5).build()),
                () -> Spans.KEY,
                UnaryOperator.identity(),
                time,
                () -> 0);
    }

    @Test
    void retryAfterSeconds_nothingIsSentBeforeTheyPass() throws Exception {
        retryAfter("120", 429);
    }

    @Test
    void retryAfterDate_nothingIsSentBeforeItPasses() throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                time.now().plusSeconds(120).atOffset(ZoneOffset.UTC));
        retryAfter(date, 503);
    }

    private void retryAfter(String value, int status) throws Exception {
        try (CollectorServer server = CollectorServer.start((request, number) ->
                number == 1 ? Answer.of(status, "slow down").with("Retry-After", value) : Answer.OK)) {
            start(server);

            exporter.offer(Spans.span("span0"));
            Await.until("the first answer", () -> exporter.account().retries() == 1);
            time.advance(Duration.ofMillis(119_900));
            exporter.offer(Spans.span("span1"));
            exporter.offer(Spans.critical("urgent"));
            assertThat(exporter.flush(Duration.ofMillis(50))).isFalse();
            time.letWorkerLook();

            assertThat(server.received()).hasSize(1);
            assertThat(exporter.account().queued()).isEqualTo(3);
            assertThat(exporter.account().inFlight()).isZero();

            time.advance(Duration.ofMillis(100));
            Await.until("all is delivered", () -> exporter.account().delivered() == 3);
            assertThat(server.received().get(1).names()).startsWith("urgent");
            assertThat(server.stored()).containsExactlyInAnyOrder("span0", "span1", "urgent");
            assertThat(exporter.account().droppedTotal()).isZero();
        }
    }

    @Test
    void close_doesNotSendBeforeRetryAfter() throws Exception {
        try (CollectorServer server =
                CollectorServer.start((request, number) -> Answer.of(429, "").with("Retry-After", "3600"))) {
            start(server);
            IntStream.range(0, 5).forEach(i -> exporter.offer(Spans.span("span" + i)));
            Await.until("the answer", () -> exporter.account().retries() == 1);

            long start = System.nanoTime();
            exporter.close(Duration.ofSeconds(10));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(server.received()).hasSize(1);
            assertThat(exporter.account().dropped(DropReason.SHUTDOWN)).isEqualTo(5);
        }
    }
}
