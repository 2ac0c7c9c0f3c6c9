/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.audit.AuditRecord;
import ai.honeyhive.microprofile.audit.Logs;
import ai.honeyhive.microprofile.audit.internal.file.Committer.Fate;
import ai.honeyhive.microprofile.audit.internal.record.SigningKey;
import ai.honeyhive.microprofile.audit.internal.verify.Finding;
import ai.honeyhive.microprofile.audit.internal.verify.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingDiskTest {

    private static final long LONG = Duration.ofSeconds(60).toNanos();

    @TempDir
    Path root;

    private final FaultyDisk disk = new FaultyDisk();
    private final List<AuditRecord> copies = new CopyOnWriteArrayList<>();
    private Committer committer;

    private void start(int capacity) {
        FileSettings settings = new FileSettings(
                root,
                "shop",
                1 << 20,
                Duration.ofHours(1),
                0,
                Duration.ZERO,
                Duration.ofMinutes(1),
                SigningKey.parse(Logs.PAIR.privatePem()));
        committer = new Committer(settings, "test", capacity, line -> {}, copies::addAll, disk);
        committer.start();
    }

    @AfterEach
    void close() {
        disk.hangs.countDown();
        committer.close(Duration.ofSeconds(60));
    }

    private Path log() {
        return root.resolve("shop-1");
    }

    private Fate record(int number) {
        return committer.record(Logs.event(number), 100, LONG);
    }

    @Test
    void fullDisk_refusesAndCutsOffWhatItWroteAndGoesOnWhenThereIsRoom() throws IOException {
        start(64);
        assertThat(record(1)).isEqualTo(Fate.DURABLE);
        disk.space = 100;
        assertThat(record(2)).isEqualTo(Fate.LOST);
        assertThat(record(3)).isEqualTo(Fate.LOST);
        assertThat(committer.isWorking()).isFalse();
        disk.space = Long.MAX_VALUE;
        assertThat(record(4)).isEqualTo(Fate.DURABLE);
        close();

        Report report = Logs.verify(log());
        assertThat(report.findings()).isEmpty();
        String all = String.join("\n", Logs.lines(log()));
        assertThat(all)
                .contains("\"type\":\"audit.gap\"", "\"write_failed\":\"2\"", "\"number\":\"4\"")
                .doesNotContain("\"number\":\"2\"", "\"number\":\"3\"");
        assertThat(log().resolve("audit-000002.jsonl")).doesNotExist();
        assertThat(copies.stream().filter(copy -> copy.sequence() == 0).map(AuditRecord::line))
                .hasSize(2)
                .allMatch(line -> !line.contains("\"hash\""));
    }

    @Test
    void failedSync_isNeverAskedAgainOfTheSameFile() throws IOException {
        start(64);
        assertThat(record(1)).isEqualTo(Fate.DURABLE);
        disk.syncFails = true;
        disk.truncateFails = true;
        assertThat(record(2)).isEqualTo(Fate.LOST);
        disk.syncFails = false;
        disk.truncateFails = false;
        assertThat(record(3)).isEqualTo(Fate.DURABLE);
        close();

        Report report = Logs.verify(log());
        assertThat(report.exitCode()).isZero();
        assertThat(report.first(Finding.Kind.NOTE).message()).contains("never acknowledged");
        assertThat(Logs.lines(log())).anyMatch(line -> line.contains("\"reason\":\"failure\""));
    }

    @Test
    void hangingDisk_holdsNoCallerLongerThanItsTimeoutAndKeepsTheHeap() throws Exception {
        start(16);
        assertThat(record(1)).isEqualTo(Fate.DURABLE);
        disk.hangs = new CountDownLatch(1);
        assertThat(committer.record(Logs.event(2), 100, 1_000_000)).isEqualTo(Fate.UNKNOWN);
        assertThat(committer.isWorking()).isFalse();
        int lost = 0;
        for (int i = 0; i < 100; i++) {
            lost += committer.record(Logs.event(i), 100, 0) == Fate.LOST ? 1 : 0;
        }
        assertThat(lost).isBetween(68, 99);
        assertThat(committer.queued()).isLessThanOrEqualTo(16);
        disk.hangs.countDown();
        Logs.await("works again", committer::isWorking);
        close();
        assertThat(Logs.verify(log()).findings()).isEmpty();
        assertThat(String.join("", Logs.lines(log()))).contains("\"queue_full_or_closed\":\"" + lost + "\"");
    }

    @Test
    void deletedFile_isNoticedAndTheRecordWrittenToANewOne() throws IOException {
        start(64);
        assertThat(record(1)).isEqualTo(Fate.DURABLE);
        Files.delete(log().resolve("audit-000001.jsonl"));
        assertThat(record(2)).isEqualTo(Fate.DURABLE);
        close();
        assertThat(Logs.read(log().resolve("audit-000002.jsonl"))).contains("\"number\":\"2\"");
        assertThat(Logs.verify(log()).exitCode()).isEqualTo(1);
    }

    @Test
    void fileCopiedAndTruncatedByLogrotate_isNoticed() throws IOException {
        start(64);
        assertThat(record(1)).isEqualTo(Fate.DURABLE);
        Files.write(log().resolve("audit-000001.jsonl"), new byte[0]);
        assertThat(record(2)).isEqualTo(Fate.DURABLE);
        close();
        assertThat(Logs.read(log().resolve("audit-000002.jsonl"))).contains("\"number\":\"2\"");
    }

    @Test
    void directoryMovedAway_isMadeAgain() throws IOException {
        start(64);
        assertThat(record(1)).isEqualTo(Fate.DURABLE);
        Files.move(log(), root.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(record(2)).isEqualTo(Fate.DURABLE);
    }

    @Test
    void noDirectoryAtStart_isTriedAgain() throws Exception {
        Files.delete(root);
        Files.writeString(root, "a file");
        start(64);
        assertThat(record(1)).isEqualTo(Fate.LOST);
        Files.delete(root);
        assertThat(record(2)).isEqualTo(Fate.DURABLE);
        close();
        assertThat(Logs.verify(log()).exitCode()).isZero();
    }
}
