/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.config.ExportConfig;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept and what is lost while nothing can be sent. */
class QueueTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private TracerExporter exporter;

    @AfterEach
    void close() {
        exporter.close(Duration.ofSeconds(1));
    }

    private void start(String url, ExportConfig export) {
        exporter = TracerExporter.start(Spans.tracer(url, export), () -> Spans.KEY, UnaryOperator.identity());
    }

    @Test
    void promptsOf256KbWithoutAServer_stayWithinTheBytes() throws Exception {
        long bound = 4 << 20;
        try (CollectorServer server =
                CollectorServer.start((request, number) -> CollectorServer.Answer.of(503, "down"))) {
            start(server.url(), Spans.export().queueBytes(bound).build());

            for (int i = 0; i < 200; i++) {
                exporter.offer(Spans.large("span" + i, 256 << 10));
                Account account = exporter.account();
                assertThat(account.queuedBytes()).isLessThanOrEqualTo(bound);
                assertBalanced(account);
            }

            Account account = exporter.account();
            assertThat(account.queued() + account.inFlight()).isEqualTo(15);
            assertThat(account.dropped(DropReason.QUEUE_FULL)).isEqualTo(185);

            server.answer((request, number) -> CollectorServer.Answer.OK);
            assertThat(exporter.flush(LONG)).isTrue();
            assertThat(server.stored()).hasSize(15).startsWith("span0", "span1");
            assertThat(exporter.account().queuedBytes()).isZero();
        }
    }

    @Test
    void textOutsideLatin1_countsTwoBytesACharacter() throws Exception {
        try (HostileServer server = HostileServer.start((connection, number) -> HostileServer.hang(connection))) {
            start(server.url(), Spans.export().build());

            exporter.offer(Spans.span("x", Attributes.of(Spans.CONTENT, "漢".repeat(10_000)), false));

            assertThat(exporter.account().queuedBytes()).isBetween(20_000L, 22_000L);
        }
    }

    @Test
    void tenMinutesDownAt20SpansASecond_keepsCriticalFirstAndCountsEveryLoss() throws Exception {
        int spans = 10 * 60 * 20;
        try (LogCapture log = LogCapture.start();
                CollectorServer server =
                        CollectorServer.start((request, number) -> CollectorServer.Answer.of(503, ""))) {
            // Room for about a thousand of these.
            start(server.url(), Spans.export().queueBytes(2 << 20).build());
            Set<String> critical = new HashSet<>();
            long slowest = 0;
            for (int i = 0; i < spans; i++) {
                boolean important = i % 20 == 0;
                SpanRecord record = Spans.span("span" + i, Attributes.of(Spans.CONTENT, "x".repeat(1000)), important);
                if (important) {
                    critical.add(record.name());
                }
                long start = System.nanoTime();
                exporter.offer(record);
                slowest = Math.max(slowest, System.nanoTime() - start);
                if (i % 100 == 0) {
                    assertBalanced(exporter.account());
                    assertThat(exporter.account().queuedBytes()).isLessThanOrEqualTo(2 << 20);
                }
            }
            Await.until("some attempts", () -> exporter.account().retries() > 5);
            Account down = exporter.account();
            assertThat(down.delivered()).isZero();
            assertThat(down.dropped()).containsOnlyKeys(DropReason.QUEUE_FULL);
            assertThat(down.produced()).isEqualTo(spans);
            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(1));
            Await.until(
                    "the loss is told",
                    () -> log.ours(Level.WARNING).stream()
                            .anyMatch(line -> line.contains("honeyhive.export.queue-bytes")));

            server.answer((request, number) -> CollectorServer.Answer.OK);

            assertThat(exporter.flush(LONG)).isTrue();
            assertThat(server.stored())
                    .doesNotHaveDuplicates()
                    .hasSize((int) (spans - down.droppedTotal()))
                    .containsAll(critical);
            assertBalanced(exporter.account());
        }
    }

    @Test
    void criticalSpans_areSentFirst() throws Exception {
        try (CollectorServer server = CollectorServer.start((request, number) -> CollectorServer.Answer.of(503, ""))) {
            start(server.url(), Spans.export().batchSize(2).build());
            exporter.offer(Spans.span("old"));
            Await.until("an attempt", () -> exporter.account().retries() > 0);
            exporter.offer(Spans.span("standard"));
            exporter.offer(Spans.critical("first"));
            exporter.offer(Spans.critical("second"));

            server.answer((request, number) -> CollectorServer.Answer.OK);

            assertThat(exporter.flush(LONG)).isTrue();
            assertThat(server.stored()).hasSize(4).startsWith("first", "second", "old");
        }
    }

    @Test
    void criticalSpansAlone_fillTheQueueAndNoMore() throws Exception {
        try (CollectorServer server = CollectorServer.start((request, number) -> CollectorServer.Answer.of(503, ""))) {
            start(server.url(), Spans.export().queueBytes(100_000).build());

            for (int i = 0; i < 1000; i++) {
                exporter.offer(Spans.critical("span" + i));
            }

            assertThat(exporter.account().queuedBytes()).isLessThanOrEqualTo(100_000);
            assertThat(exporter.account().dropped(DropReason.QUEUE_FULL)).isPositive();
            assertBalanced(exporter.account());
        }
    }

    @Test
    void spanLargerThanTheQueue_isLostAlone() throws Exception {
        try (CollectorServer server = CollectorServer.start()) {
            start(server.url(), Spans.export().queueBytes(100_000).build());

            exporter.offer(Spans.large("huge", 200_000));
            exporter.offer(Spans.span("small"));

            Await.until("the small one", () -> exporter.account().delivered() == 1);
            assertThat(exporter.account().dropped(DropReason.TOO_LARGE)).isEqualTo(1);
        }
    }

    @Test
    void requests_stayWithinSpansAndBytes() throws Exception {
        try (CollectorServer server = CollectorServer.start()) {
            start(
                    server.url(),
                    Spans.export()
                            .batchSize(10)
                            .requestBytes(50_000)
                            .delay(LONG)
                            .build());

            for (int i = 0; i < 40; i++) {
                exporter.offer(Spans.large("large" + i, 20_000));
            }
            for (int i = 0; i < 40; i++) {
                exporter.offer(Spans.span("small" + i));
            }

            assertThat(exporter.flush(LONG)).isTrue();
            assertThat(server.stored()).hasSize(80).doesNotHaveDuplicates();
            assertThat(server.received()).allSatisfy(request -> {
                assertThat(request.spans()).hasSizeLessThanOrEqualTo(10);
                assertThat(request.message().getSerializedSize()).isLessThanOrEqualTo(50_000);
            });
        }
    }

    @Test
    void account_addsUpAtEveryInstantWhileAllIsMoving() throws Exception {
        try (CollectorServer server = CollectorServer.start((request, number) -> switch (number % 5) {
            case 0 -> CollectorServer.Answer.of(503, "");
            case 1 -> CollectorServer.Answer.of(400, "");
            case 2 -> CollectorServer.Answer.of(413, "");
            default -> CollectorServer.Answer.OK;
        })) {
            start(server.url(), Spans.export().batchSize(50).queueBytes(300_000).build());
            AtomicBoolean done = new AtomicBoolean();
            List<Thread> producers = new ArrayList<>();
            for (int p = 0; p < 4; p++) {
                int producer = p;
                producers.add(new Thread(() -> {
                    for (int i = 0; i < 5000; i++) {
                        exporter.offer(
                                i % 7 == 0
                                        ? Spans.critical("c" + producer + "-" + i)
                                        : Spans.span("s" + producer + "-" + i));
                    }
                }));
            }
            producers.forEach(Thread::start);
            Thread closer = new Thread(() -> {
                try {
                    for (Thread producer : producers) {
                        producer.join();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exporter.close(Duration.ofSeconds(5));
                done.set(true);
            });
            closer.start();
            while (!done.get()) {
                assertBalanced(exporter.account());
            }

            Account end = exporter.account();
            assertBalanced(end);
            assertThat(end.produced()).isEqualTo(20_000);
            assertThat(end.queued() + end.inFlight() + end.queuedBytes()).isZero();
            assertThat(server.stored()).hasSize((int) end.delivered()).doesNotHaveDuplicates();
        }
    }

    private static void assertBalanced(Account account) {
        assertThat(account.delivered() + account.droppedTotal() + account.queued() + account.inFlight())
                .as(account.line())
                .isEqualTo(account.produced());
    }
}
