/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.StoreStatus;
import ai.honeyhive.microprofile.secrets.internal.Await;
import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What can happen to a real API server, and to who asks it, while an application runs. */
class KubernetesOutageTest {

    /** How long the server takes a token that has expired: a minute for clocks that differ. */
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private static final String OFTEN = "200ms";

    @TempDir
    private Path directory;

    private static KubernetesServer server;

    private KubernetesNamespace namespace;

    @BeforeAll
    static void start() throws Exception {
        server = KubernetesServer.start();
    }

    @BeforeEach
    void namespace(TestInfo test) throws Exception {
        String method = test.getTestMethod().orElseThrow().getName();
        namespace = new KubernetesNamespace(server, "n" + Integer.toHexString(method.hashCode()), directory);
        namespace.allow(KubernetesNamespace.documentedRole());
        namespace.create("honeyhive", "api-key", "hh_1");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void killed_server_leaves_the_last_value_and_both_reads_and_watch_recover() throws Exception {
        try (TestConfig watching = namespace.config();
                TestConfig reading = namespace.config(
                        "honeyhive.secrets.store.k8s.watch", "false", "honeyhive.secrets.store.k8s.refresh", OFTEN)) {
            server.kill();
            Await.until("the failure", () -> status(reading).failures().containsKey(Kind.UNAVAILABLE));
            assertThat(reading.text("k")).isEqualTo("hh_1");
            assertThat(watching.text("k")).isEqualTo("hh_1");

            server.startServer();
            namespace.change("honeyhive", "api-key", "hh_2");
            Await.until("the change, by a read", () -> "hh_2".equals(reading.text("k")));
            assertThat(status(reading).healthy()).isTrue();
            Await.until("the change, by a watch", () -> "hh_2".equals(watching.text("k")));
            namespace.change("honeyhive", "api-key", "hh_3");
            Await.until("another change, by the watch", () -> "hh_3".equals(watching.text("k")));
        }
    }

    /** The server refuses who wants to go on from a version that it has forgotten; we never do. */
    @Test
    void watch_goes_on_over_a_compaction() throws Exception {
        try (TestConfig config = namespace.config()) {
            long last = 0;
            for (int i = 0; i < 5; i++) {
                last = namespace.change("honeyhive", "api-key", "before " + i);
            }
            Await.until("the change", () -> "before 4".equals(config.text("k")));
            server.compact(last);
            server.kill();
            server.startServer();
            assertThat(server.admin(
                                    "GET",
                                    namespace.core("secrets?limit=1&resourceVersion=1&resourceVersionMatch=Exact"),
                                    "")
                            .statusCode())
                    .as("who asks for a version that is gone")
                    .isEqualTo(410);
            namespace.change("honeyhive", "api-key", "after");
            Await.until("the change after it", () -> "after".equals(config.text("k")));
        }
    }

    @Test
    void expired_token_leaves_the_last_value_and_the_next_one_in_its_file_is_used() throws Exception {
        Instant soon = Instant.now().plusSeconds(5);
        namespace.writeToken(namespace.tokenUntil(soon.minus(LEEWAY)));
        try (TestConfig config = namespace.config("honeyhive.secrets.store.k8s.refresh", OFTEN)) {
            assertThat(config.text("k")).isEqualTo("hh_1");
            Await.until("the refusal", () -> status(config).failures().containsKey(Kind.DENIED));
            assertThat(Instant.now()).isAfter(soon.minusSeconds(1));
            assertThat(status(config).lastFailure()).contains("HTTP 401").contains("token is not valid");
            assertThat(config.text("k")).isEqualTo("hh_1");

            namespace.writeToken(namespace.requestedToken());
            namespace.change("honeyhive", "api-key", "hh_2");
            Await.until("the change, with the new token", () -> "hh_2".equals(config.text("k")));
            // The value is there before the round that has brought it is over.
            Await.until("the store's recovery", () -> status(config).healthy());
        }
    }

    @Test
    void token_of_a_deleted_account_is_refused() throws Exception {
        try (TestConfig config = namespace.config("honeyhive.secrets.store.k8s.refresh", OFTEN)) {
            namespace.delete("serviceaccounts/my-app");
            Await.until("the refusal", () -> status(config).failures().containsKey(Kind.DENIED));
            assertThat(config.text("k")).isEqualTo("hh_1");
        }
    }

    @Test
    void server_that_is_down_at_the_start_is_named() throws Exception {
        server.kill();
        try {
            assertThatThrownBy(() -> namespace.config("honeyhive.secrets.boot-budget", "1s"))
                    .hasMessageContaining("k8s:honeyhive")
                    .hasMessageContaining("the Kubernetes API at 127.0.0.1 cannot be asked");
        } finally {
            server.startServer();
        }
    }

    private static StoreStatus status(TestConfig config) {
        return config.secrets().stores().get(0);
    }
}
