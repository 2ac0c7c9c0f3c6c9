/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.internal.Await;
import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesStoreTest {

    private static final String CHANGED = "merge patch";

    @TempDir
    private Path directory;

    private KubernetesStandIn api;
    private Path token;

    @BeforeEach
    void start() throws Exception {
        api = new KubernetesStandIn();
        token = Files.writeString(directory.resolve("token"), "good\n");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void keys_are_decoded_and_binary_ones_left_out() {
        try (TestConfig config = config("honeyhive.secrets.import.app", "k8s:honeyhive#api-key,project,bin")) {
            assertThat(config.secrets().names()).containsExactly("app.api-key", "app.project");
            assertThat(config.text("app.api-key")).isEqualTo("hh_1");
            assertThat(config.secrets().get("app.project").version()).isEqualTo("201");
        }
    }

    @Test
    void event_of_a_watch_brings_the_change_without_waiting_for_the_interval() {
        try (TestConfig config = config("honeyhive.secrets.map.k", "k8s:honeyhive#api-key")) {
            Await.until("the watch", () -> api.requests().stream().anyMatch(request -> request.contains("watch=1")));
            api.answer(CHANGED);
            api.sendEvents();
            Await.until("the change", () -> "hh_2".equals(config.text("k")));
        }
    }

    @Test
    void watch_goes_on_after_the_server_has_ended_it() {
        try (TestConfig config = config("honeyhive.secrets.map.k", "k8s:honeyhive#api-key")) {
            Await.until("the watch", () -> watches() == 1);
            api.endWatch();
            Await.until("another watch", () -> watches() == 2);
            api.answer(CHANGED);
            api.sendEvents();
            Await.until("the change", () -> "hh_2".equals(config.text("k")));
        }
    }

    @Test
    void forbidden_watch_leaves_the_regular_reads() {
        api.forbidWatch();
        try (TestConfig config = config(
                "honeyhive.secrets.map.k", "k8s:honeyhive#api-key", "honeyhive.secrets.store.k8s.refresh", "100ms")) {
            Await.until("the watch", () -> watches() == 1);
            api.answer(CHANGED);
            Await.until("the change", () -> "hh_2".equals(config.text("k")));
            long reads = config.secrets().stores().get(0).reads();
            Await.until("more reads", () -> config.secrets().stores().get(0).reads() > reads + 5);
            assertThat(watches()).isEqualTo(1);
        }
    }

    @Test
    void watch_may_be_switched_off() {
        try (TestConfig config = config(
                "honeyhive.secrets.map.k", "k8s:honeyhive#api-key",
                "honeyhive.secrets.store.k8s.watch", "false",
                "honeyhive.secrets.store.k8s.refresh", "100ms")) {
            api.answer(CHANGED);
            Await.until("the change", () -> "hh_2".equals(config.text("k")));
            assertThat(watches()).isZero();
        }
    }

    @Test
    void token_is_read_again_for_every_request() throws Exception {
        try (TestConfig config = config(
                "honeyhive.secrets.map.k", "k8s:honeyhive#api-key", "honeyhive.secrets.store.k8s.refresh", "100ms")) {
            Files.writeString(token, "rotated");
            api.goodToken("rotated");
            api.answer(CHANGED);
            Await.until("the change", () -> "hh_2".equals(config.text("k")));
        }
    }

    @Test
    void refusals_say_what_to_do_and_never_the_token() throws Exception {
        assertThatThrownBy(() -> config("honeyhive.secrets.map.k", "k8s:other#x"))
                .hasMessageContaining("HTTP 403")
                .hasMessageContaining("resourceNames [other]");
        api.answer("get after delete");
        assertThatThrownBy(() -> config("honeyhive.secrets.map.k", "k8s:honeyhive#api-key"))
                .hasMessageContaining("HTTP 404");
        Files.writeString(token, "canary");
        assertThatThrownBy(() -> config("honeyhive.secrets.map.k", "k8s:honeyhive#api-key"))
                .hasMessageContaining("HTTP 401")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> config("honeyhive.secrets.map.k", "k8s:honeyhive#api-key@2"))
                .hasMessageContaining("no versions");
    }

    @Test
    void token_with_a_line_break_inside_is_refused_and_not_shown() throws Exception {
        Files.writeString(token, "canary\nX-Evil: 1");
        assertThatThrownBy(() -> config("honeyhive.secrets.map.k", "k8s:honeyhive#api-key"))
                .hasMessageContaining("holds what no header can")
                .satisfies(e -> {
                    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                        assertThat(String.valueOf(cause.getMessage())).doesNotContain("canary");
                    }
                });
    }

    @Test
    void outside_a_pod_the_server_must_be_named() {
        assertThatThrownBy(() -> TestConfig.of("honeyhive.secrets.map.k", "k8s:honeyhive#api-key"))
                .hasMessageContaining("honeyhive.secrets.store.k8s.api-server");
    }

    private long watches() {
        return api.requests().stream()
                .filter(request -> request.contains("watch=1"))
                .count();
    }

    private TestConfig config(String... settings) {
        Map<String, String> all = new HashMap<>();
        all.put("honeyhive.secrets.store.k8s.api-server", api.address());
        all.put("honeyhive.secrets.store.k8s.ca-file", api.caFile().toString());
        all.put("honeyhive.secrets.store.k8s.token-file", token.toString());
        all.put("honeyhive.secrets.store.k8s.namespace", "default");
        all.put("honeyhive.secrets.store.k8s.refresh", "1h");
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return TestConfig.of(all);
    }
}
