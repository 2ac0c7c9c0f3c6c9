/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.internal.Await;
import ai.honeyhive.microprofile.secrets.internal.TestCertificate;
import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import ai.honeyhive.microprofile.secrets.internal.vault.VaultUnderTest.Setup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must be true of every Vault and OpenBao. Runs against the stand-in, and a real server where one is given. */
class VaultContractTest {

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

    @ParameterizedTest
    @MethodSource("servers")
    void approle_reads_version_two_with_all_its_types(VaultUnderTest server) {
        Setup setup = server.setUp("2");
        server.write(setup, "data/app", """
                {"text":"pa${ss}w$$d","flag":true,"n":42,"big":12345678901234567890,"list":[1],"nested":{"a":"b"},
                "nul":null,"uni":"\\u00e9\\u4e2d\\ud83d\\ude00","multi":"a\\nb"}""");
        try (TestConfig config = approle(
                server,
                setup,
                "",
                "honeyhive.secrets.import.app",
                "vault:" + setup.mount() + "/app#t*,f*,n*,b*,l*,u*,m*")) {
            assertThat(config.secrets().names())
                    .containsExactlyInAnyOrder("app.text", "app.flag", "app.n", "app.uni", "app.multi");
            assertThat(config.text("app.text")).isEqualTo("pa${ss}w$$d");
            assertThat(config.text("app.uni")).isEqualTo("é中😀");
            assertThat(config.secrets().get("app.n").version()).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void new_version_arrives_and_a_named_one_stays(VaultUnderTest server) {
        Setup setup = server.setUp("2");
        server.write(setup, "data/app", "{\"key\":\"one\"}");
        try (TestConfig config = approle(
                server,
                setup,
                "",
                "honeyhive.secrets.map.latest",
                "vault:" + setup.mount() + "/app#key",
                "honeyhive.secrets.map.first",
                "vault:" + setup.mount() + "/app#key@1")) {
            server.write(setup, "data/app", "{\"key\":\"two\"}");
            Await.until("version 2", () -> "two".equals(config.text("latest")));
            assertThat(config.text("first")).isEqualTo("one");
            assertThat(config.secrets().get("latest").version()).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void version_one_is_found_out_and_read(VaultUnderTest server) {
        Setup setup = server.setUp("1");
        server.write(setup, "app", "{\"key\":\"one\",\"ttl\":\"30m\"}");
        try (TestConfig config =
                approle(server, setup, "", "honeyhive.secrets.map.k", "vault:" + setup.mount() + "/app#key")) {
            assertThat(config.text("k")).isEqualTo("one");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void token_comes_from_a_file(VaultUnderTest server) throws Exception {
        Setup setup = server.setUp("2");
        server.write(setup, "data/app", "{\"key\":\"one\"}");
        String token = server.admin(
                        "POST", "auth/token/create", "{\"policies\":[\"" + setup.policy() + "\"],\"ttl\":\"1h\"}")
                .getJsonObject("auth")
                .getString("client_token");
        Path file = Files.writeString(directory.resolve("token"), token + "\n");
        try (TestConfig config = start(
                server,
                "honeyhive.secrets.store.vault.token-file",
                file.toString(),
                "honeyhive.secrets.map.k",
                "vault:" + setup.mount() + "/app#key")) {
            assertThat(config.text("k")).isEqualTo("one");
        }
        assertThat(server.admin("GET", setup.mount() + "/data/app", null)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void user_and_password_log_in(VaultUnderTest server) {
        Setup setup = server.setUp("2");
        server.write(setup, "data/app", "{\"key\":\"one\"}");
        server.enable("userpass");
        server.admin(
                "POST",
                "auth/userpass/users/" + setup.role(),
                "{\"password\":\"p$ {x}\",\"token_policies\":\"" + setup.policy() + "\"}");
        try (TestConfig config = start(
                server,
                "honeyhive.secrets.store.vault.auth",
                "userpass",
                "honeyhive.secrets.store.vault.username",
                setup.role(),
                "honeyhive.secrets.store.vault.password",
                "p$ {x}",
                "honeyhive.secrets.map.k",
                "vault:" + setup.mount() + "/app#key")) {
            assertThat(config.text("k")).isEqualTo("one");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void certificate_logs_in_and_a_replaced_one_does_at_the_next_login(VaultUnderTest server) throws Exception {
        Setup setup = server.setUp("2");
        server.write(setup, "data/app", "{\"key\":\"one\"}");
        server.enable("cert");
        TestCertificate first = TestCertificate.ofClient("app");
        TestCertificate second = TestCertificate.ofClient("app");
        server.certificate(setup, setup.role() + "-1", first);
        Path cert = Files.writeString(directory.resolve("client.pem"), Files.readString(first.pem()));
        Path key = Files.writeString(directory.resolve("client.key"), first.keyPem());
        try (TestConfig config = start(
                server,
                "honeyhive.secrets.store.vault.auth",
                "cert",
                "honeyhive.secrets.store.vault.client-cert-file",
                cert.toString(),
                "honeyhive.secrets.store.vault.client-key-file",
                key.toString(),
                "honeyhive.secrets.map.k",
                "vault:" + setup.mount() + "/app#key")) {
            assertThat(config.text("k")).isEqualTo("one");
            server.certificate(setup, setup.role() + "-2", second);
            Files.writeString(cert, Files.readString(second.pem()));
            Files.writeString(key, second.keyPem());
            server.admin("DELETE", "auth/cert/certs/" + setup.role() + "-1", null);
            // Longer than a token of the first one lives.
            writeForSeconds(server, setup, config, 5);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void certificate_that_is_no_good_is_told_without_its_key(VaultUnderTest server) throws Exception {
        Setup setup = server.setUp("2");
        server.enable("cert");
        TestCertificate stranger = TestCertificate.ofClient("stranger");
        Path key = Files.writeString(directory.resolve("client.key"), stranger.keyPem());
        assertCertificateFails(server, setup, stranger.pem(), key, "invalid certificate or no client certificate");
        Files.writeString(key, stranger.keyPem().replace("PRIVATE KEY", "EC PRIVATE KEY"));
        assertCertificateFails(server, setup, stranger.pem(), key, "openssl pkcs8");
        assertCertificateFails(server, setup, key, key, "holds no certificate");
    }

    private static void assertCertificateFails(VaultUnderTest server, Setup setup, Path cert, Path key, String why)
            throws Exception {
        String secret = Files.readString(key).lines().skip(1).findFirst().orElseThrow();
        assertThatThrownBy(() -> start(
                        server,
                        "honeyhive.secrets.store.vault.auth",
                        "cert",
                        "honeyhive.secrets.store.vault.client-cert-file",
                        cert.toString(),
                        "honeyhive.secrets.store.vault.client-key-file",
                        key.toString(),
                        "honeyhive.secrets.map.k",
                        "vault:" + setup.mount() + "/app#key"))
                .hasMessageContaining(why)
                .hasMessageNotContaining(secret);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void wrapped_secret_id_is_unwrapped_once_and_used_again(VaultUnderTest server) {
        Setup setup = server.setUp("2");
        server.write(setup, "data/app", "{\"key\":\"one\"}");
        server.approle(setup, "\"token_ttl\":\"2s\",\"token_max_ttl\":\"3s\"");
        String wrapping = server.ask("POST", "auth/approle/role/" + setup.role() + "/secret-id", "{}", null, "60s")
                .getJsonObject("wrap_info")
                .getString("token");
        try (TestConfig config = wrapped(server, setup, wrapping)) {
            server.write(setup, "data/app", "{\"key\":\"two\"}");
            Await.until("version 2", () -> "two".equals(config.text("k")));
        }
        assertThatThrownBy(() -> wrapped(server, setup, wrapping)).hasMessageContaining("a wrapping token works once");
    }

    private static TestConfig wrapped(VaultUnderTest server, Setup setup, String wrapping) {
        return start(
                server,
                "honeyhive.secrets.store.vault.auth",
                "approle",
                "honeyhive.secrets.store.vault.wrapped",
                "true",
                "honeyhive.secrets.store.vault.role-id",
                server.roleId(setup),
                "honeyhive.secrets.store.vault.secret-id",
                wrapping,
                "honeyhive.secrets.map.k",
                "vault:" + setup.mount() + "/app#key");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void token_at_its_maximum_is_replaced_by_a_new_login(VaultUnderTest server) {
        Setup setup = server.setUp("2");
        server.write(setup, "data/app", "{\"key\":\"0\"}");
        try (TestConfig config = approle(
                server,
                setup,
                "\"token_ttl\":\"6s\",\"token_max_ttl\":\"9s\"",
                "honeyhive.secrets.map.k",
                "vault:" + setup.mount() + "/app#key")) {
            writeForSeconds(server, setup, config, 11);
            assertThat(config.secrets().stores().get(0).failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void token_of_a_one_use_secret_id_lives_on_by_renewal(VaultUnderTest server) {
        Setup setup = server.setUp("2");
        server.write(setup, "data/app", "{\"key\":\"0\"}");
        try (TestConfig config = approle(
                server,
                setup,
                "\"token_ttl\":\"9s\",\"secret_id_num_uses\":1",
                "honeyhive.secrets.map.k",
                "vault:" + setup.mount() + "/app#key")) {
            writeForSeconds(server, setup, config, 11);
            assertThat(config.secrets().stores().get(0).failures()).isEmpty();
        }
    }

    /**
     * Rotates until longer than a token would live, and waits for each version to arrive. The tokens live long enough for a
     * busy machine to be late by seconds.
     */
    private static void writeForSeconds(VaultUnderTest server, Setup setup, TestConfig config, int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (int i = 1; System.nanoTime() - end < 0; i++) {
            String value = Integer.toString(i);
            server.write(setup, "data/app", "{\"key\":\"" + value + "\"}");
            Await.until("value " + value, () -> value.equals(config.text("k")));
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void namespace_is_where_everything_is_looked_for(VaultUnderTest server) {
        server.ask("POST", "sys/namespaces/team1", "{}", null, null);
        server.ask("POST", "sys/mounts/nskv", "{\"type\":\"kv\",\"options\":{\"version\":\"2\"}}", "team1", null);
        server.ask("POST", "nskv/data/app", "{\"data\":{\"key\":\"in the namespace\"}}", "team1", null);
        try (TestConfig config = start(
                server,
                "honeyhive.secrets.store.vault.token",
                server.root(),
                "honeyhive.secrets.store.vault.namespace",
                "team1",
                "honeyhive.secrets.map.k",
                "vault:nskv/app#key")) {
            assertThat(config.text("k")).isEqualTo("in the namespace");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void what_is_not_there_says_why(VaultUnderTest server) {
        Setup setup = server.setUp("2");
        server.write(setup, "data/deleted", "{\"key\":\"x\"}");
        server.admin("DELETE", setup.mount() + "/data/deleted", null);
        server.write(setup, "data/destroyed", "{\"key\":\"x\"}");
        server.admin("PUT", setup.mount() + "/destroy/destroyed", "{\"versions\":[1]}");
        assertFails(server, setup.mount() + "/none#key", "has nothing under vault:" + setup.mount() + "/none");
        assertFails(server, setup.mount() + "/deleted#key", "version 1, has been deleted");
        assertFails(server, setup.mount() + "/destroyed#key", "version 1, has been destroyed");
        assertFails(server, "nosuchmount/app#key", "check the mount and the policy");
        assertFails(server, "slashless#key", "does not begin with the mount");
        assertFails(server, setup.mount() + "/app#key@latest", "a version is a number");
        assertFails(
                server,
                setup.mount() + "/app#key",
                "Invalid path for a versioned K/V",
                "honeyhive.secrets.store.vault.kv-version",
                "1");
    }

    private static void assertFails(VaultUnderTest server, String reference, String why, String... more) {
        Map<String, String> settings = settings(server);
        settings.put("honeyhive.secrets.store.vault.token", server.root());
        settings.put("honeyhive.secrets.map.k", "vault:" + reference);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        assertThatThrownBy(() -> TestConfig.of(settings)).hasMessageContaining(why);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void policy_that_does_not_allow_it_is_named_as_it_must_be(VaultUnderTest server) {
        Setup setup = server.setUp("2");
        server.write(setup, "data/app", "{\"key\":\"x\"}");
        server.write(setup, "data/other", "{\"key\":\"x\"}");
        assertThatThrownBy(() -> approle(
                        server,
                        setup,
                        "",
                        "honeyhive.secrets.map.k",
                        "vault:" + setup.mount() + "/other#key",
                        "honeyhive.secrets.store.vault.kv-version",
                        "2"))
                .hasMessageContaining("must allow read on \"" + setup.mount() + "/data/other\"");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void wrong_login_is_told_without_what_it_was_tried_with(VaultUnderTest server) {
        Setup setup = server.setUp("2");
        server.approle(setup, "");
        assertThatThrownBy(() -> start(
                        server,
                        "honeyhive.secrets.store.vault.auth",
                        "approle",
                        "honeyhive.secrets.store.vault.role-id",
                        server.roleId(setup),
                        "honeyhive.secrets.store.vault.secret-id",
                        "canary-secret-id",
                        "honeyhive.secrets.map.k",
                        "vault:" + setup.mount() + "/app#key"))
                .hasMessageContaining("invalid role or secret ID")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> start(
                        server,
                        "honeyhive.secrets.store.vault.token",
                        "canary-token",
                        "honeyhive.secrets.map.k",
                        "vault:" + setup.mount() + "/app#key"))
                .hasMessageContaining("does not know the token")
                .hasMessageNotContaining("canary");
    }

    static TestConfig approle(VaultUnderTest server, Setup setup, String limits, String... settings) {
        server.approle(setup, limits);
        Map<String, String> all = settings(server);
        all.put("honeyhive.secrets.store.vault.auth", "approle");
        all.put("honeyhive.secrets.store.vault.role-id", server.roleId(setup));
        all.put("honeyhive.secrets.store.vault.secret-id", server.secretId(setup));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return TestConfig.of(all);
    }

    private static TestConfig start(VaultUnderTest server, String... settings) {
        Map<String, String> all = settings(server);
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return TestConfig.of(all);
    }

    private static Map<String, String> settings(VaultUnderTest server) {
        Map<String, String> settings = new HashMap<>();
        settings.put("mp.config.property.expressions.enabled", "false");
        settings.put("honeyhive.secrets.store.vault.address", server.address().toString());
        settings.put("honeyhive.secrets.store.vault.refresh", "100ms");
        if (server.ca() != null) {
            settings.put("honeyhive.secrets.store.vault.ca-file", server.ca().toString());
        }
        return settings;
    }
}
