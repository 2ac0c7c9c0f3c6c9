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
import ai.honeyhive.microprofile.evaluation.internal.text.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether what an answer says stands in its sources: by words, numbers, quotes and citations. Precise and explainable,
 * but blind to paraphrase: lexical support is no faithfulness. Where there is nothing to check, they abstain.
 */
final class SupportEvaluators {

    private static final Set<Input> GROUNDED = Set.of(Input.OUTPUT, Input.CONTEXTS);

    /** A number with groups of thousands and a fraction, by comma or period. */
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{Alnum}.,])[0-9]+(?:[.,][0-9]+)*(?![\\p{L}])");

    private static final Pattern QUOTE =
            Pattern.compile("\"([^\"]{1,2000})\"|“([^”]{1,2000})”|„([^“”]{1,2000})[“”]|«([^»]{1,2000})»");
    private static final Pattern CITATION = Pattern.compile("\\[([^\\[\\]\\s]{1,64})\\]");

    private SupportEvaluators() {}

    static List<BuiltIn> all() {
        return List.of(
                quality("lexical-support", GROUNDED, settings -> {
                    int n = settings.integer("n", 2, 1, 5);
                    return sample -> lexicalSupport(sample, n);
                }),
                quality("number-support", GROUNDED, settings -> SupportEvaluators::numberSupport),
                quality("quote-support", GROUNDED, SupportEvaluators::quoteSupport),
                quality("citation-support", Set.of(Input.OUTPUT, Input.RETRIEVED), settings -> sample -> {
                    Set<String> known = new HashSet<>(present(sample.retrieved()));
                    return share(found(CITATION, output(sample)), known::contains, "citation");
                }));
    }

    private static Evaluation lexicalSupport(Sample sample, int n) {
        var share = Overlap.supported(n, output(sample), sample.contexts());
        return share.isEmpty()
                ? Evaluation.abstain("the output has fewer than " + n + " words")
                : Evaluation.scored(share.getAsDouble()).withDetail("n", n);
    }

    private static Evaluation numberSupport(Sample sample) {
        Set<String> known = new HashSet<>();
        sample.contexts().forEach(context -> found(NUMBER, context).forEach(number -> known.addAll(readings(number))));
        if (sample.question() != null) {
            found(NUMBER, sample.question()).forEach(number -> known.addAll(readings(number)));
        }
        return share(
                found(NUMBER, output(sample)),
                number -> readings(number).stream().anyMatch(known::contains),
                "number");
    }

    /** What a number can mean: "1,250" is 1250 or 1.25, by which country wrote it. */
    private static Set<String> readings(String number) {
        Set<String> readings = new LinkedHashSet<>();
        int last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
        String digits = number.replaceAll("[.,]", "");
        boolean groups = number.matches("[0-9]{1,3}([.,][0-9]{3})+");
        boolean oneSeparator = last >= 0 && digits.length() == number.length() - 1;
        if (last < 0 || groups) {
            readings.add(plain(digits));
        }
        boolean mixed = last >= 0 && number.charAt(last) != number.charAt(firstSeparator(number));
        if (oneSeparator || mixed) {
            readings.add(plain(number.substring(0, last).replaceAll("[.,]", "") + "." + number.substring(last + 1)));
        }
        if (readings.isEmpty()) {
            readings.add(number); // a version or an address: compared as it stands
        }
        return readings;
    }

    private static int firstSeparator(String number) {
        int at = 0;
        while (Character.isDigit(number.charAt(at))) {
            at++;
        }
        return at;
    }

    private static String plain(String number) {
        BigDecimal value = new BigDecimal(number);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static Function<Sample, Evaluation> quoteSupport(EvaluatorSettings settings) {
        int words = settings.integer("min-words", 3, 1, 100);
        return sample -> {
            List<String> sources =
                    sample.contexts().stream().map(SupportEvaluators::squeezed).toList();
            List<String> quotes = found(QUOTE, output(sample)).stream()
                    .filter(quote -> Words.split(quote).size() >= words)
                    .toList();
            return share(
                    quotes, quote -> sources.stream().anyMatch(source -> source.contains(squeezed(quote))), "quote");
        };
    }

    /** Single blanks; a comma or period that belongs to the sentence around a quote does not count. */
    private static String squeezed(String text) {
        String single = String.join(" ", Words.split(text));
        return single.endsWith(",") || single.endsWith(".") ? single.substring(0, single.length() - 1) : single;
    }

    private static List<String> found(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String match = matcher.group();
            for (int group = 1; group <= matcher.groupCount(); group++) {
                match = matcher.group(group) == null ? match : matcher.group(group);
            }
            found.add(match);
        }
        return found;
    }

    private static Evaluation share(List<String> items, Predicate<String> supported, String what) {
        if (items.isEmpty()) {
            return Evaluation.abstain("the output has no " + what + " to check");
        }
        List<String> missing =
                items.stream().filter(supported.negate()).distinct().toList();
        long found = items.stream().filter(supported).count();
        Evaluation evaluation = Evaluation.verdict(missing.isEmpty(), (double) found / items.size())
                .withDetail("checked", items.size());
        return missing.isEmpty() ? evaluation : evaluation.withExplanation("not in the sources: " + missing);
    }
}
