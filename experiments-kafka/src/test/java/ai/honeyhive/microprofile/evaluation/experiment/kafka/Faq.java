/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.experiment.CaseWorker;
import ai.honeyhive.microprofile.evaluation.experiment.Datapoint;
import ai.honeyhive.microprofile.evaluation.experiment.Dataset;
import ai.honeyhive.microprofile.evaluation.experiment.Experiment;
import ai.honeyhive.microprofile.evaluation.experiment.ExperimentResult;
import java.nio.file.Path;
import java.util.Map;

/** The code of docs/kafka.md, run by {@link KafkaEngineTest}; each block of that page stands here word by word. */
final class Faq {

    private static final Assistant assistant = new Assistant();

    private Faq() {}

    static EvaluationPipeline quality(EvaluationWorkers threads) {
        return EvaluationPipeline.builder("quality", threads)
                .add(Evaluators.builtIn().create("exact-match"))
                .add(Evaluators.builtIn().create("rouge-l"))
                .passMark(0.5)
                .build();
    }

    static void answer(Datapoint row, Sample.Builder sample) throws Exception {
        sample.output(assistant.ask(row.input("question")));
    }

    static void work(String kafka) throws InterruptedException {
        Map<String, String> client = Map.of("bootstrap.servers", kafka, "session.timeout.ms", "6000");
        try (EvaluationWorkers threads = EvaluationWorkers.ofThreads(4);
                KafkaWorker worker = new KafkaWorker(client, "faq", new CaseWorker(quality(threads), Faq::answer), 4)) {
            worker.run();
        }
    }

    static ExperimentResult run(String kafka, Path dataset) throws InterruptedException {
        Map<String, String> client = Map.of("bootstrap.servers", kafka, "session.timeout.ms", "6000");
        try (EvaluationWorkers threads = EvaluationWorkers.ofThreads(1)) {
            return Experiment.builder("faq", Dataset.read(dataset), quality(threads))
                    .engine(KafkaEngine.of(client, "faq", 12))
                    .task(Faq::answer)
                    .run();
        }
    }
}
