/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Set;

/**
 * Where instrumentations put what people wrote and models answered: OpenTelemetry GenAI of both generations,
 * OpenInference, OpenLLMetry. Unless {@code honeyhive.capture.content=full}, HoneyHive's copy of a span goes without it;
 * what was said to be for HoneyHive ({@code honeyhive_inputs.*} and its like) stays.
 */
final class ContentKeys {

    private static final Set<String> NAMES = Set.of(
            "gen_ai.prompt",
            "gen_ai.completion",
            "gen_ai.system_instructions",
            "gen_ai.tool.definitions",
            "gen_ai.tool.call.arguments",
            "gen_ai.tool.call.result",
            "gen_ai.retrieval.query.text",
            "gen_ai.retrieval.documents",
            "gen_ai.memory.query.text",
            "gen_ai.memory.records",
            "gen_ai.response.text",
            "gen_ai.response.content",
            "input.value",
            "output.value",
            "tool.parameters",
            "traceloop.entity.input",
            "traceloop.entity.output");

    private static final List<String> PREFIXES = List.of(
            "gen_ai.prompt.",
            "gen_ai.completion.",
            "gen_ai.input.messages",
            "gen_ai.output.messages",
            "gen_ai.request.messages",
            "llm.input_messages",
            "llm.output_messages",
            "llm.prompt",
            "llm.completion",
            "llm.tools",
            "llm.invocation_parameters",
            "retrieval.documents",
            "reranker.",
            "embedding.embeddings");

    private static final Set<String> NAMED_ONLY = Set.of("gen_ai.prompt.name", "gen_ai.prompt.version");

    private ContentKeys() {}

    static boolean holds(String name) {
        if (NAMES.contains(name)) {
            return true;
        }
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return !NAMED_ONLY.contains(name);
            }
        }
        return false;
    }

    static Attributes without(Attributes attributes) {
        return attributes.toBuilder().removeIf(key -> holds(key.getKey())).build();
    }

    /** The events without the messages, exceptions and everything else kept. */
    static List<SpanRecord.Event> without(List<SpanRecord.Event> events) {
        return events.stream()
                .filter(event -> !MessageEvents.isMessage(event.name()))
                .map(event -> new SpanRecord.Event(event.name(), event.epochNanos(), without(event.attributes())))
                .toList();
    }
}
