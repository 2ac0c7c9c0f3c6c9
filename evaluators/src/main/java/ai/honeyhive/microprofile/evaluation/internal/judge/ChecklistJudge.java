/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.judge;

import ai.honeyhive.microprofile.evaluation.ChatModel;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Yes/no questions in one go. */
public final class ChecklistJudge extends Judge {

    private static final Set<String> ANSWERS = Set.of("yes", "no", "unknown");

    private final List<String> questions = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final Set<String> names;
    private final String schema;

    public ChecklistJudge(String name, String model, ChatModel chat, Map<String, Double> questions) {
        super(name, model, chat, JsonText.of(questions));
        if (questions.isEmpty()) {
            throw new IllegalArgumentException("checklist '" + name + "' has no question");
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        questions.forEach((question, weight) -> {
            if (!(weight > 0) || !Double.isFinite(weight)) {
                throw new IllegalArgumentException("a weight must be finite and above 0, not " + weight);
            }
            this.questions.add(question);
            this.weights.add(weight);
            properties.put("q" + this.questions.size(), Map.of("enum", List.of("yes", "no", "unknown")));
        });
        this.names = Set.copyOf(properties.keySet());
        this.schema = JsonText.of(Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                properties.keySet(),
                "additionalProperties",
                false));
    }

    @Override
    public Set<Input> needs() {
        return Set.of(Input.OUTPUT);
    }

    @Override
    Evaluation judge(Sample sample, Conversation conversation) {
        StringBuilder task =
                new StringBuilder("Answer each question about the output with yes, no, or unknown where the"
                        + " texts do not tell. Answer with JSON, one entry a question.");
        for (int i = 0; i < questions.size(); i++) {
            task.append("\nq").append(i + 1).append(": ").append(questions.get(i));
        }
        Map<String, @Nullable Object> data = data(sample);
        data.put("contexts", sample.contexts());
        data.put("references", sample.expected());
        Map<?, ?> answer = conversation.askForObject(task.toString(), data, schema, 0, names);
        double yes = 0;
        double no = 0;
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            String verdict = oneOf(answer, "q" + (i + 1), ANSWERS);
            yes += verdict.equals("yes") ? weights.get(i) : 0;
            no += verdict.equals("no") ? weights.get(i) : 0;
            if (verdict.equals("no")) {
                failed.add(questions.get(i));
            }
        }
        if (yes + no == 0) {
            return Evaluation.abstain("the judge can tell nothing");
        }
        Evaluation evaluation = Evaluation.verdict(failed.isEmpty(), yes / (yes + no));
        return failed.isEmpty() ? evaluation : evaluation.withExplanation("no: " + String.join(" | ", failed));
    }
}
