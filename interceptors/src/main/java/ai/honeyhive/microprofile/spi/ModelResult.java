/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.spi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ResultExtractor} finds in a result. Everything is optional; a value that is {@code null} is ignored, so
 * that absent stays absent.
 *
 * <p>Not thread-safe: made and read on one thread.
 */
public final class ModelResult {

    private @Nullable String responseId;
    private @Nullable String model;
    private @Nullable String text;
    private @Nullable Long inputTokens;
    private @Nullable Long outputTokens;
    private @Nullable Long cacheReadTokens;
    private @Nullable Long cacheCreationTokens;
    private @Nullable Long reasoningTokens;
    private @Nullable BigDecimal cost;
    private final List<String> finishReasons = new ArrayList<>();
    private final List<ToolCall> toolCalls = new ArrayList<>();

    /**
     * A call of a tool that the model asked for.
     *
     * @param id the call's id, {@code null} where the provider gives none
     * @param name the tool's name
     * @param arguments the arguments as the JSON text the model wrote
     */
    public record ToolCall(@Nullable String id, String name, String arguments) {}

    /** Sets the provider's id of the response: {@code gen_ai.response.id}. */
    public ModelResult responseId(@Nullable String responseId) {
        this.responseId = responseId;
        return this;
    }

    /** Sets the model that answered: {@code gen_ai.response.model}. */
    public ModelResult model(@Nullable String model) {
        this.model = model;
        return this;
    }

    /** Sets the answer's text. */
    public ModelResult text(@Nullable String text) {
        this.text = text;
        return this;
    }

    /** Sets the tokens of the input, cached ones included: {@code gen_ai.usage.input_tokens}. */
    public ModelResult inputTokens(@Nullable Number tokens) {
        this.inputTokens = toLong(tokens);
        return this;
    }

    /** Sets the tokens of the output, reasoning included: {@code gen_ai.usage.output_tokens}. */
    public ModelResult outputTokens(@Nullable Number tokens) {
        this.outputTokens = toLong(tokens);
        return this;
    }

    /** Sets how many of the input tokens came from a cache: {@code gen_ai.usage.cache_read.input_tokens}. */
    public ModelResult cacheReadTokens(@Nullable Number tokens) {
        this.cacheReadTokens = toLong(tokens);
        return this;
    }

    /** Sets how many of the input tokens were put in a cache: {@code gen_ai.usage.cache_creation.input_tokens}. */
    public ModelResult cacheCreationTokens(@Nullable Number tokens) {
        this.cacheCreationTokens = toLong(tokens);
        return this;
    }

    /** Sets how many of the output tokens were reasoning: {@code gen_ai.usage.reasoning.output_tokens}. */
    public ModelResult reasoningTokens(@Nullable Number tokens) {
        this.reasoningTokens = toLong(tokens);
        return this;
    }

    /** Sets what the provider charged, in US dollars; what is negative or no number is ignored. */
    public ModelResult cost(@Nullable Number usDollars) {
        double value = usDollars == null ? Double.NaN : usDollars.doubleValue();
        this.cost = value >= 0 && value < Double.POSITIVE_INFINITY
                ? usDollars instanceof BigDecimal exact ? exact : BigDecimal.valueOf(value)
                : null;
        return this;
    }

    /** Adds a reason why the model stopped, one for each choice. */
    public ModelResult finishReason(@Nullable String reason) {
        if (reason != null && !reason.isBlank()) {
            finishReasons.add(reason);
        }
        return this;
    }

    /** Adds a tool call that the model asked for. */
    public ModelResult toolCall(ToolCall call) {
        toolCalls.add(call);
        return this;
    }

    public @Nullable String responseId() {
        return responseId;
    }

    public @Nullable String model() {
        return model;
    }

    public @Nullable String text() {
        return text;
    }

    public @Nullable Long inputTokens() {
        return inputTokens;
    }

    public @Nullable Long outputTokens() {
        return outputTokens;
    }

    public @Nullable Long cacheReadTokens() {
        return cacheReadTokens;
    }

    public @Nullable Long cacheCreationTokens() {
        return cacheCreationTokens;
    }

    public @Nullable Long reasoningTokens() {
        return reasoningTokens;
    }

    public @Nullable BigDecimal cost() {
        return cost;
    }

    public List<String> finishReasons() {
        return List.copyOf(finishReasons);
    }

    public List<ToolCall> toolCalls() {
        return List.copyOf(toolCalls);
    }

    private static @Nullable Long toLong(@Nullable Number number) {
        return number == null ? null : number.longValue();
    }
}
