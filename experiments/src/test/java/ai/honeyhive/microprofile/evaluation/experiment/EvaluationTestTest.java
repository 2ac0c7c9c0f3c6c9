/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import static org.assertj.core.api.Assertions.allOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The annotation in JUnit itself: test classes run by JUnit's own kit, with a bean of a real container. */
class EvaluationTestTest {

    private static final Path BASELINE = Path.of("target/baseline-of-evaluation-test.json");

    @TempDir
    Path reports;

    @ApplicationScoped
    static class Assistant {
        String ask(String question) {
            return question.contains("Monday") ? "from 9 to 17" : question.contains("night") ? "open" : "closed";
        }
    }

    static class Hours {
        private SeContainer container;

        @BeforeEach
        void start() {
            container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addBeanClasses(Assistant.class)
                    .initialize();
        }

        @AfterEach
        void stop() {
            container.close();
        }

        private String ask(Datapoint row) {
            return container.select(Assistant.class).get().ask(row.input("question"));
        }

        EvaluationPipeline quality(EvaluationWorkers workers) {
            return Some.exact(workers);
        }

        @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "quality", minScore = 0.7, minPassRate = 0.7)
        void good(EvaluationRun run) throws InterruptedException {
            run.answer(this::ask);
        }

        @EvaluationTest(
                dataset = "datasets/hours.jsonl",
                pipeline = "quality",
                minScore = 0.8,
                workers = 3,
                repeats = 2)
        void tooLow(EvaluationRun run) throws InterruptedException {
            run.answer(this::ask);
        }

        @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "quality", minScore = Double.NaN)
        void noMinimum(EvaluationRun run) throws InterruptedException {
            run.answer(this::ask);
        }

        @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "qualty", minScore = 0.5)
        void noPipeline(EvaluationRun run) throws InterruptedException {
            run.answer(this::ask);
        }

        @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "quality", minScore = 0.5)
        void neverAsks(EvaluationRun run) {}

        @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "quality", minScore = 0.5, maxRegression = 0.1)
        void noBaseline(EvaluationRun run) throws InterruptedException {
            run.answer(this::ask);
        }

        @EvaluationTest(
                dataset = "datasets/hours.jsonl",
                pipeline = "ai.honeyhive.microprofile.evaluation.experiment.Some#exact",
                minScore = 0,
                maxRegression = 0.1,
                baseline = "target/baseline-of-evaluation-test.json")
        void withBaseline(EvaluationRun run) throws InterruptedException {
            run.answer(this::ask);
        }
    }

    private Events run(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Hours.class, method, EvaluationRun.class.getName()))
                .configurationParameter("honeyhive.experiments.reports", reports.toString())
                .execute()
                .testEvents();
    }

    private void failsWith(String method, String... texts) {
        run(method)
                .assertThatEvents()
                .haveExactly(
                        1,
                        allOf(
                                test(),
                                finishedWithFailure(
                                        message(text -> Arrays.stream(texts).allMatch(text::contains)))));
    }

    @Test
    void good_answers_pass_and_leave_their_reports() {
        Events events = run("good");

        events.assertStatistics(statistics -> statistics.succeeded(1).failed(0));
        assertThat(reports.resolve("Hours.good.html")).content().contains("EXT-night#0");
        assertThat(reports.resolve("Hours.good.xml")).content().contains("failures=\"1\"");
        assertThat(ExperimentResult.read(reports.resolve("Hours.good.json")).passRate())
                .isEqualTo(0.75);
        assertThat(events.reportingEntryPublished().count()).isEqualTo(1);
    }

    @Test
    void bad_answers_fail_with_what_the_rows_can_show() {
        failsWith("tooLow", "FAIL score 0.750, at least 0.800", "smallest difference these rows can show is 0.7");
        assertThat(ExperimentResult.read(reports.resolve("Hours.tooLow.json")).cases())
                .hasSize(8);
    }

    @Test
    void a_missing_minimum_is_an_error() throws NoSuchMethodException {
        assertThat(EvaluationTest.class.getMethod("minScore").getDefaultValue()).isNull();
        failsWith("noMinimum", "minScore must be set", "Hours.noMinimum");
    }

    @Test
    void a_missing_pipeline_or_baseline_is_named() {
        failsWith("noPipeline", "qualty", "EvaluationPipeline");
        failsWith("noBaseline", "maxRegression needs a baseline");
    }

    @Test
    void a_test_that_evaluates_nothing_fails() {
        failsWith("neverAsks", "nothing was evaluated");
    }

    @Test
    void a_baseline_of_a_file_is_compared() throws IOException {
        run("good");
        Files.copy(reports.resolve("Hours.good.json"), BASELINE, StandardCopyOption.REPLACE_EXISTING);
        try {
            run("withBaseline")
                    .assertStatistics(statistics -> statistics.succeeded(1).failed(0));
            assertThat(reports.resolve("Hours.withBaseline.html")).content().contains("Run against run");
        } finally {
            Files.delete(BASELINE);
        }
    }
}
