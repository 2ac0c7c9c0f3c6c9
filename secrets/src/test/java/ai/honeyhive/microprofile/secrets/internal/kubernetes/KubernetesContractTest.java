/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.Await;
import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real API server with RBAC gives and refuses, under the role that the documentation has for users to paste. */
class KubernetesContractTest {

    private static final String WIDE = """
            metadata: {name: wide}
            rules: [{apiGroups: [""], resources: [secrets], verbs: [%s]}]
            ---
            metadata: {name: wide}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: wide}
            subjects: [{kind: ServiceAccount, name: my-app}]
            """;
    private static final int ROTATIONS = 11;

    private static KubernetesServer server;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger("ai.honeyhive.microprofile.secrets");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @TempDir
    private Path directory;

    private KubernetesNamespace namespace;

    @BeforeAll
    static void start() throws Exception {
        server = KubernetesServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void namespace(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName() + test.getDisplayName();
        namespace = new KubernetesNamespace(server, "n" + Integer.toHexString(name.hashCode()), directory);
        namespace.create("honeyhive", "api-key", "hh_1");
        namespace.create("other", "api-key", "not ours");
        logger.addHandler(handler);
    }

    @AfterEach
    void quiet() {
        logger.removeHandler(handler);
    }

    @Test
    void documented_role_is_enough() throws Exception {
        namespace.allow(KubernetesNamespace.documentedRole());
        try (TestConfig config = namespace.config()) {
            assertThat(config.text("k")).isEqualTo("hh_1");
            namespace.change("honeyhive", "api-key", "hh_2");
            Await.until("the change, by a watch", () -> "hh_2".equals(config.text("k")));
        }
        assertThat(logged).noneMatch(line -> line.contains("must not watch") || line.contains("Limit its role"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, secrets",
        "GET, secrets?watch=1&timeoutSeconds=1",
        "GET, secrets/other",
        "GET, secrets?fieldSelector=metadata.name%3Dhoneyhive",
        "GET, secrets?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3Dother",
        "POST, secrets",
        "PATCH, secrets/honeyhive",
        "DELETE, secrets/honeyhive",
        "DELETE, secrets",
        "GET, configmaps",
        "POST, serviceaccounts/my-app/token"
    })
    void documented_role_allows_nothing_else(String method, String resource) throws Exception {
        namespace.allow(KubernetesNamespace.documentedRole());
        Await.until(
                "the role to count",
                () -> namespace.ask("GET", "secrets/honeyhive", "").statusCode() == 200);
        assertThat(namespace
                        .ask(method, resource, method.equals("GET") ? "" : "{\"metadata\":{\"name\":\"honeyhive\"}}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void without_the_right_to_get_the_start_fails_and_says_what_the_role_needs() throws Exception {
        namespace.allow(KubernetesNamespace.documentedRole().replace("get, ", ""));
        assertThatThrownBy(() -> namespace.config())
                .hasMessageContaining("HTTP 403 for k8s:honeyhive")
                .hasMessageContaining("resourceNames [honeyhive]");
    }

    @Test
    void without_the_right_to_watch_it_is_said_and_regular_reads_go_on() throws Exception {
        namespace.allow(KubernetesNamespace.documentedRole().replace(", watch", ""));
        try (TestConfig config = namespace.config("honeyhive.secrets.store.k8s.refresh", "200ms")) {
            Await.until(
                    "the warning",
                    () -> logged.stream().anyMatch(line -> line.contains("must not watch k8s:honeyhive")));
            namespace.change("honeyhive", "api-key", "hh_2");
            Await.until("the change", () -> "hh_2".equals(config.text("k")));
        }
    }

    @Test
    void refusal_of_another_secret_names_it_and_nothing_of_its_value() throws Exception {
        namespace.allow(KubernetesNamespace.documentedRole());
        assertThatThrownBy(() -> namespace.config("honeyhive.secrets.map.o", "k8s:other#api-key"))
                .hasMessageContaining("HTTP 403 for k8s:other")
                .hasMessageContaining("resourceNames [other]")
                .hasMessageNotContaining("not ours");
    }

    @ParameterizedTest
    @CsvSource({"get", "list"})
    void role_without_names_is_warned_about(String verb) throws Exception {
        namespace.allow(KubernetesNamespace.documentedRole());
        namespace.allow(WIDE.formatted(verb));
        try (TestConfig config = namespace.config()) {
            Await.until(
                    "the warning",
                    () -> logged.stream().anyMatch(line -> line.contains("may " + verb + " all secrets")));
            assertThat(config.text("k")).isEqualTo("hh_1");
        }
    }

    /** The documentation promises a second; a machine that is busy for a moment is no reason to fail. */
    @Test
    void rotation_is_in_config_within_a_second() throws Exception {
        namespace.allow(KubernetesNamespace.documentedRole());
        long[] nanos = new long[ROTATIONS];
        try (TestConfig config = namespace.config()) {
            for (int i = 0; i < ROTATIONS; i++) {
                String value = "rotated " + i;
                long start = System.nanoTime();
                namespace.change("honeyhive", "api-key", value);
                Await.until("the rotation", () -> value.equals(config.text("k")));
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "Kubernetes: rotations seen after %d ms (median), %d ms (longest)%n",
                nanos[ROTATIONS / 2] / 1_000_000,
                nanos[ROTATIONS - 1] / 1_000_000);
        assertThat(Duration.ofNanos(nanos[ROTATIONS / 2])).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void value_arrives_as_it_is() throws Exception {
        namespace.allow(KubernetesNamespace.documentedRole());
        String value = "pa${ss}w$$d\\${x},\u00e4\ud83d\ude00\n" + "x".repeat(64 * 1024);
        namespace.change("honeyhive", "api-key", value);
        try (TestConfig config = namespace.config()) {
            assertThat(config.text("k")).isEqualTo(value);
        }
    }

    @Test
    void deleted_secret_keeps_its_value_and_another_of_its_name_replaces_it() throws Exception {
        namespace.allow(KubernetesNamespace.documentedRole());
        try (TestConfig config = namespace.config("honeyhive.secrets.store.k8s.refresh", "200ms")) {
            namespace.delete("secrets/honeyhive");
            Await.until(
                    "the failure",
                    () -> config.secrets().stores().get(0).failures().containsKey(Kind.NOT_FOUND));
            assertThat(config.text("k")).isEqualTo("hh_1");
            namespace.create("honeyhive", "api-key", "hh_2");
            Await.until("the new one", () -> "hh_2".equals(config.text("k")));
        }
    }
}
