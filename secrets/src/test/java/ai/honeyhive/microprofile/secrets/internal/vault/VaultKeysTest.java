/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.internal.Await;
import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import ai.honeyhive.microprofile.secrets.internal.cli.CommandLine;
import ai.honeyhive.microprofile.secrets.internal.vault.VaultUnderTest.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A key ring that a transit engine unwraps, and the login with an AWS identity. */
class VaultKeysTest {

    private static final String SECRET_KEY = "canary-secret-access-key";

    private static VaultStandIn standIn;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        standIn = VaultStandIn.start();
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    static Stream<VaultUnderTest> servers() {
        return Stream.of(VaultUnderTest.of(standIn), VaultUnderTest.ofEnvironment())
                .filter(server -> server != null);
    }

    private Map<String, String> settings(VaultUnderTest server, Setup setup) {
        Map<String, String> settings = new HashMap<>();
        settings.put("mp.config.property.expressions.enabled", "false");
        settings.put("honeyhive.secrets.store.vault.address", server.address().toString());
        settings.put("honeyhive.secrets.store.vault.auth", "approle");
        settings.put("honeyhive.secrets.store.vault.role-id", server.roleId(setup));
        settings.put("honeyhive.secrets.store.vault.secret-id", server.secretId(setup));
        settings.put("honeyhive.secrets.keys-by", "vault:" + setup.mount() + "/app");
        if (server.ca() != null) {
            settings.put("honeyhive.secrets.store.vault.ca-file", server.ca().toString());
        }
        return settings;
    }

