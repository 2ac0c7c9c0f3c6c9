/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.KitWar;
import ai.honeyhive.tck.Mode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.arquillian.api.ServerSetup;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A job of Jakarta Batch on the server's own runtime, JBeret. */
@ArquillianTest
@ServerSetup(Batch.class)
class WildFlyBatchJobIT {

    private final HttpClient http = HttpClient.newHttpClient();

    @ArquillianResource
    URI application;

    @Deployment(testable = false)
    static WebArchive war() {
        return KitWar.library(ShrinkWrap.create(WebArchive.class, "nightly.war"))
                .addClasses(Nightly.class, Nightly.Root.class)
                .addClasses(Nightly.Reader.class, Nightly.Sorter.class, Nightly.Writer.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsResource(new StringAsset(Nightly.JOB), "META-INF/batch-jobs/nightly.xml")
                .addAsResource(new StringAsset(configuration()), "META-INF/microprofile-config.properties");
    }

    /** The kit's, without what names beans of the kit's application. */
    private static String configuration() {
        return Mode.ON.configuration(Console.shared().url()).entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("honeyhive.evaluation."))
                .map(entry -> entry.getKey() + '=' + entry.getValue() + '\n')
                .collect(Collectors.joining());
    }

    @Test
    void job_step_and_chunks_are_events_in_one_trace() throws Exception {
        ask(HttpRequest.newBuilder(application.resolve("jobs/")).POST(HttpRequest.BodyPublishers.noBody()));
        Awaitility.await("the job's end")
                .atMost(Duration.ofSeconds(60))
                .until(() -> ask(HttpRequest.newBuilder(application.resolve("jobs/latest"))), "COMPLETED"::equals);
        Awaitility.await("its event")
                .atMost(Duration.ofSeconds(30))
                .until(() -> named("nightly"), all -> all.size() == 1);

        Arrival job = named("nightly").get(0);
        Arrival step = named("nightly.sort").get(0);
        assertThat(step.parentId()).isEqualTo(job.spanId());
        assertThat(step.attribute("honeyhive_metrics.items")).isEqualTo("35");
        assertThat(step.attribute("honeyhive_metrics.items_failed")).isEqualTo("1");
        assertThat(step.attribute("honeyhive_metadata.batch_errors")).contains("illegible ticket 17");
        assertThat(named("nightly.sort.chunk")).hasSize(4).allSatisfy(chunk -> {
            assertThat(chunk.parentId()).isEqualTo(step.spanId());
            assertThat(chunk.traceId()).isEqualTo(job.traceId());
            assertThat(chunk.session()).isEqualTo(job.session());
        });
    }

    private static List<Arrival> named(String name) {
        return Console.shared().events().stream()
                .filter(event -> event.eventName().equals(name))
                .toList();
    }

    private String ask(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer =
                http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
