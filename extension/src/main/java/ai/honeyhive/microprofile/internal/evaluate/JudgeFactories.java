/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.ChatModel;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.EvaluatorFactory;
import ai.honeyhive.microprofile.evaluation.EvaluatorSettings;
import ai.honeyhive.microprofile.evaluation.Judges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The judges that need nothing but a chat model, by name, so that configuration can name them where the application has one. */
public final class JudgeFactories {

    private JudgeFactories() {}

    /** The judges over a model; each takes the setting {@code model}, by which results of different models are told apart. */
    public static List<EvaluatorFactory> of(ChatModel chat) {
        return List.of(
                factory("judge-relevance", settings -> Judges.relevance(model(settings), chat)),
                factory("judge-clarity", settings -> Judges.clarity(model(settings), chat)),
                factory("judge-factual-accuracy", settings -> Judges.factualAccuracy(model(settings), chat)),
                factory(
                        "judge-faithfulness",
                        settings -> Judges.faithfulness(settings.evaluator(), model(settings), chat)),
                factory(
                        "judge-checklist",
                        settings ->
                                Judges.checklist(settings.evaluator(), model(settings), chat, questions(settings))));
    }

    private static String model(EvaluatorSettings settings) {
        return settings.text("model").orElse("default");
    }

    private static Map<String, Double> questions(EvaluatorSettings settings) {
        Map<String, Double> questions = new LinkedHashMap<>();
        settings.requiredText("questions")
                .lines()
                .flatMap(line -> Stream.of(line.split(";", -1)))
                .map(String::strip)
                .filter(question -> !question.isEmpty())
                .forEach(question -> questions.put(question, 1.0));
        return questions;
    }

    private static EvaluatorFactory factory(String name, Function<EvaluatorSettings, Evaluator> maker) {
        return new EvaluatorFactory() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Evaluator create(EvaluatorSettings settings) {
                return maker.apply(settings);
            }
        };
    }
}
