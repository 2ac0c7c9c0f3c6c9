/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.output;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.quality;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.EvaluatorSettings;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.internal.text.Bleu;
import ai.honeyhive.microprofile.evaluation.internal.text.ChrF;
import ai.honeyhive.microprofile.evaluation.internal.text.EditDistance;
import ai.honeyhive.microprofile.evaluation.internal.text.Rouge;
import ai.honeyhive.microprofile.evaluation.internal.text.Score;
import ai.honeyhive.microprofile.evaluation.internal.text.Squad;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The output against right answers: the best over all of them counts. */
final class ReferenceEvaluators {

    private static final Set<Input> BOTH = Set.of(Input.OUTPUT, Input.EXPECTED);
    private static final int LONGEST_FOR_SQUARE_TIME = 20_000;

    private ReferenceEvaluators() {}

    static List<BuiltIn> all() {
        return List.of(
                quality("exact-match", BOTH, ReferenceEvaluators::exactMatch),
                quality("contains", Set.of(Input.OUTPUT), ReferenceEvaluators::contains),
                quality("levenshtein", BOTH, settings -> ReferenceEvaluators::levenshtein),
                overlap("token-f1", (expected, output) -> Squad.tokens(expected, output)),
                overlap("rouge-1", (expected, output) -> Rouge.n(1, expected, output)),
                overlap("rouge-2", (expected, output) -> Rouge.n(2, expected, output)),
                overlap("rouge-l", ReferenceEvaluators::rougeL),
                overlap("rouge-lsum", Rouge::lSum),
                quality("bleu", BOTH, settings -> ReferenceEvaluators::bleu),
                quality("chrf", BOTH, settings -> {
                    double beta = settings.number("beta", 2, 0.01, 100);
                    return sample -> Evaluation.scored(ChrF.score(output(sample), sample.expected(), beta) / 100)
                            .withDetail("signature", "eff:yes|nc:6|nw:0|space:no|beta:" + beta);
                }),
                quality("chrf-plus-plus", BOTH, settings -> {
                    double beta = settings.number("beta", 2, 0.01, 100);
                    return sample -> Evaluation.scored(ChrF.plusPlus(output(sample), sample.expected(), beta) / 100)
                            .withDetail("signature", "eff:yes|nc:6|nw:2|space:no|beta:" + beta);
                }));
    }

    private static Function<Sample, Evaluation> exactMatch(EvaluatorSettings settings) {
        UnaryOperator<String> normalize = normalization(settings);
        return sample -> {
            String output = normalize.apply(output(sample));
            return Evaluation.verdict(sample.expected().stream()
                    .anyMatch(right -> normalize.apply(right).equals(output)));
        };
    }

    private static UnaryOperator<String> normalization(EvaluatorSettings settings) {
        return switch (settings.choice("normalize", "strip", "none", "strip", "squad")) {
            case "none" -> text -> text;
            case "squad" -> Squad::normalized;
            default -> String::strip;
        };
    }

    /** Whether any, all or none of some texts occur: those set, else those expected. */
    private static Function<Sample, Evaluation> contains(EvaluatorSettings settings) {
        List<String> values = settings.list("values");
        String mode = settings.choice("mode", "any", "any", "all", "none");
        boolean ignoreCase = settings.flag("ignore-case", true);
        return sample -> {
            List<String> wanted = values.isEmpty() ? sample.expected() : values;
            if (wanted.isEmpty()) {
                return Evaluation.skipped("neither values are set nor an answer is expected");
            }
            String output = ignoreCase ? output(sample).toLowerCase(Locale.ROOT) : output(sample);
            long found = wanted.stream()
                    .filter(text -> output.contains(ignoreCase ? text.toLowerCase(Locale.ROOT) : text))
                    .count();
            boolean pass =
                    switch (mode) {
                        case "all" -> found == wanted.size();
                        case "none" -> found == 0;
                        default -> found > 0;
                    };
            return Evaluation.verdict(pass).withDetail("found", found).withDetail("of", wanted.size());
        };
    }

    private static Evaluation levenshtein(Sample sample) {
        String output = output(sample);
        if (output.length() > LONGEST_FOR_SQUARE_TIME) {
            return Evaluation.abstain("the output is longer than " + LONGEST_FOR_SQUARE_TIME + " characters");
        }
        return sample.expected().stream()
                .filter(right -> right.length() <= LONGEST_FOR_SQUARE_TIME)
                .max(Comparator.comparingDouble(right -> EditDistance.similarity(right, output)))
                .map(right -> Evaluation.scored(EditDistance.similarity(right, output))
                        .withDetail("distance", EditDistance.levenshtein(right, output)))
                .orElseGet(() -> Evaluation.abstain(
                        "what is expected is longer than " + LONGEST_FOR_SQUARE_TIME + " characters"));
    }

    private static Score rougeL(String expected, String output) {
        return Rouge.l(expected, output);
    }

    private static BuiltIn overlap(String name, BiFunction<String, String, Score> measure) {
        return quality(name, BOTH, settings -> sample -> {
            Score best = sample.expected().stream()
                    .map(expected -> measure.apply(expected, output(sample)))
                    .max(Comparator.comparingDouble(Score::f1))
                    .orElseThrow();
            return Evaluation.scored(best.f1())
                    .withDetail("precision", best.precision())
                    .withDetail("recall", best.recall());
        });
    }

    private static Evaluation bleu(Sample sample) {
        Bleu.Counts counts = Bleu.count(output(sample), sample.expected());
        return Evaluation.scored(counts.score(true) / 100)
                .withDetail("brevity_penalty", counts.brevityPenalty())
                .withDetail("signature", Bleu.signature(sample.expected().size()));
    }
}
