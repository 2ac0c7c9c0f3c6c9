/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a model event in HoneyHive's form: {@code honeyhive_inputs.chat_history}, a JSON array of role and
 * content, and {@code honeyhive_outputs.*} of the first answer. Whatever tells them: OpenTelemetry's JSON attributes,
 * its older plain text, indexed attributes (OpenLLMetry, OpenLIT, OpenInference), or events. The originals stay beside.
 */
final class Messages {

    private static final String INPUTS = HoneyHiveAttributes.INPUTS;
    private static final String OUTPUTS = HoneyHiveAttributes.OUTPUTS;
    private static final String HISTORY = HoneyHiveAttributes.CHAT_HISTORY.getKey();
    private static final String ROLE = HoneyHiveAttributes.OUTPUT_ROLE.getKey();
    private static final String CONTENT = HoneyHiveAttributes.OUTPUT_CONTENT.getKey();
    private static final String FINISH_REASON = HoneyHiveAttributes.OUTPUT_FINISH_REASON.getKey();

    private Messages() {}

    static void normalise(Fields fields, List<SpanRecord.Event> events) {
        if (!fields.hasPrefix(HISTORY) && !fields.hasPrefix(INPUTS + "messages")) {
            List<Map<String, Object>> history = history(fields, events);
            if (!history.isEmpty()) {
                fields.put(HISTORY, JsonText.of(history));
            }
        }
        if (!fields.hasPrefix(OUTPUTS)) {
            List<Map<String, Object>> answers = answers(fields, events);
            if (!answers.isEmpty()) {
                putAnswer(fields, answers.get(0));
            }
        }
        putFinishReason(fields);
        fields.putIfAbsent(INPUTS + "functions", fields.text("gen_ai.tool.definitions"));
    }

    private static List<Map<String, Object>> history(Fields fields, List<SpanRecord.Event> events) {
        List<Map<String, Object>> history = new ArrayList<>(system(fields));
        history.addAll(firstOf(
                MessageReader.fromJson(fields.text("gen_ai.input.messages"), "user"),
                IndexedMessages.read(fields, "gen_ai.prompt."),
                IndexedMessages.read(fields, "gen_ai.request.messages."),
                IndexedMessages.read(fields, "llm.input_messages."),
                MessageReader.fromJson(fields.text("llm.input_messages"), "user"),
                fromEvents(events, MessageEvents::isInput),
                MessageReader.fromJson(fields.text("gen_ai.prompt"), "user"),
                MessageReader.fromJson(fields.text("input.value"), "user")));
        return history;
    }

    private static List<Map<String, Object>> system(Fields fields) {
        return MessageReader.fromJson(fields.text("gen_ai.system_instructions"), "system");
    }

    private static List<Map<String, Object>> answers(Fields fields, List<SpanRecord.Event> events) {
        return firstOf(
                MessageReader.fromJson(fields.text("gen_ai.output.messages"), "assistant"),
                IndexedMessages.read(fields, "gen_ai.completion."),
                IndexedMessages.read(fields, "llm.output_messages."),
                MessageReader.fromJson(fields.text("llm.output_messages"), "assistant"),
                fromEvents(events, MessageEvents::isOutput),
                MessageReader.fromJson(fields.text("gen_ai.completion"), "assistant"),
                MessageReader.fromJson(fields.text("output.value"), "assistant"));
    }

    @SafeVarargs
    private static List<Map<String, Object>> firstOf(List<Map<String, Object>>... candidates) {
        for (List<Map<String, Object>> candidate : candidates) {
            if (!candidate.isEmpty()) {
                return candidate;
            }
        }
        return List.of();
    }

    private static List<Map<String, Object>> fromEvents(List<SpanRecord.Event> events, Predicate<String> wanted) {
        List<Map<String, Object>> messages = new ArrayList<>();
        for (SpanRecord.Event event : events) {
            if (wanted.test(event.name())) {
                MessageReader.addEvent(event, messages);
            }
        }
        return messages;
    }

    private static void putAnswer(Fields fields, Map<String, Object> answer) {
        fields.put(ROLE, String.valueOf(answer.getOrDefault("role", "assistant")));
        Object content = answer.get("content");
        if (content != null) {
            fields.put(CONTENT, content.toString());
        }
        Object finishReason = answer.get("finish_reason");
        if (finishReason != null) {
            fields.put(FINISH_REASON, finishReason.toString());
        }
        if (answer.get("tool_calls") instanceof List<?> calls) {
            for (int i = 0; i < calls.size(); i++) {
                putToolCall(fields, OUTPUTS + "tool_calls." + i + ".", calls.get(i));
            }
        }
    }

    private static void putToolCall(Fields fields, String prefix, @Nullable Object call) {
        if (call instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.put(prefix + name, String.valueOf(value)));
        }
    }

    /** The reason of the first choice; one library writes it as a string where the conventions want an array. */
    private static void putFinishReason(Fields fields) {
        Object reasons = fields.value("gen_ai.response.finish_reasons");
        Object first = reasons instanceof List<?> list && !list.isEmpty() ? list.get(0) : reasons;
        if (first instanceof String reason && !reason.isBlank()) {
            fields.putIfAbsent(FINISH_REASON, reason);
        }
    }
}
