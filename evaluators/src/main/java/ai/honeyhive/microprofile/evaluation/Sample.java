/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What evaluators judge: one call, with its question, its answer and whatever else is known. Immutable; a part that is
 * not known is null or empty, and an evaluator that {@linkplain Evaluator#needs() needs} it is skipped.
 */
public final class Sample {

    private final @Nullable String question;
    private final Map<String, @Nullable Object> inputs;
    private final @Nullable String output;
    private final List<String> contexts;
    private final List<String> expected;
    private final @Nullable List<String> retrieved;
    private final Map<String, Integer> relevance;
    private final @Nullable List<ToolCall> toolCalls;
    private final @Nullable List<ToolCall> expectedToolCalls;
    private final Map<String, @Nullable Object> metadata;
    private final Telemetry telemetry;
    private @Nullable String contentHash; // computed at most a few times: the race is harmless

    private Sample(Builder builder) {
        this.question = builder.question;
        this.inputs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.inputs));
        this.output = builder.output;
        this.contexts = List.copyOf(builder.contexts);
        this.expected = List.copyOf(builder.expected);
        this.retrieved = builder.retrieved;
        this.relevance = Collections.unmodifiableMap(new LinkedHashMap<>(builder.relevance));
        this.toolCalls = builder.toolCalls;
        this.expectedToolCalls = builder.expectedToolCalls;
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(builder.metadata));
        this.telemetry = builder.telemetry;
    }

    /** Nothing is known until it is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** The shortest way: a question and its answer. */
    public static Sample of(String question, String output) {
        return builder().question(question).output(output).build();
    }

    /** What was asked; null if unknown. */
    public @Nullable String question() {
        return question;
    }

    /** Further inputs of the call by name; values may be null. */
    public Map<String, @Nullable Object> inputs() {
        return inputs;
    }

    /** What was answered; null if unknown. */
    public @Nullable String output() {
        return output;
    }

    /** The texts that were given to the model to answer from, best first. */
    public List<String> contexts() {
        return contexts;
    }

    /** The right answers; one is enough to be right. */
    public List<String> expected() {
        return expected;
    }

    /** The ids of the retrieved documents, best first; null if unknown. */
    public @Nullable List<String> retrieved() {
        return retrieved;
    }

    /** How relevant each judged document is by its id: 0 or less is not relevant, more is better. */
    public Map<String, Integer> relevance() {
        return relevance;
    }

    /** The tool calls made, in their order; null if unknown. */
    public @Nullable List<ToolCall> toolCalls() {
        return toolCalls;
    }

    /** The tool calls that are right, in their order; null if unknown. */
    public @Nullable List<ToolCall> expectedToolCalls() {
        return expectedToolCalls;
    }

    /** Whatever else is known by name: feedback, tiers, outcomes. Values may be null. */
    public Map<String, @Nullable Object> metadata() {
        return metadata;
    }

    /** What was measured of the call; {@link Telemetry#NONE} where nothing was. */
    public Telemetry telemetry() {
        return telemetry;
    }

    /**
     * SHA-256 over everything but the telemetry, in hexadecimal: equal for equal content, whatever the order of the
     * maps. Never a place to hide a secret in: short inputs can be guessed.
     */
    public String contentHash() {
        String hash = contentHash;
        if (hash == null) {
            hash = new ContentHash()
                    .add(question)
                    .add(inputs)
                    .add(output)
                    .add(contexts)
                    .add(expected)
                    .add(retrieved)
                    .add(relevance)
                    .add(toolCalls)
                    .add(expectedToolCalls)
                    .add(metadata)
                    .hex();
            contentHash = hash;
        }
        return hash;
    }

    /** Names no content: samples hold prompts. */
    @Override
    public String toString() {
        return "Sample[" + (output == null ? "no output" : output.length() + " characters") + "]";
    }

    /** Collects the parts. Not thread-safe. */
    public static final class Builder {
        private @Nullable String question;
        private final Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        private @Nullable String output;
        private final List<String> contexts = new ArrayList<>();
        private final List<String> expected = new ArrayList<>();
        private @Nullable List<String> retrieved;
        private final Map<String, Integer> relevance = new LinkedHashMap<>();
        private @Nullable List<ToolCall> toolCalls;
        private @Nullable List<ToolCall> expectedToolCalls;
        private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        private Telemetry telemetry = Telemetry.NONE;

        private Builder() {}

        public Builder question(@Nullable String question) {
            this.question = question;
            return this;
        }

        public Builder input(String name, @Nullable Object value) {
            inputs.put(name, value);
            return this;
        }

        public Builder output(@Nullable String output) {
            this.output = output;
            return this;
        }

        public Builder contexts(Collection<String> contexts) {
            this.contexts.addAll(contexts);
            return this;
        }

        public Builder context(String context) {
            contexts.add(context);
            return this;
        }

        /** Adds a right answer. */
        public Builder expected(String expected) {
            this.expected.add(expected);
            return this;
        }

        /** The ids of the retrieved documents, best first; of an id that comes twice the first place counts. */
        public Builder retrieved(List<String> ids) {
            this.retrieved = ids.stream().distinct().toList();
            return this;
        }

        /**
         * The retrieved documents with the scores they are ranked by: higher is better, and of equal scores the greater
         * id is first, as trec_eval has it.
         */
        public Builder retrieved(Map<String, Double> scores) {
            Comparator<Map.Entry<String, Double>> better =
                    Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey());
            this.retrieved = scores.entrySet().stream()
                    .sorted(better.reversed())
                    .map(Map.Entry::getKey)
                    .toList();
            return this;
        }

        /** How relevant a document is: 0 or less is not relevant, more is better. */
        public Builder relevant(String id, int grade) {
            relevance.put(id, grade);
            return this;
        }

        public Builder toolCalls(List<ToolCall> calls) {
            this.toolCalls = List.copyOf(calls);
            return this;
        }

        public Builder expectedToolCalls(List<ToolCall> calls) {
            this.expectedToolCalls = List.copyOf(calls);
            return this;
        }

        public Builder metadata(String name, @Nullable Object value) {
            metadata.put(name, value);
            return this;
        }

        public Builder telemetry(Telemetry telemetry) {
            this.telemetry = telemetry;
            return this;
        }

        public Sample build() {
            return new Sample(this);
        }
    }
}
