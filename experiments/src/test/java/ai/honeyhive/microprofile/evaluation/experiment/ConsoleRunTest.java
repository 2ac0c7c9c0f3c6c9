/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.console.Console;
import ai.honeyhive.microprofile.console.ConsoleOptions;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs against the local console, which reads them back as HoneyHive does. */
class ConsoleRunTest {

    private final EvaluationWorkers workers = EvaluationWorkers.ofThreads(2);
    private Console console;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        console = Console.start(ConsoleOptions.inMemory());
        url = URI.create("http://127.0.0.1:" + console.port());
    }

    @AfterEach
    void stop() {
        workers.close();
        console.close();
    }

    private ExperimentResult run(Function<Datapoint, String> task) throws InterruptedException {
        return Experiment.builder("faq", Some.rows(4), Some.exact(workers))
                .honeyHive(HoneyHiveRuns.at(url, () -> "any-key"))
                .task(datapoint -> task.apply(datapoint))
                .run();
    }

    private String read(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url.resolve(path))
                                .header("Authorization", "Bearer any-key")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void two_runs_of_an_experiment_are_summed_up_and_compared() throws Exception {
        ExperimentResult before =
                run(datapoint -> datapoint.input("question").equals("q1") ? "wrong" : Some.right(datapoint));
        ExperimentResult now = run(Some::right);

        assertThat(before.notes()).isEmpty();
        assertThat(now.notes()).isEmpty();
        assertThat(read("/v1/runs/" + before.runId() + "/summary"))
                .contains("\"status\":\"completed\"", "\"metric_name\":\"exact-match\"", "\"aggregate\":0.75");
        assertThat(read("/v1/runs/" + now.runId() + "/compare/" + before.runId()))
                .contains("\"old_aggregate\":0.75", "\"new_aggregate\":1.0", "\"improved\":[\"EXT-row-1\"]");
        assertThat(read("/api/sessions?run=" + now.runId())).contains("\"name\":\"faq\"");
    }
}
