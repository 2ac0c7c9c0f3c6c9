/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job of Jakarta Batch whose XML has our line, and what of it arrives. A server's test says where the application is. */
public abstract class JobsKit {

    private static final String STEP = "nightly.sort";
    private static final String PARTITIONED = "nightly.file";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Console console = Console.shared();

    private Arrival job;

    /** The root of the application, with its context path. */
    public abstract URI application();

    @BeforeEach
    void run() {
        console.clear();
        String execution = ask("jobs/nightly", "POST");
        Awaitility.await("the end of execution " + execution)
                .atMost(Duration.ofMinutes(1))
                .until(() -> ask("jobs/nightly/" + execution, "GET"), "COMPLETED"::equals);
        job = Awaitility.await("the event of the job")
                .atMost(Duration.ofSeconds(30))
                .until(() -> named("nightly"), events -> events.size() == 1)
                .get(0);
    }

    @Test
    void job_steps_and_chunks_are_events_in_one_trace_and_session() {
        Arrival step = only(STEP);
        assertThat(job.attribute("honeyhive_metrics.groups")).isEqualTo("3");
        assertThat(step.parentId()).isEqualTo(job.spanId());
        assertThat(step.attribute("honeyhive_metrics.items")).isEqualTo("35");
        assertThat(step.attribute("honeyhive_metrics.items_failed")).isEqualTo("1");
        assertThat(step.attribute("honeyhive_metadata.batch_errors")).contains("illegible ticket 17");
        assertThat(named(STEP + ".chunk"))
                .hasSize(4)
                .allSatisfy(chunk -> assertThat(chunk.parentId()).isEqualTo(step.spanId()));
        assertThat(console.events()).allSatisfy(event -> {
            assertThat(event.traceId()).isEqualTo(job.traceId());
            assertThat(event.session()).isEqualTo(job.session()).isNotEmpty();
        });
    }

    @Test
    void call_for_an_item_is_inside_its_chunk_and_linked_where_it_has_failed() {
        Arrival call = only("read");
        Arrival chunk = named(STEP + ".chunk").stream()
                .filter(each -> each.attribute("honeyhive_metrics.items_failed").equals("1"))
                .findFirst()
                .orElseThrow();
        assertThat(call.parentId()).isEqualTo(chunk.spanId());
        assertThat(chunk.json().path("links").findValuesAsText("span_id")).containsExactly(call.spanId());
    }

    @Test
    void partitions_are_events_inside_their_step() {
        Arrival step = only(PARTITIONED);
        List<Arrival> partitions = named(PARTITIONED + ".partition");
        assertThat(step.attribute("honeyhive_metrics.items")).isEqualTo("35");
        assertThat(partitions)
                .allSatisfy(partition -> assertThat(partition.parentId()).isEqualTo(step.spanId()))
                .extracting(partition -> partition.attribute("honeyhive_metrics.items"))
                .containsExactlyInAnyOrder("20", "15");
        assertThat(named(PARTITIONED + ".partition.chunk"))
                .hasSize(4)
                .extracting(Arrival::parentId)
                .containsOnly(partitions.get(0).spanId(), partitions.get(1).spanId());
    }

    @Test
    void call_of_a_batchlet_is_inside_its_step() {
        assertThat(only("report").parentId()).isEqualTo(only("nightly.report").spanId());
    }

    /** The job's event is the last. */
    private Arrival only(String name) {
        List<Arrival> events = named(name);
        assertThat(events)
                .as("events named " + name + " of " + console.events())
                .hasSize(1);
        return events.get(0);
    }

    private List<Arrival> named(String name) {
        return console.events().stream()
                .filter(event -> event.eventName().equals(name))
                .toList();
    }

    private String ask(String path, String method) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(application().resolve(path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the application", e);
        }
    }
}
