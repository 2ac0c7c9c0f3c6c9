/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.judge;

import ai.honeyhive.microprofile.evaluation.ChatAnswer;
import ai.honeyhive.microprofile.evaluation.ChatModel;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Rubric;
import ai.honeyhive.microprofile.evaluation.Sample;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** G-Eval: criteria, steps, and Σ p(s)·s, or the mean of several samples. The score is brought to 0 to 1. */
public final class RubricJudge extends Judge {

    private static final Set<String> NAMES = Set.of("reason", "score");

    private final Rubric rubric;
    private final String task;
    private final String schema;

    public RubricJudge(String name, String model, ChatModel chat, Rubric rubric) {
        super(name, model, chat, rubric.toString());
        this.rubric = rubric;
        this.task = task(rubric);
        this.schema =
                "{\"type\":\"object\",\"properties\":{\"reason\":{\"type\":\"string\"},\"score\":{\"type\":\"integer\",\"minimum\":"
                        + rubric.min() + ",\"maximum\":" + rubric.max()
                        + "}},\"required\":[\"reason\",\"score\"],\"additionalProperties\":false}";
    }

    private static String task(Rubric rubric) {
        StringBuilder task = new StringBuilder("Judge the output by these criteria: ").append(rubric.criteria());
        for (int i = 0; i < rubric.steps().size(); i++) {
            task.append('\n').append(i + 1).append(". ").append(rubric.steps().get(i));
        }
        return task.append("\nThe score is a whole number from ")
                .append(rubric.min())
                .append(" (worst) to ")
                .append(rubric.max())
                .append(" (best).")
                .toString();
    }

    @Override
    public Set<Input> needs() {
        return rubric.reference() ? Set.of(Input.OUTPUT, Input.EXPECTED) : Set.of(Input.OUTPUT);
    }

    @Override
    Evaluation judge(Sample sample, Conversation conversation) {
        Map<String, @Nullable Object> data = data(sample);
        if (rubric.reference()) {
            data.put("reference", sample.expected().get(0));
        }
        if (!sample.contexts().isEmpty()) {
            data.put("contexts", sample.contexts());
        }
        return rubric.probabilities() ? weighted(conversation, data) : sampled(conversation, data);
    }

    private Evaluation weighted(Conversation conversation, Map<String, @Nullable Object> data) {
        ChatAnswer answer = conversation.ask(task + "\nAnswer with the score alone, nothing else.", data, null, 0);
        double mass = 0;
        double sum = 0;
        for (Map.Entry<String, Double> token : answer.probabilities().entrySet()) {
            String text = token.getKey().strip();
            double probability = token.getValue();
            boolean number = text.matches("-?[0-9]{1,9}");
            if (number && isOnScale(Integer.parseInt(text)) && probability > 0 && probability <= 1) {
                mass += probability;
                sum += probability * Integer.parseInt(text);
            }
        }
        // Where most of the probability is on something else than a score, the model did not answer the question.
        if (mass < 0.5) {
            throw new JudgeException("only " + mass + " of the probability is on scores of the scale");
        }
        return share(sum / mass).withDetail("probability_mass", mass);
    }

    private boolean isOnScale(int score) {
        return score >= rubric.min() && score <= rubric.max();
    }

    private Evaluation sampled(Conversation conversation, Map<String, @Nullable Object> data) {
        double[] scores = new double[rubric.samples()];
        String reason = "";
        double mean = 0;
        for (int i = 0; i < scores.length; i++) {
            Map<?, ?> answer = conversation.askForObject(
                    task + "\nAnswer with JSON: first the reason, in one or two sentences, then the score.",
                    data,
                    schema,
                    scores.length > 1 ? 1 : 0,
                    NAMES);
            scores[i] = wholeNumber(answer, "score", rubric.min(), rubric.max());
            reason = text(answer, "reason");
            mean += scores[i] / scores.length;
        }
        double squares = 0;
        for (double score : scores) {
            squares += (score - mean) * (score - mean) / scores.length;
        }
        return share(mean)
                .withExplanation(reason)
                .withDetail("samples", scores.length)
                .withDetail("spread", Math.sqrt(squares));
    }

    private Evaluation share(double score) {
        double share = (score - rubric.min()) / (rubric.max() - rubric.min());
        return Evaluation.scored(Math.max(0, Math.min(1, share))).withDetail("score_on_scale", score);
    }
}
