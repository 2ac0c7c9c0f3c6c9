/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.experiment.internal.dataset.ExternalIds;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a dataset. Immutable, if the values of its maps are left alone.
 *
 * @param id as HoneyHive computes it: {@code EXT-} and the row's own id, or a hash of the row and its index
 * @param inputs what the function under test is given, by name; values may be null
 * @param groundTruth what is known to be right; null if nothing is
 */
public record Datapoint(
        String id,
        Map<String, @Nullable Object> inputs,
        @Nullable Object groundTruth) {

    private static final List<String> QUESTIONS = List.of("question", "query", "prompt");
    private static final List<String> CONTEXTS = List.of("context", "contexts");
    private static final List<String> ANSWERS = List.of("expected", "answer");

    /** Keeps an unmodifiable copy of the inputs. */
    public Datapoint {
        inputs = ExternalIds.copy(inputs);
    }

    /**
     * An input as text.
     *
     * @throws IllegalArgumentException if there is none of this name, or it is null; the message names those that are
     */
    public String input(String name) {
        Object value = inputs.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "datapoint " + id + " has no input '" + name + "'; it has " + inputs.keySet());
        }
        return text(value);
    }

    /**
     * A sample with what this row says: the question from the input {@code question}, {@code query} or {@code prompt},
     * contexts from {@code context} or {@code contexts}, all inputs by name. A ground truth that is a text, or a list of
     * texts, is what is expected; of an object, its {@code expected} or {@code answer} is, and its {@code relevance} says
     * how relevant documents are by their ids.
     */
    public Sample.Builder sample() {
        Sample.Builder sample = Sample.builder();
        inputs.forEach(sample::input);
        QUESTIONS.stream()
                .map(inputs::get)
                .filter(value -> value != null)
                .findFirst()
                .ifPresent(value -> sample.question(text(value)));
        CONTEXTS.forEach(name -> texts(inputs.get(name)).forEach(sample::context));
        if (groundTruth instanceof Map<?, ?> truth) {
            ANSWERS.forEach(name -> texts(truth.get(name)).forEach(sample::expected));
            if (truth.get("relevance") instanceof Map<?, ?> relevance) {
                relevance.forEach((document, grade) -> {
                    if (grade instanceof Number number) {
                        sample.relevant(String.valueOf(document), number.intValue());
                    }
                });
            }
        } else {
            texts(groundTruth).forEach(sample::expected);
        }
        return sample;
    }

    private static List<String> texts(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream()
                        .filter(element -> element != null)
                        .map(Datapoint::text)
                        .toList()
                : List.of(text(value));
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** Names no content: rows may hold what real users wrote. */
    @Override
    public String toString() {
        return id;
    }
}
