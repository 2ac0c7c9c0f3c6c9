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

    private static Settings settings(Receiver honeyHive) {
        return Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                .and("honeyhive.url", honeyHive.url())
                .and("honeyhive.export.delay", "20ms");
    }
}
