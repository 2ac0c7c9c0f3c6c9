/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.config.Settings;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.internal.pipeline.Receiver;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jberet.runtime.JobExecutionImpl;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs of Jakarta Batch on JBeret, up to the wire, by a line in their XML. */
class BatchJobsTest {

    private static Receiver honeyHive;
    private static Container container;

    @BeforeAll
    static void start() throws IOException {
        honeyHive = new Receiver();
        Settings settings = Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                .and("honeyhive.url", honeyHive.url())
                .and("honeyhive.export.delay", "20ms");
        // JBeret asks for the container of this name, and starts one of its own where there is none.
        container = Container.start(settings, new Weld("STATIC_INSTANCE"), Tickets.BEANS);
    }

    @AfterAll
    static void stop() {
        container.close();
        honeyHive.close();
    }

    @AfterEach
    void forget() {
        Tickets.Sorter.illegible.clear();
        Tickets.Sorter.unavailable.clear();
        Tickets.Sorter.dropped.clear();
        Tickets.Sorter.broken.clear();
        Tickets.Reader.unreadable.clear();
        Tickets.Writer.unwritable.clear();
    }

    @Test
    void job_step_and_chunks_are_events_in_one_trace_with_counts_errors_and_links() throws Exception {
        Tickets.Sorter.illegible.addAll(List.of(3, 4, 17));
        Tickets.Sorter.dropped.add(5);

        assertThat(run("tickets")).isEqualTo(BatchStatus.COMPLETED);

        Receiver.Event job = honeyHive.event("tickets");
        Receiver.Event step = honeyHive.event("tickets.sort");
        List<Receiver.Event> chunks = named("tickets.sort.chunk");
        assertThat(step.parentId()).isEqualTo(job.spanId());
        assertThat(chunks).hasSize(4).allSatisfy(chunk -> {
            assertThat(chunk.parentId()).isEqualTo(step.spanId());
            assertThat(chunk.traceId()).isEqualTo(job.traceId());
            assertThat(chunk.session()).isEqualTo(job.session()).isNotNull();
        });
        assertThat(Stream.of(job, step))
                .allSatisfy(event -> assertThat(event.attributes())
                        .containsEntry("honeyhive_event_type", "chain")
                        .containsEntry("honeyhive_metrics.items", 35L)
                        .containsEntry("honeyhive_metrics.items_succeeded", 32L)
                        .containsEntry("honeyhive_metrics.items_failed", 3L)
                        .containsEntry("honeyhive_metrics.items_skipped", 0L)
                        .containsKey("honeyhive_metrics.item_p95_ms"));
        assertThat(step.attributes()).containsEntry("honeyhive_metrics.groups", 4L);
        assertThat(sum(chunks, "items")).isEqualTo(35);
        assertThat(sum(chunks, "items_failed")).isEqualTo(3);
        assertThat(step.attributes().get("honeyhive_metadata.batch_errors").toString())
                .contains("java.lang.IllegalArgumentException", "\"count\":3", "illegible ticket 3");
        Receiver.Event first = chunks.stream()
                .filter(chunk ->
                        chunk.attributes().get("honeyhive_metadata.batch_group").equals("1"))
                .findFirst()
                .orElseThrow();
        assertThat(first.attributes().get("honeyhive_error").toString()).startsWith("2 of ");
        assertThat(first.span().getLinksList())
                .extracting(Span.Link::getSpanId)
                .containsExactly(
                        honeyHive.event("sort 3").span().getSpanId(),
                        honeyHive.event("sort 4").span().getSpanId());
        assertThat(honeyHive.event("sort 3").parentId()).isEqualTo(first.spanId());
    }

