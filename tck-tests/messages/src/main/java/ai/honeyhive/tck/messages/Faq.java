/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Evaluators;

/** What workers and run of an experiment share. */
final class Faq {

    private Faq() {}

    static EvaluationPipeline quality(EvaluationWorkers threads) {
        return EvaluationPipeline.builder("quality", threads)
                .add(Evaluators.builtIn().create("exact-match"))
                .add(Evaluators.builtIn().create("rouge-l"))
                .passMark(0.5)
                .build();
    }

    /** Well, badly or not at all, by the question alone. */
    static String answer(String question) {
        int number = Integer.parseInt(question.substring(1));
        if (number % 10 == 0) {
            throw new IllegalStateException("no answer to " + question);
        }
        return number % 4 == 0 ? "something of answer " + number : "answer " + number;
    }
}
