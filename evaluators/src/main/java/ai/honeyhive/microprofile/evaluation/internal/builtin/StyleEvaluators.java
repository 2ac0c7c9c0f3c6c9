/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.output;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.present;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.quality;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.EvaluatorSettings;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.internal.text.Overlap;
import ai.honeyhive.microprofile.evaluation.internal.text.Readability;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What can be told from the answer alone, and its tool calls. */
final class StyleEvaluators {

    private static final Set<Input> OUTPUT = Set.of(Input.OUTPUT);

    private StyleEvaluators() {}

    static List<BuiltIn> all() {
        return List.of(
                quality("regex", OUTPUT, StyleEvaluators::regex),
                quality("readability", OUTPUT, settings -> sample -> readability(Readability.of(output(sample)))),
                quality("repetition", OUTPUT, settings -> {
                    int n = settings.integer("n", 3, 1, 10);
                    return sample -> repetition(output(sample), n);
                }),
                quality("refusal", OUTPUT, settings -> {
                    Phrases refusals = Phrases.resource("refusals.txt");
                    return sample -> refusals.judge(output(sample));
                }),
                quality("language", OUTPUT, StyleEvaluators::language),
                quality("tool-calls", Set.of(Input.TOOL_CALLS, Input.EXPECTED_TOOL_CALLS), settings -> {
                    boolean arguments = settings.flag("arguments", true);
                    boolean ordered = settings.flag("ordered", false);
                    return sample -> ToolCallMatch.judge(
                            present(sample.toolCalls()), present(sample.expectedToolCalls()), arguments, ordered);
                }));
    }

    /** A pattern of java.util.regex, given up after a time: such patterns can take for ever. */
    private static Function<Sample, Evaluation> regex(EvaluatorSettings settings) {
        String text = settings.requiredText("pattern");
        boolean whole = settings.flag("whole", false);
        boolean wanted = settings.choice("mode", "match", "match", "no-match").equals("match");
        Duration limit = settings.duration("timeout", Duration.ofMillis(100));
        Pattern pattern;
        try {
            pattern = Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw settings.wrong("pattern", text, "a regular expression (" + e.getDescription() + ")");
        }
        return sample -> TimedMatch.of(pattern, output(sample), whole, limit)
                .map(matches -> Evaluation.verdict(matches == wanted))
                .orElseGet(() -> Evaluation.abstain("no match and no mismatch within " + limit.toMillis() + " ms"));
    }

    /** Flesch's reading ease over 100, cut to 0 to 1; the indices as they are stand among the details. */
    private static Evaluation readability(Readability text) {
        if (text.words() == 0) {
            return Evaluation.abstain("no words");
        }
        double ease = text.fleschReadingEase();
        return Evaluation.scored(Math.max(0, Math.min(1, ease / 100)))
                .withDetail("flesch_reading_ease", ease)
                .withDetail("flesch_kincaid_grade", text.fleschKincaidGrade())
                .withDetail("automated_readability_index", text.automatedReadabilityIndex())
                .withDetail("coleman_liau", text.colemanLiau())
                .withDetail("gunning_fog", text.gunningFog())
                .withDetail("lix", text.lix())
                .withDetail("words", text.words())
                .withDetail("sentences", text.sentences());
    }

    private static Evaluation repetition(String output, int n) {
        OptionalDouble distinct = Overlap.distinct(n, output);
        return distinct.isEmpty()
                ? Evaluation.abstain("the output has fewer than " + n + " words")
                : Evaluation.scored(distinct.getAsDouble()).withDetail("n", n);
    }

    private static Function<Sample, Evaluation> language(EvaluatorSettings settings) {
        List<String> allowed = settings.list("allowed").stream()
                .map(language -> language.toLowerCase(Locale.ROOT))
                .toList();
        for (String language : allowed) {
            if (!Languages.known().contains(language)) {
                throw settings.wrong("allowed", language, "one of " + Languages.known());
            }
        }
        return sample -> Languages.of(output(sample))
                .map(language -> allowed.isEmpty()
                        ? Evaluation.labelled(language)
                        : Evaluation.verdict(allowed.contains(language)).withLabel(language))
                .orElseGet(() -> Evaluation.abstain("too little text to tell its language"));
    }
}
