/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which HoneyHive event type a span is, in the order in which HoneyHive's ingestion asks: it classifies by these
 * attributes before it looks at {@code honeyhive_event_type}, so ours must come to the same answer.
 */
final class EventTypes {

    static final String TYPE = HoneyHiveAttributes.EVENT_TYPE.getKey();
    static final String MODEL = "model";
    static final String TOOL = "tool";
    static final String CHAIN = "chain";

    private static final Set<String> TYPES = Set.of(MODEL, TOOL, CHAIN, "session");

    private static final Map<String, String> OPENINFERENCE_KINDS = Map.of(
            "LLM", MODEL,
            "CHAIN", CHAIN,
            "AGENT", CHAIN,
            "TOOL", TOOL,
            "RETRIEVER", TOOL,
            "EMBEDDING", TOOL,
            "RERANKER", TOOL,
            "GUARDRAIL", TOOL);

    private static final Map<String, String> OPERATIONS = Map.ofEntries(
            Map.entry("chat", MODEL),
            Map.entry("text_completion", MODEL),
            Map.entry("generate_content", MODEL),
            Map.entry("embeddings", MODEL),
            Map.entry("invoke_agent", CHAIN),
            Map.entry("create_agent", CHAIN),
            Map.entry("invoke_workflow", CHAIN),
            Map.entry("plan", CHAIN),
            Map.entry("execute_tool", TOOL),
            Map.entry("retrieval", TOOL));

    private static final Map<String, String> TRACELOOP_KINDS =
            Map.of("workflow", CHAIN, "agent", CHAIN, "task", CHAIN, "tool", TOOL);

    private static final List<String> MODEL_NAMES = List.of(
            "gen_ai.response.model",
            "gen_ai.prompt",
            "gen_ai.completion",
            "gen_ai.input.messages",
            "gen_ai.output.messages",
            "llm.request.type",
            "llm.model_name",
            "llm.input_messages",
            "input.value",
            "output.value");

    private static final List<String> MODEL_PREFIXES =
            List.of("gen_ai.prompt.", "gen_ai.completion.", "llm.input_messages.", "llm.output_messages.");

    private EventTypes() {}

    static String of(Fields fields, String spanName, List<SpanRecord.Event> events) {
        String type = byKind(fields);
        if (type == null) {
            type = given(fields);
        }
        if (type == null) {
            type = mapped(TRACELOOP_KINDS, fields.text("traceloop.span.kind"));
        }
        if (type == null) {
            type = bySpanName(spanName);
        }
        return type == null ? byMarks(fields, events) : type;
    }

    /** Whether an attribute decides that outranks everything else, so that no other can overrule it. */
    static boolean isDecidedByKind(Fields fields) {
        return byKind(fields) != null;
    }

    private static @Nullable String byKind(Fields fields) {
        String kind = fields.text("openinference.span.kind");
        String type = mapped(OPENINFERENCE_KINDS, kind == null ? null : kind.toUpperCase(Locale.ROOT));
        return type == null ? mapped(OPERATIONS, fields.text("gen_ai.operation.name")) : type;
    }

    private static @Nullable String given(Fields fields) {
        String type = fields.text(TYPE);
        return type != null && TYPES.contains(type) ? type : null;
    }

    private static @Nullable String bySpanName(String name) {
        if (name.startsWith("langchain4j.tools.")) {
            return TOOL;
        }
        return name.startsWith("langchain4j.aiservices.") ? CHAIN : null;
    }

    private static String byMarks(Fields fields, List<SpanRecord.Event> events) {
        boolean hasModel = fields.has("gen_ai.request.model");
        if ((fields.has("gen_ai.agent.name") || fields.has("agent_name")) && !hasModel) {
            return CHAIN;
        }
        if (fields.has("gen_ai.tool.name") && !hasModel) {
            return TOOL;
        }
        return hasModel || speaksOfModel(fields) || MessageEvents.anyMessage(events) ? MODEL : CHAIN;
    }

    private static boolean speaksOfModel(Fields fields) {
        return fields.hasAny(MODEL_NAMES) || MODEL_PREFIXES.stream().anyMatch(fields::hasPrefix);
    }

    private static @Nullable String mapped(Map<String, String> types, @Nullable String key) {
        return key == null ? null : types.get(key);
    }
}
