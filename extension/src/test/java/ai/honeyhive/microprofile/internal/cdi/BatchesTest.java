/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.BatchResult;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.internal.config.Settings;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.internal.pipeline.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;

/** Batches up to the wire. */
class BatchesTest {

    @Test
    void thousand_items_in_four_groups_are_four_spans_on_the_wire() throws IOException {
        try (Receiver honeyHive = new Receiver();
                Container container = Container.start(settings(honeyHive), new Weld())) {
            List<Integer> numbers = IntStream.range(0, 1_000).boxed().toList();
            BatchResult result = container
                    .bean(HoneyHive.class)
                    .batch("nightly", numbers)
                    .groupBy(number -> number % 4)
                    .forEach(number -> {
                        if (number == 5) {
                            throw new IOException("refused for jane.doe@example.org");
                        }
                    });
            assertThat(container.bean(HoneyHiveRuntime.class).flush(Duration.ofSeconds(20)))
                    .isTrue();

            assertThat(honeyHive.names()).containsExactly("nightly", "nightly", "nightly", "nightly");
            assertThat(honeyHive.events())
                    .allSatisfy(event -> assertThat(event.attributes())
                            .containsEntry("honeyhive_event_type", "chain")
                            .containsEntry("honeyhive_metrics.items", 250L)
                            .containsKey("honeyhive_metrics.item_p95_ms"));
            assertThat(honeyHive.events())
                    .filteredOn(event -> event.attributes()
                            .get("honeyhive_metadata.batch_group")
                            .equals("1"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.attributes())
                            .containsEntry("honeyhive_metrics.items_failed", 1L)
                            .hasEntrySatisfying(
                                    "honeyhive_metadata.batch_errors",
                                    errors -> assertThat((String) errors)
                                            .contains("java.io.IOException", "refused for")
                                            .doesNotContain("jane.doe"))
                            .hasEntrySatisfying(
                                    "honeyhive_error",
                                    error -> assertThat((String) error).startsWith("1 of 250 items failed")));
            assertThat(result.failed()).isEqualTo(1);
        }
    }

    @Test
    void links_to_failed_items_own_spans_are_on_the_wire() throws IOException {
        try (Receiver honeyHive = new Receiver();
                Container container = Container.start(settings(honeyHive), new Weld())) {
            HoneyHive hive = container.bean(HoneyHive.class);
            hive.batch("linked", List.of(1, 2))
                    .forEach(number -> hive.trace("step " + number).run(() -> {
                        if (number == 2) {
                            throw new IOException("no");
                        }
                    }));
            container.bean(HoneyHiveRuntime.class).flush(Duration.ofSeconds(20));

            assertThat(honeyHive.event("linked").span().getLinksList())
                    .singleElement()
                    .satisfies(link -> assertThat(link.getSpanId())
                            .isEqualTo(honeyHive.event("step 2").span().getSpanId()));
        }
    }

    @Test
    void groups_run_on_the_servers_managed_threads_where_it_has_some() throws IOException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService managed =
                Executors.newFixedThreadPool(3, task -> new Thread(task, "managed-" + number.incrementAndGet()));
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch together = new CountDownLatch(4);
        try (Receiver honeyHive = new Receiver();
                Container container = Container.start(settings(honeyHive), new Weld())) {
            NamedThreads.with(
                    "java:comp/DefaultManagedExecutorService",
                    managed,
                    () -> container
                            .bean(HoneyHive.class)
                            .batch("managed", List.of(1, 2, 3, 4))
                            .groupsOf(1)
                            .forEach(item -> {
                                threads.add(Thread.currentThread().getName());
                                together.countDown();
                                assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
                            }));
        } finally {
            managed.shutdown();
        }

        assertThat(threads)
                .containsExactlyInAnyOrder(
                        "managed-1",
                        "managed-2",
                        "managed-3",
                        Thread.currentThread().getName());
    }

    private static Settings settings(Receiver honeyHive) {
        return Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                .and("honeyhive.url", honeyHive.url())
                .and("honeyhive.export.delay", "20ms");
    }
}
