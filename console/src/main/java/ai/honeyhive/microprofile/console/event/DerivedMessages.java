/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import ai.honeyhive.microprofile.console.wire.WireSpan;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Chat messages found in attributes and span events of the conventions that HoneyHive translates. */
final class DerivedMessages {
    private static final List<String> INPUTS = List.of(
            "gen_ai.input.messages", "gen_ai.prompt", "gen_ai.request.messages", "llm.input_messages", "llm.prompts");
    private static final List<String> OUTPUTS =
            List.of("gen_ai.output.messages", "gen_ai.completion", "llm.output_messages");
    private static final Set<String> OTHERS =
            Set.of("input.value", "output.value", "gen_ai.system_instructions", "gen_ai.tool.definitions");
    private static final Set<String> INPUT_EVENTS =
            Set.of("gen_ai.system.message", "gen_ai.user.message", "gen_ai.assistant.message", "gen_ai.tool.message");

    private final Map<String, Object> attributes;
    private final List<WireSpan.Event> events;
    private final boolean model;

    DerivedMessages(Map<String, Object> attributes, List<WireSpan.Event> events, boolean model) {
        this.attributes = attributes;
        this.events = events;
        this.model = model;
    }

    /** Whether an attribute is read here and so must not be filed a second time. */
    static boolean isMessage(String key) {
        return OTHERS.contains(key) || startsWithAny(key, INPUTS) || startsWithAny(key, OUTPUTS);
    }

    void into(Map<String, Bucket> buckets) {
        Bucket inputs = Objects.requireNonNull(buckets.get("inputs"));
        Bucket outputs = Objects.requireNonNull(buckets.get("outputs"));
        ArrayNode history = history();
        if (!history.isEmpty()) {
            inputs.put("chat_history", history);
        }
        JsonNode functions = json("gen_ai.tool.definitions");
        if (functions.isArray()) {
            inputs.put("functions", functions);
        }
        ArrayNode answers = answers();
        if (!answers.isEmpty()) {
            outputs.putAll(answers.get(0));
        }
        rawValue("input.value", history.isEmpty(), inputs);
        rawValue("output.value", answers.isEmpty(), outputs);
    }

    private ArrayNode history() {
        ArrayNode history = JsonNodeFactory.instance.arrayNode();
        JsonNode instructions = json("gen_ai.system_instructions");
        if (instructions.isArray() && !instructions.isEmpty()) {
            ObjectNode system = JsonNodeFactory.instance.objectNode().put("role", "system");
            history.addAll(
                    Messages.normalise(JsonNodeFactory.instance.arrayNode().add(system.set("parts", instructions))));
        }
        history.addAll(first(INPUTS));
        events.stream().filter(event -> INPUT_EVENTS.contains(event.name())).forEach(event -> {
            String role =
                    event.name().substring("gen_ai.".length(), event.name().length() - ".message".length());
            history.addAll(
                    Messages.normalise(JsonNodeFactory.instance.arrayNode().add(eventMessage(event, role))));
        });
        if (history.isEmpty() && model) {
            history.addAll(Messages.normalise(json("input.value").path("messages")));
        }
        return history;
    }

    private ArrayNode answers() {
        ArrayNode answers = first(OUTPUTS);
        events.stream()
                .filter(event -> event.name().equals("gen_ai.choice"))
                .forEach(event -> answers.addAll(Messages.normalise(
                        JsonNodeFactory.instance.arrayNode().add(eventMessage(event, "assistant")))));
        JsonNode value = json("output.value");
        if (answers.isEmpty() && model && value.isObject() && value.has("role")) {
            answers.addAll(
                    Messages.normalise(JsonNodeFactory.instance.arrayNode().add(value)));
        }
        return answers;
    }

    private static ObjectNode eventMessage(WireSpan.Event event, String role) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", role);
        event.attributes().forEach((key, value) -> message.set(key, AttributeJson.parsed(AttributeJson.node(value))));
        return message;
    }

    /** What the messages were not found in stays visible as the raw value it is. */
    private void rawValue(String attribute, boolean unused, Bucket bucket) {
        Object value = attributes.get(attribute);
        if (value != null && unused) {
            JsonNode node = AttributeJson.node(value);
            bucket.put("value", model ? AttributeJson.parsed(node) : node);
        }
    }

    /** Messages of the first convention that has any: as one JSON text, or spread over indexed keys. */
    private ArrayNode first(List<String> names) {
        for (String name : names) {
            ArrayNode whole = Messages.normalise(json(name));
            ArrayNode messages = whole.isEmpty() ? indexed(name + ".") : whole;
            if (!messages.isEmpty()) {
                return messages;
            }
        }
        return JsonNodeFactory.instance.arrayNode();
    }

    private ArrayNode indexed(String prefix) {
        Bucket bucket = new Bucket();
        attributes.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                bucket.put("messages." + key.substring(prefix.length()), AttributeJson.node(value));
            }
        });
        return Messages.normalise(bucket.build().path("messages"));
    }

    private JsonNode json(String key) {
        return AttributeJson.parsed(AttributeJson.node(attributes.get(key)));
    }

    private static boolean startsWithAny(String key, List<String> names) {
        return names.stream().anyMatch(name -> key.equals(name) || key.startsWith(name + "."));
    }
}
