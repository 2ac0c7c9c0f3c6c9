/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.Logs;
import ai.honeyhive.microprofile.audit.internal.verify.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

    @TempDir
    Path directory;

    private byte[] records;
    private byte[] checkpoints;

    @BeforeEach
    void write() throws IOException {
        try (AuditLog log =
                AuditLog.open(Logs.signed(directory.resolve("origin")).build())) {
            log.record(Logs.event(1));
            log.record(Logs.event(2));
            // As a crash would leave it: no end, only the checkpoint of the start.
            records = Files.readAllBytes(directory.resolve("origin/shop-1/audit-000001.jsonl"));
            checkpoints = Files.readAllBytes(directory.resolve("origin/shop-1/audit-000001.chk"));
        }
    }

    private Path crashed(String name, byte[] content) throws IOException {
        Path log = Files.createDirectories(directory.resolve(name).resolve("shop-1"));
        Files.write(log.resolve("audit-000001.jsonl"), content);
        Files.write(log.resolve("audit-000001.chk"), checkpoints);
        return log;
    }

    private void open(String name) {
        try (AuditLog log = AuditLog.open(Logs.signed(directory.resolve(name)).build())) {
            log.record(Logs.event(3));
        }
    }

    @Test
    void unfinishedLastRecord_atEachOfItsBytes_isSetAside() throws IOException {
        int start = new String(records, StandardCharsets.UTF_8).lastIndexOf("{\"v\":1");
        for (int end = start + 1; end < records.length; end += 7) {
            Path log = crashed("torn-" + end, Arrays.copyOf(records, end));
            open("torn-" + end);

            Report report = Logs.verify(log);
            assertThat(report.findings()).as("cut at %s", end).isEmpty();
            assertThat(Logs.lines(log))
                    .anyMatch(line -> line.contains("\"number\":\"1\""))
                    .noneMatch(line -> line.contains("\"number\":\"2\""))
                    .anyMatch(line -> line.contains("\"type\":\"audit.recovered\""));
            try (var files = Files.list(log)) {
                Path torn = files.filter(file -> file.toString().contains(".torn-"))
                        .findFirst()
                        .orElseThrow();
                assertThat(Files.size(torn)).isEqualTo(end - start);
            }
        }
    }

    @Test
    void zeroesAtTheEnd_areSetAside() throws IOException {
        Path log = crashed("zeroes", Arrays.copyOf(records, records.length + 4096));
        open("zeroes");
        assertThat(Logs.verify(log).findings()).isEmpty();
        assertThat(Logs.lines(log)).anyMatch(line -> line.contains("\"number\":\"2\""));
    }

    @Test
    void firstRecordUnfinished_theFileIsBegunAgain() throws IOException {
        Path log = crashed("header", Arrays.copyOf(records, 20));
        Files.write(log.resolve("audit-000001.chk"), new byte[0]);
        open("header");
        assertThat(Logs.verify(log).findings()).isEmpty();
    }

    @Test
    void changedRecordWithOthersAfterIt_isKeptAsItIsAndLoudlyRecorded() throws IOException {
        byte[] changed = records.clone();
        int at = new String(records, StandardCharsets.UTF_8).indexOf("\"number\":\"1\"");
        changed[at + 10] = '9';
        Path log = crashed("changed", changed);
        open("changed");

        assertThat(Files.readAllBytes(log.resolve("audit-000001.jsonl"))).isEqualTo(changed);
        assertThat(Logs.read(log.resolve("audit-000002.jsonl")))
                .contains("\"type\":\"audit.damaged\"", "\"reason\":\"damaged\"", "\"number\":\"3\"");
        assertThat(Logs.verify(log).exitCode()).isEqualTo(1);
    }

    @Test
    void fileShorterThanItsCheckpoint_isLoudlyRecorded() throws IOException {
        Path log = crashed("short", Arrays.copyOf(records, 200));
        open("short");
        assertThat(Logs.read(log.resolve("audit-000002.jsonl"))).contains("\"type\":\"audit.damaged\"");
        assertThat(Logs.verify(log).exitCode()).isEqualTo(1);
    }
}
