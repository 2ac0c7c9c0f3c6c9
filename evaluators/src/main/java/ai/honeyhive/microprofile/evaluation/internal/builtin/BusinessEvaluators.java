/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.business;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.present;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.EvaluatorSettings;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rules over signals that the application or its users give, as metadata of the sample. Without a signal: SKIPPED. */
final class BusinessEvaluators {

    private static final List<String> YES = List.of("true", "yes", "up", "thumbs_up", "positive", "1");
    private static final List<String> NO = List.of("false", "no", "down", "thumbs_down", "negative", "0");

    private BusinessEvaluators() {}

    static List<BuiltIn> all() {
        return List.of(
                business("goal-achievement", Set.of(), BusinessEvaluators::goals),
                business("customer-satisfaction", Set.of(), BusinessEvaluators::satisfaction),
                business("cost-efficiency", Set.of(Input.COST), BusinessEvaluators::costEfficiency),
                business("escalation", Set.of(), BusinessEvaluators::escalation));
    }

    /** The share of the signals named that are true, of those given; PASS if all given are. */
    private static Function<Sample, Evaluation> goals(EvaluatorSettings settings) {
        List<String> set = settings.list("signals");
        List<String> signals = set.isEmpty() ? List.of("goal_achieved") : set;
        return sample -> {
            List<String> missed = new ArrayList<>();
            int given = 0;
            for (String signal : signals) {
                Optional<Boolean> value = answer(sample.metadata().get(signal));
                given += value.isPresent() ? 1 : 0;
                if (value.isPresent() && !value.get()) {
                    missed.add(signal);
                }
            }
            if (given == 0) {
                return Evaluation.skipped("the metadata has none of " + signals);
            }
            Evaluation evaluation = Evaluation.verdict(missed.isEmpty(), 1 - (double) missed.size() / given)
                    .withDetail("given", given);
            return missed.isEmpty() ? evaluation : evaluation.withExplanation("missed: " + String.join(", ", missed));
        };
    }

    private static Optional<Boolean> answer(@Nullable Object value) {
        String text = String.valueOf(value).strip().toLowerCase(Locale.ROOT);
        return YES.contains(text) ? Optional.of(true) : NO.contains(text) ? Optional.of(false) : Optional.empty();
    }

    /** A rating on its scale, as 0 to 1; or thumbs. PASS from the share set. */
    private static Function<Sample, Evaluation> satisfaction(EvaluatorSettings settings) {
        String signal = settings.text("signal").orElse("rating");
        double min = settings.number("min", 1, -1e9, 1e9);
        double max = settings.number("max", 5, min + 1e-9, 1e9);
        double pass = settings.number("pass", 0.6, 0, 1);
        return sample -> {
            Object value = sample.metadata().get(signal);
            if (value instanceof Number rating) {
                double share = (rating.doubleValue() - min) / (max - min);
                return share >= 0 && share <= 1
                        ? Evaluation.verdict(share >= pass - 1e-9, share)
                        : Evaluation.abstain("the rating " + rating + " is not on the scale " + min + " to " + max);
            }
            return answer(value)
                    .map(Evaluation::verdict)
                    .orElseGet(() -> Evaluation.skipped("the metadata has no '" + signal + "'"));
        };
    }

    /** Money spent without reaching the goal is 0; else min(1, limit / cost). */
    private static Function<Sample, Evaluation> costEfficiency(EvaluatorSettings settings) {
        String outcome = settings.text("outcome").orElse("goal_achieved");
        double limit = settings.number("limit", 0.05, 0, Double.MAX_VALUE);
        return sample -> answer(sample.metadata().get(outcome))
                .map(reached -> reached
                        ? CallEvaluators.atMost(present(sample.telemetry().cost()), limit)
                        : Evaluation.verdict(false).withExplanation("the goal was not reached"))
                .orElseGet(() -> Evaluation.skipped("the metadata has no '" + outcome + "'"));
    }

    /** PASS if nobody had to take over: by the signal, else by what the answer says. */
    private static Function<Sample, Evaluation> escalation(EvaluatorSettings settings) {
        String signal = settings.text("signal").orElse("escalated");
        Phrases handovers = Phrases.resource("handovers.txt");
        return sample -> {
            Optional<Boolean> escalated = answer(sample.metadata().get(signal));
            String output = sample.output();
            if (escalated.isPresent()) {
                return Evaluation.verdict(!escalated.get());
            }
            return output == null
                    ? Evaluation.skipped("neither an output nor the metadata '" + signal + "'")
                    : handovers.judge(output);
        };
    }
}
