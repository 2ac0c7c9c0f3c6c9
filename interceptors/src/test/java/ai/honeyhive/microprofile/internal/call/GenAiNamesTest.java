/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Compares our names with those of OpenTelemetry's GenAI semantic conventions 1.41.1: the attributes of inference,
 * embeddings, retrieval, agent, tool and workflow spans with their types, and the well-known operations (open-telemetry /
 * semantic-conventions, tag v1.41.1, {@code model/gen-ai}; {@code error.type} from {@code model/error}).
 */
class GenAiNamesTest {

    private static final Map<String, AttributeType> CONVENTIONS = Map.ofEntries(
            Map.entry("gen_ai.operation.name", AttributeType.STRING),
            Map.entry("gen_ai.provider.name", AttributeType.STRING),
            Map.entry("gen_ai.request.model", AttributeType.STRING),
            Map.entry("error.type", AttributeType.STRING),
            Map.entry("gen_ai.conversation.id", AttributeType.STRING),
            Map.entry("gen_ai.output.type", AttributeType.STRING),
            Map.entry("gen_ai.request.choice.count", AttributeType.LONG),
            Map.entry("gen_ai.request.seed", AttributeType.LONG),
            Map.entry("gen_ai.request.stream", AttributeType.BOOLEAN),
            Map.entry("gen_ai.request.max_tokens", AttributeType.LONG),
            Map.entry("gen_ai.request.temperature", AttributeType.DOUBLE),
            Map.entry("gen_ai.request.top_p", AttributeType.DOUBLE),
            Map.entry("gen_ai.request.top_k", AttributeType.DOUBLE),
            Map.entry("gen_ai.response.id", AttributeType.STRING),
            Map.entry("gen_ai.response.model", AttributeType.STRING),
            Map.entry("gen_ai.response.finish_reasons", AttributeType.STRING_ARRAY),
            Map.entry("gen_ai.response.time_to_first_chunk", AttributeType.DOUBLE),
            Map.entry("gen_ai.usage.input_tokens", AttributeType.LONG),
            Map.entry("gen_ai.usage.output_tokens", AttributeType.LONG),
            Map.entry("gen_ai.usage.cache_read.input_tokens", AttributeType.LONG),
            Map.entry("gen_ai.usage.cache_creation.input_tokens", AttributeType.LONG),
            Map.entry("gen_ai.usage.reasoning.output_tokens", AttributeType.LONG),
            Map.entry("gen_ai.agent.id", AttributeType.STRING),
            Map.entry("gen_ai.agent.name", AttributeType.STRING),
            Map.entry("gen_ai.data_source.id", AttributeType.STRING),
            Map.entry("gen_ai.workflow.name", AttributeType.STRING),
            Map.entry("gen_ai.tool.name", AttributeType.STRING),
            Map.entry("gen_ai.tool.call.id", AttributeType.STRING),
            Map.entry("gen_ai.tool.description", AttributeType.STRING),
            // Structured in the conventions: on a span, JSON.
            Map.entry("gen_ai.input.messages", AttributeType.STRING),
            Map.entry("gen_ai.output.messages", AttributeType.STRING),
            Map.entry("gen_ai.tool.type", AttributeType.STRING));

    private static final Set<String> OPERATIONS = Set.of(
            "chat",
            "generate_content",
            "text_completion",
            "embeddings",
            "retrieval",
            "create_agent",
            "invoke_agent",
            "execute_tool",
            "invoke_workflow");

    @Test
    void everyName_isOneOfTheConventions_withTheTypeThere() throws IllegalAccessException {
        Map<String, AttributeType> ours = new TreeMap<>();
        for (Field field : GenAiAttributes.class.getDeclaredFields()) {
            if (field.getType() == AttributeKey.class) {
                AttributeKey<?> key = (AttributeKey<?>) field.get(null);
                ours.put(key.getKey(), key.getType());
            }
        }

        assertThat(ours).hasSizeGreaterThan(15);
        assertThat(CONVENTIONS).containsAllEntriesOf(ours);
    }

    @Test
    void everyOperation_isOneOfTheConventions() {
        Set<String> ours = Arrays.stream(Kind.values())
                .map(Kind::operation)
                .filter(operation -> !operation.isEmpty())
                .collect(Collectors.toSet());

        assertThat(OPERATIONS).containsAll(ours);
    }
}
