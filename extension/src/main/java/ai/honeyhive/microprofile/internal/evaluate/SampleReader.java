/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.Telemetry;
import ai.honeyhive.microprofile.evaluation.ToolCall;
import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import ai.honeyhive.microprofile.internal.call.GenAiAttributes;
import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What evaluators get of a call: read from HoneyHive's copy of its span, which has the same names whoever made the span, and is
 * not masked yet.
 */
public final class SampleReader {

    private static final String HISTORY = HoneyHiveAttributes.CHAT_HISTORY.getKey();
    private static final String CONTEXT = HoneyHiveAttributes.CONTEXT.getKey();
    private static final List<String> QUESTIONS = Stream.of("question", "query", "prompt", "input", "message", "value")
            .map(HoneyHiveAttributes.INPUTS::concat)
            .toList();
    private static final List<String> OUTPUTS = Stream.of("content", "result", "completion", "value")
            .map(HoneyHiveAttributes.OUTPUTS::concat)
            .toList();
    private static final int MOST_TOOL_CALLS = 32;

    private final SpanRecord record;
    private final Map<String, Object> attributes = new TreeMap<>();
    private final Sample.Builder sample = Sample.builder();

    private SampleReader(SpanRecord record) {
        this.record = record;
        record.attributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        record.content().forEach((key, value) -> attributes.put(key.getKey(), value));
    }

    /** The sample of a record that has been mapped. */
    public static Sample read(SpanRecord mapped) {
        return new SampleReader(mapped).read();
    }

    private Sample read() {
        inputs();
        String output = firstText(OUTPUTS);
        boolean failed = attributes.containsKey(HoneyHiveAttributes.ERROR.getKey());
        sample.output(failed ? null : output);
        texts(attributes.get(CONTEXT)).forEach(sample::context);
        texts(attributes.get(HoneyHiveAttributes.GROUND_TRUTH.getKey())).forEach(sample::expected);
        retrieved(attributes.get(CONTEXT));
        toolCalls();
        metadata(HoneyHiveAttributes.METADATA);
        metadata(HoneyHiveAttributes.FEEDBACK);
        metadata(HoneyHiveAttributes.USER_PROPERTIES);
        return sample.telemetry(telemetry()).build();
    }

    private void inputs() {
        List<String> texts = new ArrayList<>();
        attributes.forEach((name, value) -> {
            if (name.startsWith(HoneyHiveAttributes.INPUTS)) {
                sample.input(name.substring(HoneyHiveAttributes.INPUTS.length()), value);
                if (value instanceof String text && !name.equals(CONTEXT) && !name.equals(HISTORY)) {
                    texts.add(text);
                }
            }
        });
        String question = attributes.get(HISTORY) instanceof String history ? lastQuestion(history) : null;
        question = question == null ? firstText(QUESTIONS) : question;
        // A method with one text as its argument asks that.
        sample.question(question == null && texts.size() == 1 ? texts.get(0) : question);
    }

    private static @Nullable String lastQuestion(String history) {
        if (!(Json.readForeignStructure(history) instanceof List<?> messages)) {
            return history;
        }
        String question = null;
        for (Object message : messages) {
            if (message instanceof Map<?, ?> map && "user".equals(map.get("role")) && map.get("content") != null) {
                question = text(map.get("content"));
            }
        }
        return question;
    }

    private @Nullable String firstText(List<String> names) {
        for (String name : names) {
            Object value = attributes.get(name);
            if (value != null) {
                return value.toString();
            }
        }
        return null;
    }

    /** One text, or those of a list. */
    private static List<String> texts(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        Object structure = value instanceof String text ? Json.readForeignStructure(text) : value;
        return structure instanceof Collection<?> list
                ? list.stream()
                        .filter(element -> element != null)
                        .map(SampleReader::text)
                        .toList()
                : List.of(value.toString());
    }

    /** A document is its text, whichever of the usual names that has. */
    private static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            for (String name : List.of("text", "content", "page_content", "document", "body")) {
                if (map.get(name) instanceof String text) {
                    return text;
                }
            }
        }
        return value instanceof String text ? text : JsonText.of(value);
    }

    private void retrieved(@Nullable Object context) {
        if (!(context instanceof String text) || !(Json.readForeignStructure(text) instanceof List<?> documents)) {
            return;
        }
        List<String> ids = new ArrayList<>();
        for (Object document : documents) {
            if (document instanceof Map<?, ?> map && map.get("id") != null) {
                ids.add(String.valueOf(map.get("id")));
            }
        }
        if (!documents.isEmpty() && ids.size() == documents.size()) {
            sample.retrieved(ids);
        }
    }

    private void toolCalls() {
        List<ToolCall> calls = new ArrayList<>();
        for (int i = 0; i < MOST_TOOL_CALLS; i++) {
            Object name = attributes.get(HoneyHiveAttributes.OUTPUT_TOOL_CALLS + i + ".name");
            if (name == null) {
                break;
            }
            Object arguments = attributes.get(HoneyHiveAttributes.OUTPUT_TOOL_CALLS + i + ".arguments");
            calls.add(new ToolCall(name.toString(), arguments(arguments)));
        }
        if (!calls.isEmpty()) {
            sample.toolCalls(calls);
        }
    }

    private static Map<String, @Nullable Object> arguments(@Nullable Object arguments) {
        Map<String, @Nullable Object> read = new TreeMap<>();
        if (arguments instanceof String text && Json.readForeignStructure(text) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> read.put(String.valueOf(name), value));
        }
        return read;
    }

    private void metadata(String bucket) {
        attributes.forEach((name, value) -> {
            if (name.startsWith(bucket)) {
                sample.metadata(name.substring(bucket.length()), value);
            }
        });
    }

    private Telemetry telemetry() {
        Telemetry.Builder telemetry = Telemetry.builder()
                .latency(Duration.ofNanos(Math.max(0, record.endEpochNanos() - record.startEpochNanos())))
                .finishReason(finishReason());
        if (attributes.get(GenAiAttributes.TIME_TO_FIRST_CHUNK.getKey()) instanceof Number seconds) {
            telemetry.timeToFirstToken(Duration.ofNanos((long) (Math.max(0, seconds.doubleValue()) * 1e9)));
        }
        if (attributes.get(GenAiAttributes.INPUT_TOKENS.getKey()) instanceof Number tokens && tokens.longValue() >= 0) {
            telemetry.inputTokens(tokens.longValue());
        }
        if (attributes.get(GenAiAttributes.OUTPUT_TOKENS.getKey()) instanceof Number tokens
                && tokens.longValue() >= 0) {
            telemetry.outputTokens(tokens.longValue());
        }
        if (attributes.get(HoneyHiveAttributes.METADATA + "cost") instanceof Number cost
                && cost.doubleValue() >= 0
                && Double.isFinite(cost.doubleValue())) {
            telemetry.cost(cost.doubleValue());
        }
        if (attributes.containsKey(HoneyHiveAttributes.ERROR.getKey())) {
            telemetry.error(String.valueOf(attributes.getOrDefault(HoneyHiveAttributes.ERROR_TYPE.getKey(), "error")));
        }
        return telemetry.build();
    }

    private @Nullable String finishReason() {
        Object reason = attributes.get(HoneyHiveAttributes.OUTPUT_FINISH_REASON.getKey());
        if (reason == null
                && attributes.get(GenAiAttributes.FINISH_REASONS.getKey()) instanceof List<?> reasons
                && !reasons.isEmpty()) {
            reason = reasons.get(0);
        }
        return reason == null ? null : reason.toString();
    }
}
