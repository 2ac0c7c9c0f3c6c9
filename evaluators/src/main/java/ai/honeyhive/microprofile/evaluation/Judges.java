/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import ai.honeyhive.microprofile.evaluation.internal.judge.Cascade;
import ai.honeyhive.microprofile.evaluation.internal.judge.ChecklistJudge;
import ai.honeyhive.microprofile.evaluation.internal.judge.FaithfulnessJudge;
import ai.honeyhive.microprofile.evaluation.internal.judge.PairwiseJudge;
import ai.honeyhive.microprofile.evaluation.internal.judge.RubricJudge;
import java.util.List;
import java.util.Map;

/**
 * Evaluators that ask a language model.
 *
 * <p>What is judged travels as JSON in a message of its own, apart from the instructions; the answer must be exactly the
 * JSON that was asked for. Anything else is an ERROR, never a guess. All are metered, and cached where the pipeline has
 * a cache: give the model's name and version as {@code model}, so that another model is another entry.
 *
 * <p>A judge is a measuring instrument: {@linkplain Calibration calibrate} it on labelled rows before it gates anything.
 */
public final class Judges {

    private Judges() {}

    /** A score by criteria; see {@link Rubric}. */
    public static Evaluator rubric(String name, String model, ChatModel chat, Rubric rubric) {
        return new RubricJudge(name, model, chat, rubric);
    }

    /**
     * Questions that can be answered by yes or no, with their weights: the score is the weight of yes over that of yes
     * and no, PASS if all are yes. What the model cannot tell leaves; if it can tell nothing, the judge abstains.
     */
    public static Evaluator checklist(String name, String model, ChatModel chat, Map<String, Double> questions) {
        return new ChecklistJudge(name, model, chat, questions);
    }

    /**
     * The output against the first expected answer, asked in both orders: it has won (PASS, 1) or lost (FAIL, 0) only if
     * both agree, else it is a tie (0.5), and the detail {@code consistent} tells whether the order did not matter.
     */
    public static Evaluator pairwise(String name, String model, ChatModel chat, String criteria) {
        return new PairwiseJudge(name, model, chat, criteria);
    }

    /**
     * Splits the output into claims and asks for each whether the contexts support or contradict it or say nothing: the
     * score is supported / claims, the detail {@code not_contradicted} counts silence as well. Without a claim the
     * evaluation is SKIPPED, not perfect.
     */
    public static Evaluator faithfulness(String name, String model, ChatModel chat) {
        return new FaithfulnessJudge(name, model, chat);
    }

    /** Whether the facts of the output agree with the first expected answer, 1 to 5. */
    public static Evaluator factualAccuracy(String model, ChatModel chat) {
        return rubric(
                "factual-accuracy",
                model,
                chat,
                Rubric.of(
                                "Whether every fact in the output agrees with the reference. Facts that the reference does not"
                                        + " mention count neither way; a fact that disagrees with it counts heavily.")
                        .withReference());
    }

    /** Whether the output answers the question, and nothing else, 1 to 5. */
    public static Evaluator relevance(String model, ChatModel chat) {
        return rubric(
                "relevance",
                model,
                chat,
                Rubric.of(
                        "Whether the output answers the question that was asked, completely, and leaves out what was not"
                                + " asked. Whether it is true does not matter here."));
    }

    /** Whether the output is easy to understand, 1 to 5. */
    public static Evaluator clarity(String model, ChatModel chat) {
        return rubric(
                "clarity",
                model,
                chat,
                Rubric.of("Whether the output is well ordered, unambiguous and easy to understand for whoever asked the"
                        + " question. Whether it is true does not matter here."));
    }

    /**
     * Several judges, different models best, as one: an aggregation over them, and the detail {@code disagreement}, the
     * standard deviation of their scores. A judge that fails leaves.
     */
    public static EvaluationPipeline.Builder jury(
            String name, EvaluationWorkers workers, List<Evaluator> judges, Aggregator aggregation) {
        EvaluationPipeline.Builder jury = EvaluationPipeline.builder(name, workers)
                .aggregation(parts -> aggregation.aggregate(parts).withDetail("disagreement", disagreement(parts)));
        judges.forEach(jury::add);
        return jury;
    }

    private static double disagreement(List<Aggregator.Part> parts) {
        double[] scores = parts.stream()
                .flatMap(part -> part.evaluation().score().stream().boxed())
                .mapToDouble(score -> score)
                .toArray();
        double mean = 0;
        for (double score : scores) {
            mean += score / scores.length;
        }
        double sum = 0;
        for (double score : scores) {
            sum += (score - mean) * (score - mean) / scores.length;
        }
        return Math.sqrt(sum);
    }

    /**
     * Cheap evaluators first: the first one whose score is at most {@code low} (FAIL) or at least {@code high} (PASS)
     * decides; what lies between, abstains, lacks its input or fails goes on to the next. If none decides, the last one
     * judged is the result, without a verdict. The detail named "tier" tells who decided.
     */
    public static Evaluator cascade(String name, List<Evaluator> tiers, double low, double high) {
        return new Cascade(name, tiers, low, high);
    }
}
