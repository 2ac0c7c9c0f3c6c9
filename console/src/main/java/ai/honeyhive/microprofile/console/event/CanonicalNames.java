/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where HoneyHive files the attributes of the conventions it translates: OTel GenAI, OpenInference, Traceloop. Tables
 * on purpose: they are what changes when the server does.
 */
final class CanonicalNames {
    /** A place in an event. */
    record Place(String bucket, String key) {}

    /** A prefix and the bucket its keys go to, with that many leading segments taken off. */
    private record Prefix(String prefix, String bucket, int segments) {}

    private static final Map<String, List<Place>> EXACT = Map.ofEntries(
            Map.entry("gen_ai.request.model", List.of(new Place("config", "model"))),
            Map.entry("gen_ai.request.max_tokens", List.of(new Place("config", "max_completion_tokens"))),
            Map.entry("gen_ai.request.stop_sequences", List.of(new Place("config", "stop"))),
            Map.entry("gen_ai.provider.name", provider()),
            Map.entry("llm.provider", provider()),
            metadata("gen_ai.system", "system"),
            metadata("llm.model_name", "model_name"),
            metadata("gen_ai.response.model", "response_model"),
            metadata("gen_ai.response.id", "response_id"),
            metadata("gen_ai.response.finish_reason", "finish_reason"),
            metadata("gen_ai.response.finish_reasons", "finish_reasons"),
            metadata("gen_ai.usage.prompt_tokens", "prompt_tokens"),
            metadata("gen_ai.usage.completion_tokens", "completion_tokens"),
            metadata("gen_ai.usage.input_tokens", "input_tokens"),
            metadata("gen_ai.usage.output_tokens", "output_tokens"),
            metadata("llm.token_count.prompt", "prompt_tokens"),
            metadata("llm.token_count.completion", "completion_tokens"),
            metadata("llm.token_count.total", "total_tokens"),
            metadata("llm.usage.total_tokens", "total_tokens"),
            metadata("gen_ai.agent.name", "agent_name"),
            metadata("gen_ai.agent.id", "agent_id"),
            metadata("gen_ai.agent.description", "agent_description"),
            metadata("gen_ai.agent.type", "span_kind"),
            metadata("openinference.span.kind", "span_kind"),
            metadata("traceloop.span.kind", "span_kind"),
            metadata("gen_ai.tool.name", "tool_name"),
            metadata("gen_ai.tool.call.id", "tool_call_id"),
            metadata("gen_ai.tool.status", "tool_status"),
            metadata("gen_ai.operation.name", "operation_name"),
            metadata("gen_ai.conversation.id", "conversation_id"),
            metadata("session.id", "conversation_id"),
            metadata("user.id", "user_id"),
            metadata("llm.request.type", "request_type"),
            metadata("input.mime_type", "input_mime_type"),
            metadata("output.mime_type", "output_mime_type"),
            metadata("messaging.destination.name", "messaging_destination"),
            metadata("honeyhive_error_type", "honeyhive_error_type"),
            metadata("honeyhive_event_type", "honeyhive_event_type"));

    private static final List<Prefix> PREFIXES = List.of(
            new Prefix("gen_ai.request.", "config", 2),
            new Prefix("gen_ai.usage.", "metadata", 2),
            new Prefix("llm.", "config", 1),
            new Prefix("ai.usage.", "metadata", 2),
            new Prefix("ai.telemetry.", "metadata", 2),
            new Prefix("ai.settings.", "config", 2),
            new Prefix("ai.model.", "config", 2),
            new Prefix("ai.response.", "outputs", 2),
            new Prefix("tool.outputs.", "outputs", 2),
            new Prefix("tool.inputs.", "inputs", 2),
            new Prefix("gpu.", "metrics", 1));

    /** Token counts belong in metadata, even where somebody sends them as metrics. */
    private static final Set<String> TOKEN_COUNTS = Set.of(
            "prompt_tokens",
            "completion_tokens",
            "total_tokens",
            "input_tokens",
            "output_tokens",
            "cache_read_input_tokens",
            "cache_write_input_tokens",
            "reasoning_tokens");

    private CanonicalNames() {}

    /** The places an attribute goes to; metadata under its full name where no rule knows it. */
    static List<Place> places(String attribute) {
        List<Place> exact = EXACT.get(attribute);
        if (exact != null) {
            return exact;
        }
        for (Prefix prefix : PREFIXES) {
            if (attribute.startsWith(prefix.prefix())
                    && attribute.length() > prefix.prefix().length()) {
                String key = attribute.split("\\.", prefix.segments() + 1)[prefix.segments()];
                return List.of(new Place(prefix.bucket(), key));
            }
        }
        return List.of(new Place("metadata", attribute));
    }

    static boolean isTokenCount(String metric) {
        return TOKEN_COUNTS.contains(metric);
    }

    private static List<Place> provider() {
        return List.of(new Place("config", "provider"), new Place("metadata", "provider"));
    }

    private static Map.Entry<String, List<Place>> metadata(String attribute, String key) {
        return Map.entry(attribute, List.of(new Place("metadata", key)));
    }
}
