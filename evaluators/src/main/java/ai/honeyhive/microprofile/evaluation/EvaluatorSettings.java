/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The settings of one evaluator as texts, read with a type, a default and bounds. Errors name the evaluator, the setting
 * and what is allowed. Not thread-safe.
 */
public final class EvaluatorSettings {

    private final String evaluator;
    private final Map<String, String> values;
    private final Set<String> known = new HashSet<>();

    EvaluatorSettings(String evaluator, Map<String, String> values) {
        this.evaluator = evaluator;
        this.values = Map.copyOf(values);
    }

    /** The name that the new evaluator shall have. */
    public String evaluator() {
        return evaluator;
    }

    /** A text; empty if it is not set or blank. */
    public Optional<String> text(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).filter(text -> !text.isBlank());
    }

    /** A text that must be set. */
    public String requiredText(String key) {
        return text(key)
                .orElseThrow(() ->
                        new IllegalArgumentException("evaluator '" + evaluator + "' needs the setting '" + key + "'"));
    }

    /** Texts separated by commas, without the blanks around them; empty if not set. */
    public List<String> list(String key) {
        return text(key).stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** A finite number from min to max, both included. */
    public double number(String key, double byDefault, double min, double max) {
        return text(key).map(text -> parsed(key, text, min, max)).orElse(byDefault);
    }

    private double parsed(String key, String text, double min, double max) {
        try {
            double number = Double.parseDouble(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong(key, text, "a number from " + min + " to " + max);
    }

    /** A whole number from min to max, both included. */
    public int integer(String key, int byDefault, int min, int max) {
        return text(key)
                .map(text -> {
                    try {
                        int number = Integer.parseInt(text.strip());
                        if (number >= min && number <= max) {
                            return number;
                        }
                    } catch (NumberFormatException e) {
                        // told below
                    }
                    throw wrong(key, text, "a whole number from " + min + " to " + max);
                })
                .orElse(byDefault);
    }

    /** A positive time: {@code 200ms}, {@code 2s}, {@code 1m}, or ISO-8601 as in {@code PT2S}. */
    public Duration duration(String key, Duration byDefault) {
        return text(key)
                .map(text -> {
                    try {
                        Duration duration = parsed(text.strip().toLowerCase(Locale.ROOT));
                        if (!duration.isNegative() && !duration.isZero()) {
                            return duration;
                        }
                    } catch (DateTimeParseException | ArithmeticException e) {
                        // told below
                    }
                    throw wrong(key, text, "a time above zero such as 200ms, 2s, 1m or PT2S");
                })
                .orElse(byDefault);
    }

    private static Duration parsed(String text) {
        if (text.matches("[0-9]{1,12}ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        return Duration.parse(text.startsWith("p") ? text : "pt" + text);
    }

    /** True or false. */
    public boolean flag(String key, boolean byDefault) {
        return Boolean.parseBoolean(choice(key, String.valueOf(byDefault), "true", "false"));
    }

    /** One of some words. */
    public String choice(String key, String byDefault, String... allowed) {
        String text =
                text(key).map(value -> value.strip().toLowerCase(Locale.ROOT)).orElse(byDefault);
        if (!List.of(allowed).contains(text)) {
            throw wrong(key, text, "one of " + String.join(", ", allowed));
        }
        return text;
    }

    /** An error about a setting, for checks of one's own. */
    public IllegalArgumentException wrong(String key, String value, String allowed) {
        return new IllegalArgumentException(
                "setting '" + key + "' of evaluator '" + evaluator + "' must be " + allowed + ", not '" + value + "'");
    }

    void refuseUnknown() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw NearestName.unknown("setting of evaluator '" + evaluator + "'", key, known);
            }
        }
    }
}
