/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import ai.honeyhive.microprofile.console.wire.WireSpan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The type of an event, by the order of precedence that HoneyHive's server is known to use. */
public enum EventType {
    MODEL,
    TOOL,
    CHAIN,
    SESSION;

    private static final Map<String, EventType> OPENINFERENCE_KINDS = Map.of(
            "LLM", MODEL,
            "CHAIN", CHAIN,
            "AGENT", CHAIN,
            "TOOL", TOOL,
            "RETRIEVER", TOOL,
            "EMBEDDING", TOOL,
            "RERANKER", TOOL,
            "GUARDRAIL", TOOL);

    /** Operations outside this table (retrieval, embeddings …) decide nothing: the next rule is asked. */
    private static final Map<String, EventType> OPERATIONS = Map.of(
            "chat", MODEL,
            "text_completion", MODEL,
            "generate_content", MODEL,
            "invoke_agent", CHAIN,
            "create_agent", CHAIN,
            "invoke_workflow", CHAIN,
            "execute_tool", TOOL);

    private static final List<String> MODEL_ATTRIBUTES =
            List.of("llm.request.type", "llm.input_messages", "gen_ai.request.model");
    private static final List<String> MODEL_PREFIXES = List.of("gen_ai.prompt", "gen_ai.completion");
    private static final Set<String> MODEL_EVENTS =
            Set.of("gen_ai.user.message", "gen_ai.choice", "gen_ai.input.message", "gen_ai.output.message");

    /** How the wire spells it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that spelling, in any case. */
    public static Optional<EventType> parse(@Nullable String text) {
        for (EventType type : values()) {
            if (type.wire().equalsIgnoreCase(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * What HoneyHive takes a span for.
     *
     * @param attributes resource and span attributes together
     */
    static Verdict classify(Map<String, Object> attributes, List<WireSpan.Event> events) {
        EventType byKind = OPENINFERENCE_KINDS.get(
                text(attributes, "openinference.span.kind").toUpperCase(Locale.ROOT));
        if (byKind != null) {
            return new Verdict(byKind, "openinference.span.kind");
        }
        EventType byOperation = OPERATIONS.get(text(attributes, "gen_ai.operation.name"));
        if (byOperation != null) {
            return new Verdict(byOperation, "gen_ai.operation.name");
        }
        for (String agent : List.of("gen_ai.agent.name", "agent_name")) {
            if (attributes.containsKey(agent) && !attributes.containsKey("gen_ai.request.model")) {
                return new Verdict(CHAIN, agent);
            }
        }
        String sign = signOfModel(attributes, events);
        if (sign != null) {
            return new Verdict(MODEL, sign);
        }
        return parse(text(attributes, "honeyhive_event_type"))
                .map(type -> new Verdict(type, "honeyhive_event_type"))
                .orElse(new Verdict(TOOL, ""));
    }

    private static @Nullable String signOfModel(Map<String, Object> attributes, List<WireSpan.Event> events) {
        for (String key : MODEL_ATTRIBUTES) {
            if (attributes.containsKey(key)) {
                return key;
            }
        }
        for (String key : attributes.keySet()) {
            if (MODEL_PREFIXES.stream().anyMatch(prefix -> key.equals(prefix) || key.startsWith(prefix + "."))) {
                return key;
            }
        }
        for (String key : List.of("input.value", "output.value")) {
            Object value = attributes.get(key);
            if (value != null && !"".equals(value)) {
                return key;
            }
        }
        return events.stream()
                .map(WireSpan.Event::name)
                .filter(MODEL_EVENTS::contains)
                .findFirst()
                .map(name -> "span event " + name)
                .orElse(null);
    }

    private static String text(Map<String, Object> attributes, String key) {
        return attributes.get(key) instanceof String text ? text : "";
    }

    /**
     * @param decidedBy the attribute that decided, empty where nothing did and the default was taken
     */
    record Verdict(EventType type, String decidedBy) {}
}
