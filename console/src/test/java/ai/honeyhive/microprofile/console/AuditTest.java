/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.AuditSettings;
import ai.honeyhive.microprofile.audit.Logs;
import ai.honeyhive.microprofile.audit.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that the audit module itself has written and signed, as the console shows them. */
class AuditTest {
    @TempDir
    Path folder;

    private Path logs;
    private Path key;

    @BeforeEach
    void write() throws Exception {
        logs = folder.resolve("logs");
        key = Files.writeString(folder.resolve("public.pem"), Logs.PAIR.publicPem());
        AuditSettings settings = Logs.signed(logs).build();
        try (AuditLog log = AuditLog.open(settings)) {
            log.record(AuditEvent.of(AuditEventType.SECRET_READ, Outcome.SUCCESS)
                    .target("db.password")
                    .detail("store", "vault")
                    .build());
            log.record(AuditEvent.of(AuditEventType.SECRET_FAILED, Outcome.FAILURE)
                    .target("<script>alert(1)</script>")
                    .build());
        }
    }

    @Test
    void soundLog_isVerifiedToItsLastRecord() {
        try (RunningConsole console = RunningConsole.auditing(logs, key)) {
            JsonNode answer = console.read("/api/audit");

            assertThat(answer.path("configured").asBoolean()).isTrue();
            JsonNode log = answer.at("/logs/0");
            assertThat(log.path("verdict").asText()).isEqualTo("ok");
            assertThat(log.path("findings")).isEmpty();
            assertThat(log.path("covered").asLong())
                    .isEqualTo(log.path("sequence").asLong());
            assertThat(log.path("newest"))
                    .allSatisfy(
                            record -> assertThat(record.path("state").asText()).isEqualTo("covered"));
            assertThat(log.at("/newest/0/seq").asLong())
                    .isEqualTo(log.path("sequence").asLong());

            JsonNode failed = console.read("/api/audit?type=secret.failed&outcome=failure")
                    .at("/logs/0/newest");
            assertThat(failed)
                    .singleElement()
                    .satisfies(record ->
                            assertThat(record.path("target").asText()).isEqualTo("<script>alert(1)</script>"));
        }
    }

    @Test
    void changedRecord_breaksTheLogFromThereOnAndIsSeenWithoutARestart() throws IOException {
        try (RunningConsole console = RunningConsole.auditing(logs, key)) {
            assertThat(console.read("/api/audit").at("/logs/0/verdict").asText())
                    .isEqualTo("ok");
            Path file;
            try (var files = Files.list(directory(console))) {
                file = files.filter(path -> path.toString().endsWith(".jsonl"))
                        .findFirst()
                        .orElseThrow();
            }
            FileTime before = Files.getLastModifiedTime(file);
            Files.writeString(file, Files.readString(file).replace("db.password", "db.passw0rd"));
            Files.setLastModifiedTime(file, before);

            JsonNode log = console.read("/api/audit").at("/logs/0");
            assertThat(log.path("verdict").asText()).isEqualTo("broken");
            assertThat(log.at("/findings/0/message").asText()).contains("the record was changed");
            List<String> states = log.path("newest").findValuesAsText("state");
            assertThat(states.get(0)).isEqualTo("unverified");
            assertThat(states.get(states.size() - 1)).isNotEqualTo("unverified");
        }
    }

    @Test
    void withoutAKey_signaturesAreSaidToBeUnchecked() {
        try (RunningConsole console = RunningConsole.auditing(logs, null)) {
            JsonNode answer = console.read("/api/audit");
            assertThat(answer.path("signatures").asBoolean()).isFalse();
            assertThat(answer.at("/logs/0/verdict").asText()).isEqualTo("incomplete");
            assertThat(answer.at("/logs/0/findings/0/message").asText()).contains("no public key was given");
        }
    }

    @Test
    void withoutADirectory_thereIsNothing() {
        try (RunningConsole console = RunningConsole.inMemory()) {
            assertThat(console.read("/api/audit").toString())
                    .isEqualTo("{\"configured\":false,\"signatures\":false,\"logs\":[]}");
        }
    }

    private static Path directory(RunningConsole console) {
        return Path.of(console.read("/api/audit").at("/logs/0/directory").asText());
    }
}
