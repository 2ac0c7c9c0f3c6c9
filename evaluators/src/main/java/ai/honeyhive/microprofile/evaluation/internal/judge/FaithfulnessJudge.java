/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.judge;

import ai.honeyhive.microprofile.evaluation.ChatModel;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims first, then a verdict on each (after Es et al., "RAGAS", 2023), with "contradicted" and "not found" apart. */
public final class FaithfulnessJudge extends Judge {

    private static final int MOST_CLAIMS = 100;
    private static final String CLAIMS_TASK =
            "Split the output into its claims: each a short sentence that states one fact"
                    + " and can be understood alone. Leave out questions, offers and opinions. Answer with JSON.";
    private static final String CLAIMS_SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"claims\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"maxItems\":100}},"
                    + "\"required\":[\"claims\"],\"additionalProperties\":false}";
    private static final String VERDICTS_TASK = "For each claim, in its order, tell what the contexts alone say of it:"
            + " supported, contradicted, or not_found. Use no knowledge of your own. Answer with JSON.";
    private static final String VERDICTS_SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"verdicts\":{\"type\":\"array\",\"items\":{\"enum\":[\"supported\",\"contradicted\","
                    + "\"not_found\"]}}},\"required\":[\"verdicts\"],\"additionalProperties\":false}";

    public FaithfulnessJudge(String name, String model, ChatModel chat) {
        super(name, model, chat, CLAIMS_TASK + VERDICTS_TASK);
    }

    @Override
    public Set<Input> needs() {
        return Set.of(Input.OUTPUT, Input.CONTEXTS);
    }

    @Override
    Evaluation judge(Sample sample, Conversation conversation) {
        Map<String, @Nullable Object> data = data(sample);
        List<String> claims =
                texts(conversation.askForObject(CLAIMS_TASK, data, CLAIMS_SCHEMA, 0, Set.of("claims")), "claims");
        if (claims.isEmpty()) {
            return Evaluation.skipped("the output makes no claim");
        }
        Map<String, Object> question = Map.of("claims", claims, "contexts", sample.contexts());
        List<String> verdicts = texts(
                conversation.askForObject(VERDICTS_TASK, question, VERDICTS_SCHEMA, 0, Set.of("verdicts")), "verdicts");
        if (verdicts.size() != claims.size()) {
            throw new JudgeException(verdicts.size() + " verdicts for " + claims.size() + " claims");
        }
        return evaluation(claims, verdicts);
    }

    private static Evaluation evaluation(List<String> claims, List<String> verdicts) {
        int supported = 0;
        int contradicted = 0;
        List<String> unsupported = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            switch (verdicts.get(i)) {
                case "supported" -> supported++;
                case "contradicted" -> {
                    contradicted++;
                    unsupported.add("contradicted: " + claims.get(i));
                }
                case "not_found" -> unsupported.add("not found: " + claims.get(i));
                default -> throw new JudgeException("a verdict is none of supported, contradicted, not_found");
            }
        }
        int all = claims.size();
        Evaluation evaluation = Evaluation.scored((double) supported / all)
                .withDetail("claims", all)
                .withDetail("contradicted", contradicted)
                .withDetail("not_found", all - supported - contradicted)
                .withDetail("not_contradicted", (double) (all - contradicted) / all);
        return unsupported.isEmpty() ? evaluation : evaluation.withExplanation(String.join(" | ", unsupported));
    }

    private static List<String> texts(Map<?, ?> object, String name) {
        List<String> texts = new ArrayList<>();
        if (!(object.get(name) instanceof List<?> list) || list.size() > MOST_CLAIMS) {
            throw new JudgeException("'" + name + "' in the judge's answer is no list of at most " + MOST_CLAIMS);
        }
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw new JudgeException("'" + name + "' in the judge's answer holds something else than texts");
            }
            texts.add(text);
        }
        return texts;
    }
}
