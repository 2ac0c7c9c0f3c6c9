/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.StoreStatus;
import ai.honeyhive.microprofile.secrets.internal.Await;
import ai.honeyhive.microprofile.secrets.internal.TestCertificate;
import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import ai.honeyhive.microprofile.secrets.internal.vault.VaultUnderTest.Setup;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with a server, played on the stand-in: no real one can be told to. */
class VaultDrillTest {

    private static final String LOGIN = "POST auth/approle/login";

    @TempDir
    private Path directory;

    private VaultStandIn standIn;
    private VaultUnderTest server;
    private Setup setup;

    @BeforeEach
    void start() {
        standIn = VaultStandIn.start();
        server = VaultUnderTest.of(standIn);
        setup = server.setUp("2");
        server.write(setup, "data/app", "{\"key\":\"good\"}");
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void sealed_server_leaves_the_last_value_and_comes_back() {
        try (TestConfig config = config()) {
            server.admin("PUT", "sys/seal", "{}");
            Await.until("the failure", () -> failures(config, Kind.UNAVAILABLE) > 0);
            assertThat(config.text("k")).isEqualTo("good");
            assertThat(status(config).lastFailure()).contains("Vault is sealed");
            server.admin("PUT", "sys/test-unseal", "{}");
            server.write(setup, "data/app", "{\"key\":\"again\"}");
            Await.until("the recovery", () -> "again".equals(config.text("k")));
        }
    }

    @Test
    void refusals_without_end_lead_to_one_more_login_and_no_storm() {
        long begin = System.nanoTime();
        try (TestConfig config = config()) {
            assertThat(standIn.count(LOGIN)).isEqualTo(1);
            standIn.fault(exchange -> {
                if (!exchange.getRequestURI().getPath().contains("/data/")) {
                    return false;
                }
                VaultStandIn.send(exchange, 403, VaultStandInState.DENIED.body());
                return true;
            });
            Await.until("many refusals", () -> failures(config, Kind.DENIED) > 10);
            // One more for every half minute, should this machine need as long as that.
            long more = (System.nanoTime() - begin) / 30_000_000_000L;
            assertThat(standIn.count(LOGIN)).isBetween(2L, 2 + more);
            assertThat(config.text("k")).isEqualTo("good");
        }
    }

    @Test
    void token_that_somebody_revoked_is_replaced_within_the_same_read() {
        try (TestConfig config = config()) {
            AtomicBoolean once = new AtomicBoolean();
            standIn.fault(exchange -> {
                if (!exchange.getRequestURI().getPath().contains("/data/") || once.getAndSet(true)) {
                    return false;
                }
                VaultStandIn.send(exchange, 403, VaultStandInState.DENIED.body());
                return true;
            });
            server.write(setup, "data/app", "{\"key\":\"new\"}");
            Await.until("the new value", () -> "new".equals(config.text("k")));
            assertThat(standIn.count(LOGIN)).isEqualTo(2);
            assertThat(status(config).failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {412, 429, 472, 473, 500, 502, 503})
    void answer_that_says_later_is_tried_again(int status) {
        AtomicInteger left = new AtomicInteger(3);
        standIn.fault(exchange -> {
            if (left.getAndDecrement() <= 0) {
                return false;
            }
            VaultStandIn.send(
                    exchange, status, VaultStandInState.errors(status, "later").body());
            return true;
        });
        try (TestConfig config = config()) {
            assertThat(config.text("k")).isEqualTo("good");
        }
    }

    @Test
    void cut_off_oversized_and_malformed_answers_replace_nothing() {
        try (TestConfig config = config()) {
            List<VaultStandIn.Fault> faults = List.of(
                    exchange -> {
                        exchange.sendResponseHeaders(200, 1000);
                        exchange.getResponseBody()
                                .write("{\"data\":{\"data\":{\"key\":\"bad".getBytes(StandardCharsets.UTF_8));
                        return true;
                    },
                    exchange -> {
                        exchange.sendResponseHeaders(200, 0);
                        byte[] part = "{\"data\":{\"data\":{\"key\":\"bad\"}}}    "
                                .repeat(1000)
                                .getBytes(StandardCharsets.UTF_8);
                        for (int i = 0; i < 200; i++) {
                            exchange.getResponseBody().write(part);
                        }
                        return true;
                    },
                    exchange -> {
                        byte[] html = "<html>bad</html>".getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, html.length);
                        exchange.getResponseBody().write(html);
                        return true;
                    },
                    exchange -> {
                        VaultStandIn.send(
                                exchange,
                                200,
                                VaultStandInState.data(jakarta.json.JsonValue.EMPTY_JSON_OBJECT)
                                        .body());
                        return true;
                    });
            for (VaultStandIn.Fault fault : faults) {
                long before = allFailures(config);
                standIn.fault(
                        exchange -> exchange.getRequestURI().getPath().contains("/data/") && fault.answer(exchange));
                Await.until("the failure", () -> allFailures(config) > before + 1);
                assertThat(config.text("k")).isEqualTo("good");
                // A good answer between them: pauses grow with failures in a row.
                standIn.fault(exchange -> false);
                Await.until("the recovery", () -> status(config).healthy());
            }
        }
    }

    @Test
    void hanging_server_is_given_up_after_the_timeout() {
        CountDownLatch hang = new CountDownLatch(1);
        try (TestConfig config = config("honeyhive.secrets.store.vault.timeout", "2s")) {
            standIn.fault(exchange -> {
                try {
                    hang.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return true;
            });
            Await.until("the failure", () -> failures(config, Kind.UNAVAILABLE) > 0);
            assertThat(status(config).lastFailure()).contains("has not answered within");
            assertThat(config.text("k")).isEqualTo("good");
        } finally {
            hang.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirect_takes_the_token_nowhere(int status) throws Exception {
        List<String> stolen = new CopyOnWriteArrayList<>();
        HttpServer foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        foreign.createContext("/", exchange -> {
            stolen.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Vault-Token")));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        foreign.start();
        try (TestConfig config = config()) {
            standIn.fault(exchange -> {
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                "http://127.0.0.1:" + foreign.getAddress().getPort() + "/v1/x");
                exchange.sendResponseHeaders(status, -1);
                return true;
            });
            Await.until("the failure", () -> failures(config, Kind.UNAVAILABLE) > 2);
            assertThat(status(config).lastFailure()).contains("redirects (HTTP " + status + ")");
        } finally {
            foreign.stop(0);
        }
        assertThat(stolen).isEmpty();
    }

    @Test
    void token_is_revoked_at_the_end_once() {
        config().close();
        Await.endOfStore("vault");
        assertThat(standIn.count("POST auth/token/revoke-self")).isEqualTo(1);
    }

    @Test
    void token_of_the_user_is_not_revoked() {
        TestConfig config = TestConfig.of(
                "honeyhive.secrets.store.vault.address", server.address().toString(),
                "honeyhive.secrets.store.vault.ca-file", server.ca().toString(),
                "honeyhive.secrets.store.vault.token", server.root(),
                "honeyhive.secrets.map.k", "vault:" + setup.mount() + "/app#key");
        config.close();
        Await.endOfStore("vault");
        assertThat(standIn.count("POST auth/token/revoke-self")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", "jwt"})
    void jwt_is_read_from_its_file_at_every_login(String method) throws Exception {
        Path jwt = Files.writeString(directory.resolve("jwt"), "first");
        role(method, "first");
        try (TestConfig config = TestConfig.of(
                "honeyhive.secrets.store.vault.address",
                server.address().toString(),
                "honeyhive.secrets.store.vault.ca-file",
                server.ca().toString(),
                "honeyhive.secrets.store.vault.refresh",
                "100ms",
                "honeyhive.secrets.store.vault.auth",
                method,
                "honeyhive.secrets.store.vault.role",
                "app",
                "honeyhive.secrets.store.vault.jwt-file",
                jwt.toString(),
                "honeyhive.secrets.map.k",
                "vault:" + setup.mount() + "/app#key")) {
            assertThat(config.text("k")).isEqualTo("good");
            // File and role change together as seen by the store, which tries a refused login again only much later.
            CountDownLatch away = new CountDownLatch(1);
            standIn.fault(exchange -> {
                VaultStandIn.send(
                        exchange, 503, VaultStandInState.errors(503, "away").body());
                away.countDown();
                return true;
            });
            away.await();
            Files.writeString(jwt, "second");
            role(method, "second");
            String login = "POST auth/" + method + "/login";
            long before = standIn.count(login);
            standIn.fault(exchange -> false);
            // The first of them may still meet the fault.
            Await.until("another login", () -> standIn.count(login) > before + 1);
            server.write(setup, "data/app", "{\"key\":\"new\"}");
            Await.until("the new value", () -> "new".equals(config.text("k")));
        }
    }

    private void role(String method, String goodJwt) {
        server.admin(
                "POST",
                "auth/" + method + "/role/app",
                "{\"token_policies\":\"" + setup.policy()
                        + "\",\"token_ttl\":\"2s\",\"token_type\":\"batch\",\"test_good_jwt\":\"" + goodJwt + "\"}");
    }

    @Test
    void server_with_another_certificate_is_not_asked() {
        Path other = TestCertificate.make("dns:localhost,ip:127.0.0.1").pem();
        assertNotAsked(standIn, other, "PKIX path");
    }

    @Test
    void server_with_the_certificate_of_another_host_is_not_asked() {
        try (VaultStandIn wrong = VaultStandIn.start(TestCertificate.make("dns:elsewhere.example"))) {
            assertNotAsked(wrong, wrong.caFile(), "No subject alternative names");
        }
    }

    @Test
    void server_with_an_expired_certificate_is_not_asked() {
        TestCertificate expired =
                TestCertificate.make("dns:localhost,ip:127.0.0.1", "-startdate", "-10d", "-validity", "2");
        try (VaultStandIn wrong = VaultStandIn.start(expired)) {
            assertNotAsked(wrong, wrong.caFile(), "holds no certificate that is valid today");
        }
    }

    /** At start, and in the message that ends it; the first attempt takes as long as it takes. */
    private static void assertNotAsked(VaultStandIn wrong, Path ca, String why) {
        String[] settings = {
            "honeyhive.secrets.store.vault.address", wrong.address().toString(),
            "honeyhive.secrets.store.vault.ca-file", ca.toString(),
            "honeyhive.secrets.store.vault.token", "canary",
            "honeyhive.secrets.map.k", "vault:kv/app#key",
            "honeyhive.secrets.boot-budget", "0s",
            "honeyhive.secrets.optional", "k"
        };
        try (TestConfig config = TestConfig.of(settings)) {
            Await.until("the failure", () -> !status(config).failures().isEmpty());
            assertThat(status(config).lastFailure()).contains(why).doesNotContain("canary");
            assertThat(config.text("k")).isNull();
        }
        assertThatThrownBy(() -> TestConfig.of(Stream.concat(
                                Arrays.stream(settings),
                                Stream.of("honeyhive.secrets.optional", "", "honeyhive.secrets.boot-budget", "1s"))
                        .toArray(String[]::new)))
                .hasMessageContaining("vault:kv/app")
                .hasMessageNotContaining("canary");
        assertThat(wrong.requests()).isEmpty();
    }

    @Test
    void nothing_secret_is_in_any_log_at_any_level() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("");
        Level level = logger.getLevel();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage() + Arrays.toString(entry.getParameters()) + entry.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        try {
            server.write(setup, "data/app", "{\"key\":\"canary-value\",\"n\":{\"canary\":\"canary-value\"}}");
            try (TestConfig config = config()) {
                assertThat(config.text("k")).isEqualTo("canary-value");
                server.admin("DELETE", setup.mount() + "/data/app", null);
                Await.until("the failure", () -> failures(config, Kind.DELETED) > 0);
                assertThat(config.secrets().stores().toString()).doesNotContain("canary-value");
            }
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(level);
        }
        assertThat(logged).isNotEmpty().noneMatch(text -> text.contains("canary-value") || text.contains("hvs."));
    }

    private TestConfig config(String... more) {
        String[] settings = new String[4 + more.length];
        System.arraycopy(
                new String[] {
                    "honeyhive.secrets.store.vault.refresh",
                    "100ms",
                    "honeyhive.secrets.map.k",
                    "vault:" + setup.mount() + "/app#key"
                },
                0,
                settings,
                0,
                4);
        System.arraycopy(more, 0, settings, 4, more.length);
        return VaultContractTest.approle(server, setup, "", settings);
    }

    private static StoreStatus status(TestConfig config) {
        return config.secrets().stores().get(0);
    }

    private static long failures(TestConfig config, Kind kind) {
        return status(config).failures().getOrDefault(kind, 0L);
    }

    private static long allFailures(TestConfig config) {
        return status(config).failures().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