    @Test
    void chunk_that_is_rolled_back_and_done_again_counts_once_in_its_step() throws Exception {
        Tickets.Sorter.unavailable.add(12);

        assertThat(run("tickets")).isEqualTo(BatchStatus.COMPLETED);

        assertThat(honeyHive.event("tickets.sort").attributes())
                .containsEntry("honeyhive_metrics.items", 35L)
                .containsEntry("honeyhive_metrics.items_succeeded", 35L)
                .containsEntry("honeyhive_metrics.items_failed", 0L);
        assertThat(named("tickets.sort.chunk"))
                .filteredOn(chunk -> chunk.attributes().containsKey("honeyhive_error"))
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.attributes())
                        .containsEntry("honeyhive_metrics.items_failed", 1L)
                        .containsEntry("honeyhive_metrics.items_skipped", 2L));
    }

    @Test
    void item_that_ends_its_job_fails_chunk_and_step() throws Exception {
        Tickets.Sorter.illegible.add(24);

        assertThat(run("failing")).isEqualTo(BatchStatus.FAILED);

        assertThat(honeyHive.event("failing.sort").attributes())
                .containsEntry("honeyhive_metrics.items", 25L)
                .containsEntry("honeyhive_metrics.items_succeeded", 20L)
                .containsEntry("honeyhive_metrics.items_failed", 1L)
                .containsEntry("honeyhive_metrics.items_skipped", 4L)
                .hasEntrySatisfying(
                        "honeyhive_error", error -> assertThat((String) error).startsWith("1 of 25 items failed"));
        assertThat(named("failing.sort.chunk"))
                .hasSize(3)
                .filteredOn(chunk ->
                        chunk.attributes().get("honeyhive_metadata.batch_group").equals("3"))
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.attributes())
                        .containsEntry("honeyhive_metrics.items_failed", 1L)
                        .containsEntry("honeyhive_metrics.items_skipped", 4L));
        assertThat(named("failing")).isEmpty(); // no listener on the job
    }

    @Test
    void items_that_cannot_be_read_or_written_have_failed_without_a_processor_too() throws Exception {
        Tickets.Reader.unreadable.add(2);
        Tickets.Writer.unwritable.add(15);

        assertThat(run("unwritable")).isEqualTo(BatchStatus.COMPLETED);

        Receiver.Event step = honeyHive.event("unwritable.copy");
        long unwritten = named("unwritable.copy.chunk").stream()
                .filter(chunk -> String.valueOf(chunk.attributes().get("honeyhive_metadata.batch_errors"))
                        .contains("drawer"))
                .mapToLong(chunk -> (Long) chunk.attributes().get("honeyhive_metrics.items"))
                .sum();
        assertThat(unwritten).isEqualTo(10);
        assertThat(step.attributes())
                .containsEntry("honeyhive_metrics.items", 25L)
                .containsEntry("honeyhive_metrics.items_failed", 11L)
                .containsEntry("honeyhive_metrics.items_succeeded", 14L)
                .hasEntrySatisfying(
                        "honeyhive_metadata.batch_errors",
                        errors -> assertThat((String) errors).contains("no ticket 2", "\"count\":11"));
    }

    @Test
    void error_of_an_item_ends_chunk_and_step_and_leaves_nothing_on_the_thread() throws Exception {
        Tickets.Sorter.broken.add(12);

        assertThat(run("failing")).isEqualTo(BatchStatus.FAILED);
        assertThat(named("failing.sort.chunk")).hasSize(2);
        assertThat(honeyHive.event("failing.sort").attributes()).containsEntry("honeyhive_metrics.items", 13L);

        // The runtime's thread is used again.
        for (int i = 0; i < 8; i++) {
            assertThat(run("letter")).isEqualTo(BatchStatus.COMPLETED);
            assertThat(honeyHive.event("letter.write").parentId()).isEmpty();
        }
    }

    @Test
    void partitions_have_events_of_their_own_inside_the_step() throws Exception {
        Tickets.Sorter.dropped.add(201);

        assertThat(run("partitioned")).isEqualTo(BatchStatus.COMPLETED);

        Receiver.Event step = honeyHive.event("partitioned.sort");
        List<Receiver.Event> partitions = named("partitioned.sort.partition");
        assertThat(step.attributes()).containsEntry("honeyhive_metrics.items", 35L);
        assertThat(step.attributes()).containsEntry("honeyhive_metrics.groups", 4L);
        assertThat(partitions)
                .extracting(partition -> partition.attributes().get("honeyhive_metrics.items"))
                .containsExactlyInAnyOrder(20L, 15L);
        assertThat(partitions)
                .allSatisfy(partition -> assertThat(partition.parentId()).isEqualTo(step.spanId()));
        assertThat(named("partitioned.sort.partition.chunk"))
                .hasSize(4)
                .extracting(chunk -> chunk.parentId())
                .containsOnly(partitions.get(0).spanId(), partitions.get(1).spanId());
    }

    @Test
    void calls_of_a_batchlet_are_inside_its_step() throws Exception {
        assertThat(run("letter")).isEqualTo(BatchStatus.COMPLETED);

        assertThat(honeyHive.event("letter").parentId())
                .isEqualTo(honeyHive.event("letter.write").spanId());
    }

    /** As on a server without Jakarta Batch. */
    @Test
    void without_the_api_everything_else_is_there() throws Exception {
        URL[] ours = Stream.of("ai.honeyhive.microprofile.LLMTraced", OurBeans.class.getName())
                .map(BatchJobsTest::origin)
                .toArray(URL[]::new);
        ClassLoader withoutBatch = new ClassLoader(BatchJobsTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("jakarta.batch.") || name.startsWith("ai.honeyhive.microprofile.internal.cdi.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        try (URLClassLoader server = new URLClassLoader(ours, withoutBatch)) {
            var present = Class.forName(OurBeans.class.getName(), true, server).getDeclaredMethod("present");
            present.setAccessible(true);

            assertThat((List<?>) present.invoke(null))
                    .hasSameSizeAs(OurBeans.present().stream()
                            .filter(bean -> bean != BatchJobListener.class)
                            .toList())
                    .isNotEmpty();
        }
        assertThat(OurBeans.present()).contains(BatchJobListener.class);
    }

    private static URL origin(String name) {
        try {
            return Class.forName(name).getProtectionDomain().getCodeSource().getLocation();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long sum(List<Receiver.Event> events, String metric) {
        return events.stream()
                .mapToLong(event -> (Long) event.attributes().get("honeyhive_metrics." + metric))
                .sum();
    }

    private static List<Receiver.Event> named(String name) {
        return honeyHive.events().stream()
                .filter(event -> event.name().equals(name))
                .toList();
    }

    /** Runs a job, and waits until all its events have arrived. */
    private static BatchStatus run(String name) throws Exception {
        honeyHive.forget();
        JobOperator operator = BatchRuntime.getJobOperator();
        JobExecutionImpl execution =
                (JobExecutionImpl) operator.getJobExecution(operator.start(name, new Properties()));
        execution.awaitTermination(60, TimeUnit.SECONDS);
        assertThat(container.bean(HoneyHiveRuntime.class).flush(Duration.ofSeconds(20)))
                .isTrue();
        return execution.getBatchStatus();
    }
}
