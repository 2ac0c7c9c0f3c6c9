/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Patterns in a resource, one a line, matched without regard to case and to the kind of apostrophe. */
final class Phrases {

    private final List<Pattern> patterns;

    private Phrases(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    static Phrases resource(String name) {
        try (InputStream in = Objects.requireNonNull(Phrases.class.getResourceAsStream(name), name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Pattern> patterns = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    patterns.add(Pattern.compile(line.strip(), Pattern.UNICODE_CHARACTER_CLASS));
                }
            }
            return new Phrases(List.copyOf(patterns));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first pattern found. */
    Optional<String> find(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace('’', '\'').replace('‘', '\'');
        return patterns.stream()
                .filter(pattern -> pattern.matcher(plain).find())
                .map(Pattern::pattern)
                .findFirst();
    }

    /** PASS if none is found. */
    Evaluation judge(String text) {
        return find(text)
                .map(pattern -> Evaluation.verdict(false).withExplanation("found: " + pattern))
                .orElseGet(() -> Evaluation.verdict(true));
    }
}
