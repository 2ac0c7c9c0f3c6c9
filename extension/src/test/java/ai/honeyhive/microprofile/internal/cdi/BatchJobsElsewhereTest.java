/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.call.BatchJobs;
import ai.honeyhive.microprofile.internal.call.JobItems;
import ai.honeyhive.microprofile.internal.config.Settings;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.internal.pipeline.Receiver;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;

/** A partition whose step began in another process: only its chunks are told, in the order of JBeret and Open Liberty. */
class BatchJobsElsewhereTest {

    @Test
    void chunks_are_in_a_step_that_ends_with_the_input() throws Exception {
        try (Receiver honeyHive = new Receiver()) {
            during(honeyHive, items -> {
                items.chunkBegins();
                item(items);
                item(items);
                items.chunkEnded();
                items.chunkBegins();
                item(items);
                items.inputEnded();
                items.chunkEnded();
            });

            assertThat(honeyHive.event("tickets.sort").attributes())
                    .containsEntry("honeyhive_metrics.items", 3L)
                    .containsEntry("honeyhive_metrics.groups", 2L)
                    .doesNotContainKey("honeyhive_error");
            assertThat(honeyHive.events())
                    .hasSize(3)
                    .filteredOn(event -> event.name().equals("tickets.sort.chunk"))
                    .hasSize(2)
                    .allMatch(chunk -> chunk.parentId()
                            .equals(honeyHive.event("tickets.sort").spanId()));
        }
    }

    @Test
    void chunk_that_fails_ends_the_step_and_those_that_come_after_are_in_another() throws Exception {
        try (Receiver honeyHive = new Receiver()) {
            during(honeyHive, items -> {
                items.chunkBegins();
                item(items);
                items.writeFailed(1);
                items.chunkFailed(new IllegalStateException("the table is locked"));
                items.chunkBegins();
                item(items);
                items.inputEnded();
                items.chunkEnded();
            });

            assertThat(honeyHive.events())
                    .filteredOn(event -> event.name().equals("tickets.sort"))
                    .extracting(event -> String.valueOf(event.attributes().get("honeyhive_error")))
                    .satisfiesExactlyInAnyOrder(
                            failed -> assertThat(failed).contains("1 of 1 items failed"),
                            done -> assertThat(done).isEqualTo("null"));
        }
    }

    private static void during(Receiver honeyHive, Consumer<JobItems> partition) {
        try (Container container = Container.start(
                Settings.with("honeyhive.api-key", Settings.PROJECT_KEY).and("honeyhive.url", honeyHive.url()),
                new Weld())) {
            partition.accept(container.bean(BatchJobs.class).items(4711, "tickets.sort"));
            assertThat(container.bean(HoneyHiveRuntime.class).flush(Duration.ofSeconds(20)))
                    .isTrue();
        }
    }

    private static void item(JobItems items) {
        items.read();
        items.workBegins();
        items.workEnded(null);
    }
}
