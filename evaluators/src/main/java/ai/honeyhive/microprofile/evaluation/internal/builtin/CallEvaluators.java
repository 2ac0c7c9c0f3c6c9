/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.present;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.technical;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.EvaluatorSettings;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** How the call went: arithmetic on its telemetry. A score falls from 1 by how many times the target is missed. */
final class CallEvaluators {

    private static final List<String> TRUNCATED =
            List.of("length", "max_tokens", "max_output_tokens", "model_length", "incomplete");

    private CallEvaluators() {}

    static List<BuiltIn> all() {
        return List.of(
                technical("latency", Set.of(Input.LATENCY), settings -> {
                    Duration target = settings.duration("target", Duration.ofSeconds(2));
                    return sample -> time(present(sample.telemetry().latency()), target);
                }),
                technical("time-to-first-token", Set.of(Input.TIME_TO_FIRST_TOKEN), settings -> {
                    Duration target = settings.duration("target", Duration.ofSeconds(1));
                    return sample -> time(present(sample.telemetry().timeToFirstToken()), target);
                }),
                technical(
                        "tokens-per-second",
                        Set.of(Input.OUTPUT_TOKENS, Input.LATENCY),
                        CallEvaluators::tokensPerSecond),
                technical(
                        "token-efficiency",
                        Set.of(Input.INPUT_TOKENS, Input.OUTPUT_TOKENS),
                        settings -> sample -> tokenEfficiency(sample.telemetry())),
                technical("cost", Set.of(Input.COST), settings -> {
                    double limit = settings.number("limit", 0.05, 0, Double.MAX_VALUE);
                    return sample ->
                            atMost(present(sample.telemetry().cost()), limit).withDetail("limit", limit);
                }),
                technical("error-rate", Set.of(), ErrorWindow::evaluator),
                technical("retries", Set.of(Input.RETRIES), settings -> {
                    int limit = settings.integer("limit", 1, 0, Integer.MAX_VALUE);
                    return sample -> retries(present(sample.telemetry().retries()), limit);
                }),
                technical(
                        "truncation",
                        Set.of(Input.FINISH_REASON),
                        settings ->
                                sample -> truncation(present(sample.telemetry().finishReason()))));
    }

    private static Evaluation time(Duration took, Duration target) {
        return atMost(took.toNanos() / 1e6, target.toNanos() / 1e6)
                .withDetail("milliseconds", took.toNanos() / 1e6)
                .withExplanation(took.toMillis() + " ms, target " + target.toMillis() + " ms");
    }

    /** min(1, limit / value), PASS up to the limit. */
    static Evaluation atMost(double value, double limit) {
        return Evaluation.verdict(value <= limit, value <= limit ? 1 : limit / value)
                .withDetail("value", value);
    }

    private static Function<Sample, Evaluation> tokensPerSecond(EvaluatorSettings settings) {
        double target = settings.number("target", 20, Double.MIN_VALUE, Double.MAX_VALUE);
        return sample -> {
            Telemetry telemetry = sample.telemetry();
            Duration first = telemetry.timeToFirstToken();
            Duration latency = present(telemetry.latency());
            double seconds = (first == null ? latency : latency.minus(first)).toNanos() / 1e9;
            if (seconds <= 0) {
                return Evaluation.abstain("no time passed between the first and the last token");
            }
            double rate = present(telemetry.outputTokens()) / seconds;
            return Evaluation.verdict(rate >= target, Math.min(1, rate / target))
                    .withDetail("tokens_per_second", rate);
        };
    }

    /** Output / (input + output): the share of the tokens paid for that is answer. */
    private static Evaluation tokenEfficiency(Telemetry telemetry) {
        double input = present(telemetry.inputTokens());
        double output = present(telemetry.outputTokens());
        if (input + output == 0) {
            return Evaluation.abstain("no tokens");
        }
        Evaluation evaluation = Evaluation.scored(output / (input + output));
        return input == 0 ? evaluation : evaluation.withDetail("output_per_input", output / input);
    }

    private static Evaluation retries(int retries, int limit) {
        return Evaluation.verdict(retries <= limit, 1.0 / (1 + retries)).withDetail("retries", retries);
    }

    private static Evaluation truncation(String finishReason) {
        boolean truncated = TRUNCATED.contains(finishReason.toLowerCase(Locale.ROOT));
        return Evaluation.verdict(!truncated).withLabel(finishReason);
    }
}