    private String file(String name, Map<String, String> settings) throws IOException {
        String text = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /** A ring of two keys, wrapped by the command line, and a value for each. */
    private Map<String, String> wrapped(VaultUnderTest server, Setup setup) throws Exception {
        server.approle(setup, "");
        Map<String, String> settings = settings(server, setup);
        String config = file("app.properties", settings);
        String ring = directory.resolve("ring.json").toString();
        CommandLine.run("", "keygen", "--keys", ring, "--id", "old");
        String old = CommandLine.run("pa$$word", "encrypt", "--keys", ring, "--property", "db.password");
        CommandLine.run("", "keygen", "--keys", ring, "--id", "new");
        String fresh = CommandLine.run("t0ken", "encrypt", "--keys", ring, "--property", "app.token");
        String text = CommandLine.run("", "wrap", "--keys", ring, "--config", config);
        assertThat(text).contains("\"wrapped\":\"vault:v1:").doesNotContain("\"k\":");
        settings.put("honeyhive.secrets.keys", text);
        settings.put("honeyhive.secrets.map.db.password", old.strip());
        settings.put("honeyhive.secrets.map.app.token", fresh.strip());
        return settings;
    }

    @ParameterizedTest
    @MethodSource("servers")
    void wrapped_ring_is_unwrapped_with_one_request_and_decrypts(VaultUnderTest server) throws Exception {
        Setup setup = server.setUpTransit();
        Map<String, String> settings = wrapped(server, setup);
        long before = standIn.count("POST " + setup.mount() + "/decrypt/app");
        try (TestConfig config = TestConfig.of(settings)) {
            assertThat(config.text("db.password")).isEqualTo("pa$$word");
            assertThat(config.text("app.token")).isEqualTo("t0ken");
        }
        if (server.name().equals("stand-in")) {
            assertThat(standIn.count("POST " + setup.mount() + "/decrypt/app") - before)
                    .isEqualTo(1);
        }
        server.admin("POST", setup.mount() + "/keys/app/rotate", "{}");
        try (TestConfig config = TestConfig.of(settings)) {
            assertThat(config.text("db.password")).as("after a rotation").isEqualTo("pa$$word");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void keys_that_are_made_wrapped_are_in_plain_nowhere_and_rotate_by_the_command_line(VaultUnderTest server)
            throws Exception {
        Setup setup = server.setUpTransit();
        server.approle(setup, "");
        Map<String, String> settings = settings(server, setup);
        String config = file("wrapping.properties", settings);
        String ring = directory.resolve("wrapped.json").toString();
        CommandLine.run("", "keygen", "--keys", ring, "--config", config, "--id", "one");
        String value =
                CommandLine.run("pa$$word", "encrypt", "--keys", ring, "--config", config, "--property", "db.password");
        String values = file("values.properties", Map.of("honeyhive.secrets.map.db.password", value.strip()));

        CommandLine.run("", "keygen", "--keys", ring, "--config", config, "--id", "two");
        assertThat(CommandLine.run("", "rotate", "--keys", ring, "--config", config, values))
                .contains("1 values are encrypted with key two");
        assertThat(CommandLine.run("", "check", "--keys", ring, "--config", config, values))
                .contains("ok ")
                .contains("db.password, key two");
        String text = Files.readString(Path.of(ring));
        assertThat(text)
                .containsSubsequence("\"kid\":\"two\"", "\"wrapped\":\"vault:v1:", "\"kid\":\"one\"", "\"wrapped\":");
        assertThat(text).doesNotContain("\"k\":");

        settings.put("honeyhive.secrets.keys", text);
        settings.put(
                "honeyhive.secrets.map.db.password",
                Files.readString(Path.of(values)).split("=", 2)[1].strip());
        try (TestConfig started = TestConfig.of(settings)) {
            assertThat(started.text("db.password")).isEqualTo("pa$$word");
        }
        settings.put("honeyhive.secrets.keys-by", "vault:" + setup.mount() + "/other");
        String refused = file("refused.properties", settings);
        assertThatThrownBy(() -> CommandLine.run("", "keygen", "--keys", ring, "--config", refused))
                .hasMessageContaining("must allow update on");
        assertThat(Path.of(ring)).hasContent(text);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void wrapped_key_under_another_id_is_refused(VaultUnderTest server) throws Exception {
        Setup setup = server.setUpTransit();
        Map<String, String> settings = wrapped(server, setup);
        settings.computeIfPresent(
                "honeyhive.secrets.keys",
                (name, ring) -> ring.replace("\"kid\":\"old\"", "\"kid\":\"x\"").replace("\"new\"", "\"old\""));
        assertThatThrownBy(() -> TestConfig.of(settings))
                .hasMessageContaining("does not decrypt key old")
                .hasMessageContaining("message authentication failed");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void policy_that_does_not_allow_it_is_named(VaultUnderTest server) throws Exception {
        Setup setup = server.setUpTransit();
        Map<String, String> settings = wrapped(server, setup);
        settings.put("honeyhive.secrets.keys-by", "vault:" + setup.mount() + "/other");
        assertThatThrownBy(() -> TestConfig.of(settings))
                .hasMessageContaining("must allow update on \"" + setup.mount() + "/decrypt/other\"");
    }

    @Test
    void start_waits_for_a_sealed_vault_within_the_budget() throws Exception {
        VaultUnderTest server = VaultUnderTest.of(standIn);
        Map<String, String> settings = wrapped(server, server.setUpTransit());
        server.admin("PUT", "sys/seal", null);
        long before = standIn.requests().size();
        CompletableFuture<String> started = CompletableFuture.supplyAsync(() -> {
            try (TestConfig config = TestConfig.of(settings)) {
                return config.text("app.token");
            }
        });
        Await.until("a second try", () -> standIn.requests().size() > before + 1);
        server.admin("PUT", "sys/test-unseal", null);
        assertThat(started.get()).isEqualTo("t0ken");
    }

    @Test
    void ring_and_setting_must_fit() throws Exception {
        VaultUnderTest server = VaultUnderTest.of(standIn);
        Map<String, String> settings = wrapped(server, server.setUpTransit());
        Map<String, String> nobody = new HashMap<>(settings);
        nobody.remove("honeyhive.secrets.keys-by");
        assertThatThrownBy(() -> TestConfig.of(nobody))
                .hasMessageContaining("is wrapped: honeyhive.secrets.keys-by says who can unwrap it");
        settings.put("honeyhive.secrets.keys-by", "file:ring");
        assertThatThrownBy(() -> TestConfig.of(settings))
                .hasMessageContaining("Allowed is a store of type vault")
                .hasMessageContaining("aws:alias/honeyhive");
    }

    /** Only the stand-in: OpenBao has no such login, and a Vault would ask AWS. */
    @Test
    void aws_identity_logs_in() throws Exception {
        VaultUnderTest server = VaultUnderTest.of(standIn);
        Setup setup = server.setUp("2");
        server.write(setup, "data/app", "{\"key\":\"one\"}");
        server.approle(setup, "");
        server.admin(
                "POST",
                "auth/aws/role/" + setup.role(),
                "{\"token_policies\":\"" + setup.policy() + "\",\"test_secret_key\":\"" + SECRET_KEY
                        + "\",\"test_server_id\":\"vault.example\"}");
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", SECRET_KEY);
        try {
            Map<String, String> settings = settings(server, setup);
            settings.put("honeyhive.secrets.store.vault.auth", "aws");
            settings.put("honeyhive.secrets.store.vault.role", setup.role());
            settings.put("honeyhive.secrets.store.vault.aws-server-id", "vault.example");
            settings.put("honeyhive.secrets.map.k", "vault:" + setup.mount() + "/app#key");
            try (TestConfig config = TestConfig.of(settings)) {
                assertThat(config.text("k")).isEqualTo("one");
            }
            settings.put("honeyhive.secrets.store.vault.aws-server-id", "elsewhere.example");
            assertThatThrownBy(() -> TestConfig.of(settings)).hasMessageContaining("refuses the login aws");
            settings.put("honeyhive.secrets.store.vault.aws-server-id", "vault.example");
            System.setProperty("aws.secretAccessKey", "canary-of-somebody-else");
            assertThatThrownBy(() -> TestConfig.of(settings))
                    .hasMessageContaining("refuses the login aws")
                    .hasMessageNotContaining("canary");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }
}
