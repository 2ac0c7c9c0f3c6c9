/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.internal.call.GenAiAttributes;
import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Token counts, provider and the like of a model event, under the names HoneyHive keeps them by and under the current
 * OpenTelemetry names, whatever generation of names the span has. For model events only: HoneyHive adds them up.
 */
final class Usage {

    private static final String INPUT = GenAiAttributes.INPUT_TOKENS.getKey();
    private static final String OUTPUT = GenAiAttributes.OUTPUT_TOKENS.getKey();
    private static final String METADATA = HoneyHiveAttributes.METADATA;

    // The last of both is what langchain4j-observation writes.
    private static final List<String> INPUTS = List.of(
            INPUT, "gen_ai.usage.prompt_tokens", "llm.token_count.prompt", "llm.usage.prompt_tokens", "input_tokens");
    private static final List<String> OUTPUTS = List.of(
            OUTPUT,
            "gen_ai.usage.completion_tokens",
            "llm.token_count.completion",
            "llm.usage.completion_tokens",
            "output_tokens");
    private static final List<String> TOTALS =
            List.of("llm.usage.total_tokens", "llm.token_count.total", "gen_ai.usage.total_tokens");
    private static final List<String> CACHE_READS = List.of(
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.cache_read_input_tokens",
            "llm.token_count.prompt_details.cache_read");
    private static final List<String> CACHE_WRITES = List.of(
            "gen_ai.usage.cache_write.input_tokens",
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.cache_creation_input_tokens",
            "gen_ai.usage.cache_write_input_tokens",
            "llm.token_count.prompt_details.cache_write");
    private static final List<String> REASONING = List.of(
            "gen_ai.usage.reasoning.output_tokens",
            "gen_ai.usage.reasoning_tokens",
            "llm.token_count.completion_details.reasoning");

    private Usage() {}

    static void normalise(Fields fields) {
        Long input = first(fields, INPUTS);
        Long output = first(fields, OUTPUTS);
        Long total = first(fields, TOTALS);
        if (total == null && input != null && output != null) {
            total = input + output;
        }
        fields.putIfAbsent(INPUT, input);
        fields.putIfAbsent(OUTPUT, output);
        fields.putIfAbsent(METADATA + "prompt_tokens", input);
        fields.putIfAbsent(METADATA + "completion_tokens", output);
        fields.putIfAbsent(METADATA + "total_tokens", total);
        fields.putIfAbsent(METADATA + "cache_read_input_tokens", first(fields, CACHE_READS));
        fields.putIfAbsent(METADATA + "cache_write_input_tokens", first(fields, CACHE_WRITES));
        fields.putIfAbsent(METADATA + "reasoning_tokens", first(fields, REASONING));
        fields.putIfAbsent(GenAiAttributes.PROVIDER_NAME.getKey(), provider(fields.text("gen_ai.system")));
    }

    private static @Nullable Long first(Fields fields, List<String> names) {
        for (String name : names) {
            Long count = fields.count(name);
            if (count != null) {
                return count;
            }
        }
        return null;
    }

    /** The current name of a provider by its former one. */
    private static @Nullable String provider(@Nullable String system) {
        if (system == null) {
            return null;
        }
        return switch (system) {
            case "vertex_ai" -> "gcp.vertex_ai";
            case "gemini" -> "gcp.gemini";
            case "az.ai.inference" -> "azure.ai.inference";
            case "az.ai.openai" -> "azure.ai.openai";
            case "xai" -> "x_ai";
            default -> system;
        };
    }
}
