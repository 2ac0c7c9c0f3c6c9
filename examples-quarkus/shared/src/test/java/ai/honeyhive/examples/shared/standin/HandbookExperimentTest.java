/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.standin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.examples.shared.Handbook;
import ai.honeyhive.examples.shared.LoadedHandbook;
import ai.honeyhive.examples.shared.Passage;
import ai.honeyhive.examples.shared.Prompts;
import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.evaluation.LangChain4j;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.experiment.Datapoint;
import ai.honeyhive.microprofile.evaluation.experiment.EvaluationRun;
import ai.honeyhive.microprofile.evaluation.experiment.EvaluationTest;
import ai.honeyhive.microprofile.evaluation.experiment.ExperimentResult;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/**
 * The assistant's search and stand-in over questions about every passage of the handbook. The report is
 * {@code target/experiments/HandbookExperimentTest.answers.html}.
 */
class HandbookExperimentTest {

    private static final int PASSAGES = 4;

    private static Handbook handbook;

    @BeforeAll
    static void load() {
        handbook = LoadedHandbook.load();
    }

    EvaluationPipeline quality(EvaluationWorkers workers) {
        Evaluators evaluators = Evaluators.builtIn()
                .withEmbeddings(LangChain4j.embeddingModel(new AllMiniLmL6V2QuantizedEmbeddingModel()));
        return EvaluationPipeline.builder("quality", workers)
                .add(evaluators.create("contains"))
                .add(evaluators.create("success-at-k", Map.of("k", String.valueOf(PASSAGES))))
                .add(evaluators.create("reciprocal-rank"))
                .add(evaluators.create("lexical-support"))
                .add(evaluators.create("embedding-relevance"))
                .weight("contains", 4)
                .passMark(0.7)
                .build();
    }

    @EvaluationTest(
            dataset = "datasets/handbook.jsonl",
            pipeline = "quality",
            minScore = 0.75,
            minPassRate = 0.75,
            workers = 2)
    void answers(EvaluationRun run) throws InterruptedException {
        ExperimentResult result = run.answer(HandbookExperimentTest::answer);

        assertThat(result.cases()).hasSizeGreaterThanOrEqualTo(50);
        assertThat(result.unjudged()).isZero();
    }

    private static void answer(Datapoint row, Sample.Builder sample) {
        List<Passage> found = handbook.search(row.input("question"), PASSAGES);
        sample.contexts(found.stream().map(Passage::text).toList())
                .retrieved(found.stream().map(Passage::source).toList())
                .output(QuotedAnswer.to(Prompts.user(row.input("question"), found))
                        .text());
    }
}
