/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.evaluation.experiment.EvaluationRun;
import ai.honeyhive.microprofile.evaluation.experiment.EvaluationTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/** The first test is that of docs/experiments.md: on a bean, with Quarkus's class loader, its JUnit and its injection. */
@QuarkusTest
class OpeningHoursTest {

    @Inject
    Assistant assistant;

    @Inject
    Visit visit;

    @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "quality", minScore = 0.7)
    void knowsTheHours(EvaluationRun run) throws InterruptedException {
        run.answer(row -> assistant.ask(row.input("question")));
    }

    EvaluationPipeline quality(EvaluationWorkers workers) {
        return EvaluationPipeline.builder("quality", workers)
                .add(Evaluators.builtIn().create("exact-match"))
                .passMark(0.5)
                .build();
    }

    @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "quality", minScore = 0.8)
    void tooLow(EvaluationRun run) {
        assertThatThrownBy(() -> run.answer(row -> assistant.ask(row.input("question"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("FAIL score 0.750, at least 0.800");
    }

    @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "ofABean", minScore = 0.7)
    void oneWorker_isInTheRequestOfTheTest(EvaluationRun run) throws InterruptedException {
        run.answer(row -> assistant.ask(row.input("question")));

        assertThat(visit.questions()).isEqualTo(4);
    }

    /** By what is injected. */
    EvaluationPipeline ofABean(EvaluationWorkers workers) {
        assertThat(assistant.ask("Is the shop open on Monday?")).isEqualTo("from 9 to 17");
        visit.forget();
        return quality(workers);
    }

    @EvaluationTest(dataset = "datasets/hours.jsonl", pipeline = "quality", minScore = 0.7, workers = 3, repeats = 5)
    void threeWorkers_askTheSameBean(EvaluationRun run) throws InterruptedException {
        assertThat(run.answer(row -> assistant.alone(row.input("question"))).cases())
                .hasSize(20);
    }

    @AfterAll
    static void reportsAreInTarget() {
        assertThat(Path.of("target/experiments/OpeningHoursTest.knowsTheHours.html"))
                .content()
                .contains("EXT-night#0");
    }
}
