/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.StoreStatus;
import ai.honeyhive.microprofile.secrets.internal.StagedStore.Stage;
import ai.honeyhive.microprofile.spi.CredentialRefresher;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** When values change, stay, and go. */
class FreshnessTest {

    private final String store = "s" + UUID.randomUUID().toString().substring(0, 8);
    private final Stage stage = StagedStore.stage(store);

    @Test
    void rotation_arrives_and_is_told_once_by_name() {
        stage.gives("password", "old", "user", "u");
        List<Set<String>> told = new CopyOnWriteArrayList<>();
        try (TestConfig config = start()) {
            config.secrets().onChange(names -> {
                throw new IllegalStateException("a listener that fails harms nobody");
            });
            config.secrets().onChange(told::add);
            stage.gives("password", "new", "user", "u");
            Await.until("the new value", () -> "new".equals(config.text("db.password")));
            awaitReads(3);
            assertThat(told).containsExactly(Set.of("db.password"));
            assertThat(config.text("db.user")).isEqualTo("u");
        }
    }

    @Test
    void closed_registration_is_not_told() {
        stage.gives("password", "old", "user", "u");
        List<Set<String>> told = new CopyOnWriteArrayList<>();
        try (TestConfig config = start()) {
            config.secrets().onChange(told::add).close();
            stage.gives("password", "new", "user", "u");
            Await.until("the new value", () -> "new".equals(config.text("db.password")));
            // The thread that tells of a change does so after it has put the value there, and before it reads again.
            awaitReads(2);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void failing_store_leaves_the_last_good_value_and_says_so() {
        stage.gives("password", "good", "user", "u");
        try (TestConfig config = start()) {
            stage.fails(Kind.UNAVAILABLE);
            Await.until("the failure", () -> !status(config).healthy());
            awaitReads(2);
            assertThat(config.text("db.password")).isEqualTo("good");
            assertThat(status(config).failures().get(Kind.UNAVAILABLE)).isPositive();
            stage.gives("password", "again", "user", "u");
            Await.until("the recovery", () -> "again".equals(config.text("db.password")));
            // A value counts as soon as it is read, a store as healthy once all of it was read.
            Await.until("the store to be healthy", () -> status(config).healthy());
        }
    }

    @Test
    void no_staleness_allowed_means_gone_with_the_first_failure() {
        stage.gives("password", "good", "user", "u");
        try (TestConfig config = start("honeyhive.secrets.max-stale", "0s")) {
            assertThat(config.text("db.password")).isEqualTo("good");
            stage.fails(Kind.UNAVAILABLE);
            Await.until("the value to go", () -> config.text("db.password") == null);
            assertThat(config.secrets().names()).isEmpty();
        }
    }

    @Test
    void half_an_answer_replaces_nothing_of_a_good_one() {
        stage.gives("password", "p1", "user", "u1");
        try (TestConfig config = start()) {
            stage.gives("user", "u2");
            Await.until("the failure", () -> !status(config).healthy());
            awaitReads(3);
            assertThat(config.text("db.password")).isEqualTo("p1");
            assertThat(config.text("db.user")).isEqualTo("u1");
        }
    }

    @Test
    void empty_value_counts_as_missing() {
        stage.gives("password", "p1", "user", "u1");
        try (TestConfig config = start()) {
            stage.gives("password", "", "user", "u2");
            Await.until("the failure", () -> !status(config).healthy());
            assertThat(config.text("db.password")).isEqualTo("p1");
            assertThat(status(config).lastFailure()).contains("is empty");
        }
    }

    @Test
    void deleted_secret_stays_in_use_by_default() {
        stage.gives("password", "p", "user", "u");
        try (TestConfig config = start()) {
            stage.fails(Kind.DELETED);
            Await.until("the failure", () -> !status(config).healthy());
            assertThat(config.text("db.password")).isEqualTo("p");
        }
    }

    @Test
    void deleted_secret_is_dropped_on_request() {
        stage.gives("password", "p", "user", "u");
        List<Set<String>> told = new CopyOnWriteArrayList<>();
        try (TestConfig config = start("honeyhive.secrets.on-deleted", "drop")) {
            config.secrets().onChange(told::add);
            stage.fails(Kind.DELETED);
            Await.until("the values to go", () -> !told.isEmpty());
            assertThat(config.text("db.password")).isNull();
            assertThat(told).containsExactly(Set.of("db.password", "db.user"));
        }
    }

    @Test
    void failing_error_of_a_store_of_the_application_ends_nothing() {
        stage.gives("password", "p", "user", "u");
        try (TestConfig config = start()) {
            stage.script = path -> {
                throw new IllegalStateException("canary-in-a-message");
            };
            Await.until("the failure", () -> !status(config).healthy());
            assertThat(status(config).lastFailure())
                    .contains("IllegalStateException")
                    .doesNotContain("canary");
            stage.gives("password", "back", "user", "u");
            Await.until("the recovery", () -> "back".equals(config.text("db.password")));
        }
    }

    @Test
    void required_secret_that_is_refused_ends_the_start_and_names_everything() {
        stage.fails(Kind.DENIED);
        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("db.password, db.user")
                .hasMessageContaining(store + ":app")
                .hasMessageContaining("staged failure")
                .hasMessageContaining("honeyhive.secrets.optional");
        Await.until("the store to be closed", () -> stage.closed);
    }

    @Test
    void hanging_store_ends_the_start_after_the_boot_budget() {
        CountDownLatch never = new CountDownLatch(1);
        stage.script = path -> {
            never.await();
            return null;
        };
        assertThatThrownBy(() -> start("honeyhive.secrets.boot-budget", "300ms"))
                .hasMessageContaining("no answer within honeyhive.secrets.boot-budget");
        Await.until("the store to be closed", () -> stage.closed);
    }

    @Test
    void passing_failure_at_start_is_tried_again_within_the_budget() {
        int[] calls = new int[1];
        stage.script = path -> {
            if (++calls[0] < 4) {
                throw new ai.honeyhive.microprofile.secrets.SecretStoreException(Kind.UNAVAILABLE, "not yet");
            }
            return StagedStore.document("password", "p", "user", "u");
        };
        try (TestConfig config = start()) {
            assertThat(config.text("db.password")).isEqualTo("p");
        }
    }

    @Test
    void optional_secret_may_come_later() {
        stage.fails(Kind.NOT_FOUND);
        try (TestConfig config = start("honeyhive.secrets.optional", "db.*")) {
            assertThat(config.text("db.password")).isNull();
            stage.gives("password", "late", "user", "u");
            Await.until("the late value", () -> "late".equals(config.text("db.password")));
        }
    }

    @Test
    void look_ups_of_many_threads_never_reach_the_store_even_while_it_hangs() throws Exception {
        stage.gives("password", "p", "user", "u");
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        try (TestConfig config = start()) {
            stage.script = path -> {
                reached.countDown();
                hanging.await();
                return null;
            };
            reached.await();
            int reads = stage.readers.size();
            ExecutorService callers = Executors.newFixedThreadPool(64);
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                results.add(callers.submit(() -> {
                    boolean all = true;
                    for (int j = 0; j < 500; j++) {
                        all &= "p".equals(config.text("db.password")) && config.text("unmapped." + j) == null;
                    }
                    config.secrets().refreshSoon();
                    return all;
                }));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
            callers.shutdown();
            assertThat(stage.readers).hasSize(reads);
            assertThat(stage.readers).containsOnly("honeyhive-secrets-" + store);
        }
    }

    @Test
    void store_that_tells_of_a_change_is_read_without_waiting_for_the_interval() {
        stage.gives("password", "p", "user", "u");
        try (TestConfig config = start("honeyhive.secrets.store." + store + ".refresh", "1h")) {
            stage.gives("password", "told", "user", "u");
            stage.context.changed();
            Await.until("the change", () -> "told".equals(config.text("db.password")));
        }
    }

    @Test
    void many_wishes_for_fresh_values_are_one_read() {
        CountDownLatch wished = new CountDownLatch(1);
        stage.script = path -> {
            wished.await();
            return StagedStore.document("password", "p", "user", "u");
        };
        try (TestConfig config = start(
                "honeyhive.secrets.store." + store + ".refresh",
                "1h",
                "honeyhive.secrets.optional",
                "db.*",
                "honeyhive.secrets.boot-budget",
                "0s")) {
            // All of them during one read, however long they take.
            Await.until("the first read", () -> !stage.readers.isEmpty());
            for (int i = 0; i < 1000; i++) {
                config.secrets().refreshSoon();
            }
            stage.gives("password", "fresh", "user", "u");
            wished.countDown();
            Await.until("the fresh value", () -> "fresh".equals(config.text("db.password")));
            assertThat(stage.readers).hasSize(2);
        }
    }

    @Test
    void exporter_whose_key_is_refused_has_the_store_read_again() {
        stage.gives("password", "p", "user", "u");
        CredentialRefresher refresher = ServiceLoader.load(CredentialRefresher.class).stream()
                .map(ServiceLoader.Provider::get)
                .findFirst()
                .orElseThrow();
        try (TestConfig config = start("honeyhive.secrets.store." + store + ".refresh", "1h")) {
            stage.gives("password", "rotated", "user", "u");
            assertThat(refresher.refreshSoon(config.config())).isTrue();
            Await.until("the rotated value", () -> "rotated".equals(config.text("db.password")));
        }
        // Nothing that could change: no reason to wait.
        assertThat(refresher.refreshSoon(TestConfig.of().config())).isFalse();
    }

    @Test
    void last_values_stay_readable_after_the_end() {
        stage.gives("password", "p", "user", "u");
        TestConfig config = start();
        config.close();
        Await.until("the store to be closed", () -> stage.closed);
        assertThat(config.text("db.password")).isEqualTo("p");
    }

    @Test
    void thread_ends_and_store_is_closed_when_nobody_holds_the_configuration_any_more() {
        stage.gives("password", "p", "user", "u");
        WeakReference<Object> config = new WeakReference<>(start().config());
        Await.until("the store to be closed", () -> {
            System.gc();
            return config.get() == null && stage.closed;
        });
    }

    private TestConfig start(String... more) {
        String[] settings = new String[8 + more.length];
        System.arraycopy(
                new String[] {
                    "honeyhive.secrets.store." + store + ".type",
                    "staged",
                    "honeyhive.secrets.store." + store + ".refresh",
                    "100ms",
                    "honeyhive.secrets.map.db.password",
                    store + ":app#password",
                    "honeyhive.secrets.map.db.user",
                    store + ":app#user"
                },
                0,
                settings,
                0,
                8);
        System.arraycopy(more, 0, settings, 8, more.length);
        return TestConfig.of(settings);
    }

    private void awaitReads(int more) {
        int until = stage.readers.size() + more;
        Await.until("more reads", () -> stage.readers.size() >= until);
    }

    private static StoreStatus status(TestConfig config) {
        return config.secrets().stores().get(0);
    }
}
