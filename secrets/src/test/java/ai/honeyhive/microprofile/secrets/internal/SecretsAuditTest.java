/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.audit.AuditLease;
import ai.honeyhive.microprofile.audit.AuditSettings;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.crypto.EncryptedValue;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit log says of the secrets, read from its file. */
class SecretsAuditTest {

    private static final String CANARY = "canary-7d1f0a";

    @TempDir
    private Path directory;

    @Test
    void secret_is_recorded_when_it_is_read_rotated_refused_and_readable_again() throws IOException {
        StagedStore.Stage stage = StagedStore.stage("audited");
        stage.gives("user", CANARY + "-user", "password", CANARY + "-one");
        try (TestConfig config = staged("audited", Map.of())) {
            stage.gives("user", CANARY + "-user", "password", CANARY + "-two");
            Await.until("the rotation", () -> (CANARY + "-two").equals(config.text("db.password")));
            stage.fails(Kind.DENIED);
            Await.until(
                    "many refusals",
                    () -> config.secrets().stores().get(0).failures().getOrDefault(Kind.DENIED, 0L) > 3);
            stage.gives("user", CANARY + "-user", "password", CANARY + "-two");
            Await.until("the recovery", () -> config.secrets().stores().get(0).healthy());
        }
        Await.endOfStore("audited");

        assertThat(records())
                .anySatisfy(line -> assertThat(line)
                        .contains("config.loaded", "\"target\":\"honeyhive.secrets\"")
                        .contains("\"db.password\":\"audited:app#password\""))
                .anySatisfy(line -> assertThat(line).contains("secret.read", "\"target\":\"db.user\""))
                .anySatisfy(line ->
                        assertThat(line).contains("secret.rotated", "\"target\":\"db.password\"", "hmac-sha256:"))
                .anySatisfy(line -> assertThat(line)
                        .contains("secret.read", "readable again", "\"target\":\"audited:app\"", "\"failures\":"));
        assertThat(of("secret.failed"))
                .as("one record, however often it fails")
                .singleElement()
                .asString()
                .contains("\"outcome\":\"denied\"", "\"target\":\"db.password,db.user\"");
        assertThat(of("secret.rotated")).as("the user was not rotated").hasSize(1);
        assertThat(String.join("\n", records())).doesNotContain(CANARY);
        VerifiedLog.isWhole(directory.resolve("audit"));
    }

    @Test
    void secrets_and_whoever_else_records_in_the_application_share_one_log() throws IOException {
        StagedStore.stage("shared").gives("user", "anna", "password", "b");
        try (AuditLease exporter = AuditLease.of(AuditSettings.builder(directory.resolve("audit"))
                        .application("shop")
                        .build());
                TestConfig config = staged("shared", Map.of())) {
            assertThat(config.text("db.user")).isEqualTo("anna");
        }
        Await.endOfStore("shared");
        try (Stream<Path> logs = Files.list(directory.resolve("audit"))) {
            assertThat(logs.filter(Files::isDirectory)).hasSize(1);
        }
        assertThat(of("audit.started")).hasSize(1);
    }

    @Test
    void required_record_that_cannot_be_written_keeps_the_secret_out_of_use() throws IOException {
        Files.writeString(directory.resolve("audit"), "a file, where the log needs a directory");
        StagedStore.stage("closed").gives("user", "anna", "password", "b");
        assertThatThrownBy(() -> staged(
                                "closed",
                                Map.of(
                                        "honeyhive.audit.delivery.secret.read",
                                        "required",
                                        "honeyhive.audit.timeout",
                                        "50ms",
                                        "honeyhive.secrets.boot-budget",
                                        "1s"))
                        .close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("honeyhive.audit.delivery requires a record");
        Await.endOfStore("closed");
    }

    @Test
    void durable_record_that_cannot_be_written_does_not_stop_the_application() throws IOException {
        Files.writeString(directory.resolve("audit"), "a file, where the log needs a directory");
        StagedStore.stage("open").gives("user", "anna", "password", "b");
        try (TestConfig config = staged("open", Map.of("honeyhive.audit.timeout", "50ms"))) {
            assertThat(config.text("db.user")).isEqualTo("anna");
        }
    }

    @Test
    void wrong_setting_of_the_log_fails_the_start_and_is_named() {
        StagedStore.stage("wrong").gives("user", "anna", "password", "b");
        assertThatThrownBy(() -> staged("wrong", Map.of("honeyhive.audit.delivery", "somehow"))
                        .close())
                .hasMessageContaining("honeyhive.audit.delivery")
                .hasMessageContaining("best-effort, durable or required");
    }

    @Test
    void decryption_is_recorded_with_the_id_of_its_key_and_a_failure_with_its_property() throws IOException {
        SecureRandom random = new SecureRandom();
        KeyRing ring = KeyRing.empty().withNewKey("key-of-2026", random);
        String jwe = EncryptedValue.encrypt(ring, "app.token", CANARY, random);
        Map<String, String> settings = audited();
        settings.put("honeyhive.secrets.keys", ring.toJwkSet());
        settings.put("honeyhive.secrets.map.app.token", "enc:" + jwe);
        try (TestConfig config = TestConfig.of(settings)) {
            assertThat(config.text("app.token")).isEqualTo(CANARY);
        }
        assertThat(of("key.used"))
                .singleElement()
                .asString()
                .contains("\"target\":\"key-of-2026\"", "\"properties\":\"app.token\"");

        settings.put("honeyhive.secrets.map.app.other", "enc:" + jwe);
        assertThatThrownBy(() -> TestConfig.of(settings).close()).isInstanceOf(IllegalStateException.class);
        assertThat(of("secret.failed")).singleElement().asString().contains("\"target\":\"app.other\"");
        assertThat(String.join("\n", records())).doesNotContain(CANARY, jwe);
    }

    private TestConfig staged(String store, Map<String, String> more) {
        Map<String, String> settings = audited();
        settings.put("honeyhive.secrets.store." + store + ".type", "staged");
        settings.put("honeyhive.secrets.store." + store + ".refresh", "100ms");
        settings.put("honeyhive.secrets.map.db.user", store + ":app#user");
        settings.put("honeyhive.secrets.map.db.password", store + ":app#password");
        settings.putAll(more);
        return TestConfig.of(settings);
    }

    private Map<String, String> audited() {
        return new HashMap<>(Map.of(
                "honeyhive.audit.enabled",
                "true",
                "honeyhive.audit.directory",
                directory.resolve("audit").toString(),
                "honeyhive.audit.application",
                "shop"));
    }

    private List<String> of(String type) throws IOException {
        return records().stream()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .toList();
    }

    private List<String> records() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory.resolve("audit"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
