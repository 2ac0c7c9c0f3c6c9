/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.judge;

import ai.honeyhive.microprofile.evaluation.ChatModel;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two answers in both orders, which takes the bias for a place out (Zheng et al., "Judging LLM-as-a-Judge", 2023). */
public final class PairwiseJudge extends Judge {

    private static final Set<String> NAMES = Set.of("reason", "better");
    private static final Set<String> ANSWERS = Set.of("first", "second", "tie");
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"reason\":{\"type\":\"string\"},\"better\":{\"enum\":[\"first\",\"second\",\"tie\"]}},"
                    + "\"required\":[\"reason\",\"better\"],\"additionalProperties\":false}";

    private final String criteria;

    public PairwiseJudge(String name, String model, ChatModel chat, String criteria) {
        super(name, model, chat, criteria);
        this.criteria = criteria;
    }

    @Override
    public Set<Input> needs() {
        return Set.of(Input.OUTPUT, Input.EXPECTED);
    }

    @Override
    Evaluation judge(Sample sample, Conversation conversation) {
        String output = String.valueOf(sample.output());
        String other = sample.expected().get(0);
        Map<?, ?> forward = ask(conversation, sample, output, other);
        Map<?, ?> backward = ask(conversation, sample, other, output);
        int one = points(oneOf(forward, "better", ANSWERS));
        int two = -points(oneOf(backward, "better", ANSWERS));
        String reason = text(forward, "reason");
        boolean consistent = one == two;
        int points = consistent ? one : 0;
        Evaluation evaluation = points == 0
                ? Evaluation.scored(0.5).withLabel("tie")
                : Evaluation.verdict(points > 0).withLabel(points > 0 ? "win" : "loss");
        return evaluation.withExplanation(reason).withDetail("consistent", consistent);
    }

    private Map<?, ?> ask(Conversation conversation, Sample sample, String first, String second) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("question", sample.question());
        data.put("first", first);
        data.put("second", second);
        String task = "Which of two answers to the question is better, by these criteria: " + criteria
                + "\nNeither place nor length matters. Answer with JSON: first the reason, in one or two sentences, then"
                + " which is better: first, second or tie.";
        return conversation.askForObject(task, data, SCHEMA, 0, NAMES);
    }

    private static int points(String better) {
        return better.equals("first") ? 1 : better.equals("second") ? -1 : 0;
    }
}
