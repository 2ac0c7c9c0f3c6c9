/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.evaluation.experiment.BatchEngine;
import ai.honeyhive.microprofile.evaluation.experiment.Datapoint;
import ai.honeyhive.microprofile.evaluation.experiment.EvaluationRun;
import ai.honeyhive.microprofile.evaluation.experiment.EvaluationTest;
import ai.honeyhive.microprofile.evaluation.experiment.ExperimentResult;
import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.KitWar;
import ai.honeyhive.tck.Mode;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.arquillian.api.ServerSetup;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;

/**
 * Experiments in Arquillian: inside the server on an injected bean, on its own batch runtime, and from outside. Only what the
 * server has may be used inside, so there is no AssertJ.
 */
@ArquillianTest
@ServerSetup(Batch.class)
class WildFlyExperimentIT {

    @Inject
    Assistant assistant;

    @Deployment
    static WebArchive war() throws URISyntaxException {
        Path reports = Artifacts.target().resolve("experiments");
        File experiments = new File(EvaluationTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return KitWar.library(ShrinkWrap.create(WebArchive.class, "shop.war"))
                .addClasses(Assistant.class, Assistant.Desk.class, Assistant.Root.class)
                .addAsLibrary(experiments)
                .addAsResource("datasets/hours.jsonl")
                .addAsResource(new StringAsset("honeyhive.experiments.reports=" + reports), "junit-platform.properties")
                .addAsResource(new StringAsset(configuration()), "META-INF/microprofile-config.properties")
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    /** The kit's, without what names beans of the kit's application. */
    private static String configuration() {
        return Mode.ON.configuration(Console.shared().url()).entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("honeyhive.evaluation."))
                .map(entry -> entry.getKey() + '=' + entry.getValue() + '\n')
                .collect(Collectors.joining());
    }

    @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "quality", minScore = 0.7)
    void knowsTheHours(EvaluationRun run) throws InterruptedException {
        run.answer(row -> assistant.ask(row.input("question")));
        assertTrue(Thread.currentThread().getContextClassLoader().toString().contains("shop.war"));
    }

    EvaluationPipeline quality(EvaluationWorkers workers) {
        return EvaluationPipeline.builder("quality", workers)
                .add(Evaluators.builtIn().create("exact-match"))
                .passMark(0.5)
                .build();
    }

    @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "quality", minScore = 0.8)
    void tooLow(EvaluationRun run) {
        AssertionError error =
                assertThrows(AssertionError.class, () -> run.answer(row -> assistant.ask(row.input("question"))));
        assertTrue(error.getMessage().contains("FAIL score 0.750, at least 0.800"), error.getMessage());
    }

    @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "quality", minScore = 0.7, repeats = 10)
    void runsAsAJobOfTheServer(EvaluationRun run) throws InterruptedException {
        JobOperator server = BatchRuntime.getJobOperator();
        run.experiment().engine(BatchEngine.of(server, 4));

        ExperimentResult result = run.answer(this::ask);

        assertEquals(40, result.cases().size());
        result.cases().forEach(one -> assertNull(one.error()));
        var instance = server.getJobInstances("honeyhive-experiment", 0, 1).get(0);
        var execution = server.getJobExecutions(instance).get(0);
        assertEquals(BatchStatus.COMPLETED, execution.getBatchStatus());
        assertEquals(result.runId(), execution.getJobParameters().getProperty("run"));
    }

    private String ask(Datapoint row) {
        return assistant.ask(row.input("question"));
    }

    @AfterAll
    static void rowsCarryTheirIds() {
        Rows.carryTheirIds();
    }

    @RunAsClient
    @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "quality", minScore = 0.7, workers = 2)
    void answersOverHttp(EvaluationRun run, @ArquillianResource URI shop) throws Exception {
        HttpClient http = HttpClient.newHttpClient();

        run.answer(row -> get(http, shop, row.input("question")));

        assertNotNull(shop);
        assertTrue(Files.exists(Path.of("target/experiments/WildFlyExperimentIT.answersOverHttp.html")));
    }

    private static String get(HttpClient http, URI shop, String question) throws IOException, InterruptedException {
        URI uri = shop.resolve("shop/ask?question=" + URLEncoder.encode(question, StandardCharsets.UTF_8));
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
