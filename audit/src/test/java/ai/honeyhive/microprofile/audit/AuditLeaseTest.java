/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several parts of one application, which come and go at different times. */
class AuditLeaseTest {

    @TempDir
    Path directory;

    @Test
    void partsOfOneApplication_shareOneLog_whichTheLastOneCloses() throws Exception {
        AuditLease secrets = AuditLease.of(Logs.signed(directory).build());
        AuditLease exporter = AuditLease.of(Logs.signed(directory).build());
        assertThat(exporter.log()).isSameAs(secrets.log());

        exporter.log().record(Logs.event(1));
        exporter.close();
        exporter.close();
        assertThat(secrets.log().record(Logs.event(2))).isTrue();
        secrets.close();

        try (Stream<Path> logs = Files.list(directory)) {
            assertThat(logs.filter(Files::isDirectory))
                    .extracting(Path::getFileName)
                    .containsExactly(Path.of("shop-1"));
        }
        assertThat(Logs.verify(directory.resolve("shop-1")).findings()).isEmpty();
        assertThat(Logs.lines(directory.resolve("shop-1")))
                .filteredOn(line -> line.contains("\"type\":\"secret.read\""))
                .hasSize(2);
        assertThat(Logs.lines(directory.resolve("shop-1"))
                        .get(Logs.lines(directory.resolve("shop-1")).size() - 1))
                .contains("audit.stopped");
    }

    @Test
    void whoComesAfterTheEnd_continuesTheSameLog() {
        for (int i = 0; i < 3; i++) {
            try (AuditLease lease = AuditLease.of(Logs.signed(directory).build())) {
                lease.log().record(Logs.event(i));
            }
        }
        assertThat(directory.resolve("shop-2")).doesNotExist();
        assertThat(Logs.lines(directory.resolve("shop-1")))
                .filteredOn(line -> line.contains("\"type\":\"secret.read\""))
                .hasSize(3);
    }

    @Test
    void otherApplicationInTheSameDirectory_hasALogOfItsOwn() {
        try (AuditLease shop = AuditLease.of(Logs.signed(directory).build());
                AuditLease bank =
                        AuditLease.of(Logs.signed(directory).application("bank").build())) {
            assertThat(bank.log()).isNotSameAs(shop.log());
        }
    }

    @Test
    void nothingIsOpened_whereTheLogIsNotEnabled() {
        assertThat(AuditLease.of(name -> Optional.empty())).isEmpty();
    }

    @Test
    void summaries_areAskedForRegularlyAndRecorded_untilTheyEnd() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (AuditLease lease = AuditLease.of(
                Logs.signed(directory).summaryInterval(Duration.ofMillis(1)).build())) {
            Runnable end = lease.log()
                    .summaries(() -> List.of(AuditEvent.of(AuditEventType.SPANS_DROPPED, Outcome.FAILURE)
                            .target("default")
                            .detail("queue_full", asked.incrementAndGet())
                            .build()));
            lease.log().summaries(() -> {
                throw new IllegalStateException("a summary that fails");
            });
            Logs.await("two summaries", () -> asked.get() >= 2);
            end.run();
        }
        assertThat(Logs.lines(directory.resolve("shop-1")))
                .filteredOn(line -> line.contains("\"type\":\"spans.dropped\""))
                .hasSizeGreaterThanOrEqualTo(2)
                .first()
                .asString()
                .contains("\"queue_full\":\"1\"");
    }

    @Test
    @Timeout(60)
    void close_isBoundedForAllSinksTogether_howeverManyHang() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(5);
        AuditSettings.Builder settings = Logs.signed(directory);
        for (int i = 0; i < 5; i++) {
            settings.sink(new AuditSink() {
                @Override
                public String name() {
                    return "hanging";
                }

                @Override
                public void write(List<AuditRecord> records) {
                    hanging.countDown();
                    boolean interrupted = false;
                    while (never.getCount() > 0) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            interrupted = true;
                        }
                    }
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }

                @Override
                public void close() {}
            });
        }
        AuditLease lease = AuditLease.of(settings.build());
        try {
            lease.log().record(Logs.event(1));
            assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
            long begun = System.nanoTime();
            lease.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
        } finally {
            never.countDown();
        }
    }
}
