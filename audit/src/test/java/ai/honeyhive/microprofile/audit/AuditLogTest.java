/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

    @TempDir
    Path directory;

    private Path log() {
        return directory.resolve("audit").resolve("shop-1");
    }

    private AuditSettings.Builder settings() {
        return Logs.signed(directory.resolve("audit"));
    }

    @Test
    void recordAll_waitsOnceForAllOfThem_andTellsWhichMayNotGoOn() throws Exception {
        Path place = directory.resolve("not-a-directory-yet");
        Files.writeString(place, "");
        AuditEvent required =
                AuditEvent.of(AuditEventType.ADMIN_CALLED, Outcome.PENDING).build();
        try (AuditLog log = AuditLog.open(Logs.signed(place)
                .delivery(AuditEventType.ADMIN_CALLED, Delivery.REQUIRED)
                .build())) {
            assertThat(log.recordAll(List.of(Logs.event(1), required, Logs.event(2))))
                    .containsExactly(required);
            Files.delete(place);
            Logs.await(
                    "a log that can be written",
                    () -> log.recordAll(List.of(required)).isEmpty());
            assertThat(log.recordAll(List.of(Logs.event(4), required, Logs.event(5))))
                    .isEmpty();
            assertThat(Logs.lines(place.resolve("shop-1")))
                    .as("when the call returns")
                    .filteredOn(line -> line.contains("\"number\":\"4\"") || line.contains("\"number\":\"5\""))
                    .hasSize(2);
        }
    }

    @Test
    void durableRecord_isInTheFileWhenTheCallReturns() {
        try (AuditLog log = AuditLog.open(settings().build())) {
            AuditEvent event = AuditEvent.of(AuditEventType.SECRET_READ, Outcome.DENIED)
                    .actor("alice")
                    .target("db.password")
                    .reason("policy \"read\u001b[31m\n\u202e says no")
                    .trace("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
                    .detail("store", "vault")
                    .build();

            assertThat(log.record(event)).isTrue();

            String line = Logs.lines(log()).get(2);
            assertThat(line)
                    .startsWith("{\"v\":1,\"seq\":3,\"chk\":1,\"time\":\"")
                    .contains("\"type\":\"secret.read\",\"outcome\":\"denied\",\"app\":\"shop\",\"instance\":\"test\","
                            + "\"actor\":\"alice\",\"target\":\"db.password\","
                            + "\"reason\":\"policy \\\"read\\u001b[31m\\u000a\\u202e says no\","
                            + "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"span_id\":\"b7ad6b7169203331\","
                            + "\"details\":{\"store\":\"vault\"},\"hash\":\"");
        }
    }

    @Test
    void closedLog_verifiesAndIsContinuedByTheNext() throws IOException {
        for (int run = 0; run < 3; run++) {
            try (AuditLog log = AuditLog.open(settings().build())) {
                for (int i = 0; i < 10; i++) {
                    log.record(Logs.event(i));
                }
            }
            assertThat(Logs.verify(log()).findings()).isEmpty();
        }
        assertThat(Logs.verify(log()).records()).isEqualTo(1 + 3 * 12);
        assertThat(log().resolve("audit-000002.jsonl")).doesNotExist();
    }

    @Test
    void manyWriters_eachRecordIsThereOnceAndTheChainHolds() throws Exception {
        int writers = 16;
        int each = 200;
        try (AuditLog log = AuditLog.open(
                settings().rotation(64 * 1024, Duration.ofHours(1)).build())) {
            List<Thread> threads = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                int first = w * each;
                threads.add(new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        log.record(Logs.event(first + i));
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(Logs.verify(log()).findings()).isEmpty();
        assertThat(log().resolve("audit-000003.jsonl")).exists();
        List<Integer> found = Logs.lines(log()).stream()
                .map(Pattern.compile("\"number\":\"(\\d+)\"")::matcher)
                .filter(Matcher::find)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .sorted()
                .toList();
        assertThat(found).isEqualTo(IntStream.range(0, writers * each).boxed().toList());
    }

    @Test
    void filesAndDirectories_areTheOwnersAlone() throws IOException {
        AuditLog.open(settings().build()).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log())))
                .isEqualTo("rwx------");
        for (String file : List.of("audit-000001.jsonl", "audit-000001.chk")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log().resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("audit/hash.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void twoLogsOnOneDirectory_haveAChainEach() throws IOException {
        try (AuditLog first = AuditLog.open(settings().build());
                AuditLog second = AuditLog.open(settings().build())) {
            first.record(Logs.event(1));
            second.record(Logs.event(2));
        }
        Path other = directory.resolve("audit/shop-2");
        assertThat(Logs.verify(log()).findings()).isEmpty();
        assertThat(Logs.verify(other).findings()).isEmpty();
        assertThat(Logs.verify(other).log()).isNotEqualTo(Logs.verify(log()).log());
    }

    @Test
    void retention_deletesOldFilesAndTheRestStillVerifies() throws IOException {
        AuditSettings.Builder settings =
                settings().rotation(4096, Duration.ofHours(1)).retention(16 * 1024, Duration.ZERO);
        try (AuditLog log = AuditLog.open(settings.build())) {
            for (int i = 0; i < 300; i++) {
                log.record(Logs.event(i));
            }
        }
        assertThat(log().resolve("audit-000001.jsonl")).doesNotExist();
        assertThat(Logs.verify(log()).exitCode()).isZero();

        Path oldest;
        try (var files = Files.list(log())) {
            oldest = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(oldest);
        assertThat(Logs.verify(log()).exitCode()).isEqualTo(1);
    }

    @Test
    void anchor_getsEachCheckpointAndItsFailureIsNobodyElses() throws Exception {
        List<String> kept = new CopyOnWriteArrayList<>();
        boolean[] failed = new boolean[1];
        try (AuditLog log = AuditLog.open(settings()
                .anchor(line -> {
                    if (!failed[0]) {
                        failed[0] = true;
                        throw new IOException("no connection");
                    }
                    kept.add(line);
                })
                .build())) {
            assertThat(log.record(Logs.event(1))).isTrue();
            Logs.await("a checkpoint outside", () -> !kept.isEmpty());
        }
        assertThat(Logs.read(log().resolve("audit-000001.chk")).lines()).containsExactlyElementsOf(kept);
    }

    @Test
    void noSecretOfFingerprint_reachesAnyFile() throws IOException {
        String secret = "s3cr3t-canary-4711";
        try (AuditLog log = AuditLog.open(settings().build())) {
            String print = log.fingerprint(secret);
            assertThat(print).isEqualTo(log.fingerprint(secret)).matches("hmac-sha256:[0-9a-f]{64}");
            log.record(AuditEvent.of(AuditEventType.SECRET_ROTATED, Outcome.SUCCESS)
                    .detail("value", print)
                    .build());
        }
        assertThat(String.join("", Logs.lines(log()))).contains("hmac-sha256:").doesNotContain(secret);
    }

    @Test
    void longTexts_areCutAndSayHowMuch() {
        try (AuditLog log = AuditLog.open(settings().build())) {
            AuditEvent.Builder event =
                    AuditEvent.of(AuditEventType.CONFIG_LOADED, Outcome.SUCCESS).target("x".repeat(5000));
            for (int i = 0; i < 100; i++) {
                event.detail("d" + i, "y".repeat(1000));
            }
            log.record(event.build());
            String line = Logs.lines(log()).get(2);
            assertThat(line).contains("x".repeat(2048) + "…(+2952)\"").contains("\"left_out\":\"");
            assertThat(line.length()).isLessThan(17 * 1024);
        }
    }

    @Test
    void closedLog_leavesNoThreadAndRefusesWhatIsRequired() throws Exception {
        AuditLog log = AuditLog.open(settings()
                .application("leak-test")
                .delivery(AuditEventType.ADMIN_CALLED, Delivery.REQUIRED)
                .build());
        log.close();
        log.close();

        AuditEvent event =
                AuditEvent.of(AuditEventType.ADMIN_CALLED, Outcome.PENDING).build();
        assertThat(log.record(event)).isFalse();
        assertThat(log.record(Logs.event(1))).isTrue();
        assertThat(log.status().lost()).containsEntry("queue_full_or_closed", 2L);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("honeyhive-audit-leak-test"));
    }

    @Test
    void interruptedCaller_keepsItsInterruptAndItsRecord() {
        try (AuditLog log = AuditLog.open(settings().delivery(Delivery.REQUIRED).build())) {
            Thread.currentThread().interrupt();
            assertThat(log.record(Logs.event(7))).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
