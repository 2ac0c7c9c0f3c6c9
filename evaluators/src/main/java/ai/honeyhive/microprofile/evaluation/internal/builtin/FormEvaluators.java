/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.output;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.technical;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.EvaluatorSettings;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonException;
import ai.honeyhive.microprofile.evaluation.internal.text.Readability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of an answer. */
final class FormEvaluators {

    /** How chat models wrap what they were asked to give bare. */
    private static final Pattern FENCE =
            Pattern.compile("^\\s*```[a-zA-Z]*\\s*\\n(.*?)\\n?\\s*```\\s*$", Pattern.DOTALL);

    private FormEvaluators() {}

    static List<BuiltIn> all() {
        return List.of(
                technical("json-valid", Set.of(Input.OUTPUT), settings -> {
                    boolean fences = settings.flag("allow-fence", false);
                    return sample -> jsonValid(output(sample), fences);
                }),
                technical("expected-keys", Set.of(Input.OUTPUT), FormEvaluators::expectedKeys),
                technical("length", Set.of(Input.OUTPUT), FormEvaluators::length));
    }

    private static Evaluation jsonValid(String output, boolean fences) {
        try {
            Json.read(unfenced(output, fences));
            return Evaluation.verdict(true);
        } catch (JsonException e) {
            return Evaluation.verdict(false).withExplanation(String.valueOf(e.getMessage()));
        }
    }

    private static String unfenced(String output, boolean fences) {
        Matcher matcher = FENCE.matcher(output);
        return fences && matcher.matches() ? matcher.group(1) : output;
    }

    /** The share of keys found; a key goes down by dots: {@code customer.name}. PASS if all are there. */
    private static Function<Sample, Evaluation> expectedKeys(EvaluatorSettings settings) {
        List<String> keys = settings.list("keys");
        boolean fences = settings.flag("allow-fence", false);
        if (keys.isEmpty()) {
            throw settings.wrong("keys", "", "names separated by commas");
        }
        return sample -> {
            Object json;
            try {
                json = Json.read(unfenced(output(sample), fences));
            } catch (JsonException e) {
                return Evaluation.verdict(false).withExplanation("no JSON: " + e.getMessage());
            }
            List<String> missing = new ArrayList<>(keys);
            missing.removeIf(key -> isIn(json, key));
            Evaluation evaluation = Evaluation.verdict(missing.isEmpty(), 1 - (double) missing.size() / keys.size());
            return missing.isEmpty()
                    ? evaluation
                    : evaluation.withExplanation("missing: " + String.join(", ", missing));
        };
    }

    private static boolean isIn(@Nullable Object json, String key) {
        if (!(json instanceof Map<?, ?> object)) {
            return false;
        }
        int dot = key.indexOf('.');
        return object.containsKey(key) || (dot > 0 && isIn(object.get(key.substring(0, dot)), key.substring(dot + 1)));
    }

    private static Function<Sample, Evaluation> length(EvaluatorSettings settings) {
        String unit = settings.choice("unit", "characters", "characters", "words", "sentences");
        int min = settings.integer("min", 1, 0, Integer.MAX_VALUE);
        int max = settings.integer("max", Integer.MAX_VALUE, min, Integer.MAX_VALUE);
        return sample -> {
            String output = output(sample);
            int length =
                    switch (unit) {
                        case "words" -> Readability.of(output).words();
                        case "sentences" -> Readability.of(output).sentences();
                        default -> output.codePointCount(0, output.length());
                    };
            return Evaluation.verdict(length >= min && length <= max).withDetail(unit, length);
        };
    }
}
