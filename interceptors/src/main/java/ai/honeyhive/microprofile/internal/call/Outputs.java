/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.BatchResult;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.internal.encode.ArgumentEncoder;
import ai.honeyhive.microprofile.internal.encode.Encoding;
import ai.honeyhive.microprofile.internal.encode.Texts;
import ai.honeyhive.microprofile.spi.ModelResult;
import io.opentelemetry.api.common.AttributeKey;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is recorded of a call's result. Thread-safe. */
final class Outputs {

    private static final ContentKey RESULT = new ContentKey(HoneyHiveAttributes.RESULT.getKey());
    private static final String ASSISTANT = "assistant";

    /** The most calls of tools that are recorded of one answer. */
    private static final int MOST_TOOL_CALLS = 32;

    private final ArgumentEncoder encoder;
    private final ResultReader reader;

    Outputs(ArgumentEncoder encoder, ResultReader reader) {
        this.encoder = encoder;
        this.reader = reader;
    }

    /** Records a result that is there, not one that is still to come. */
    void capture(Object result, RunningCall call) {
        Kind kind = call.metadata().members().kind();
        if (kind == Kind.BATCH && result instanceof BatchResult figures) {
            BatchFigures.record(figures, call);
            return;
        }
        boolean wanted = Inputs.wanted(call.metadata().members().output(), call.settings());
        if (!wanted && !(kind.callsModel() && call.isRecording())) {
            return;
        }
        ModelResult known = result instanceof String ? null : reader.read(result);
        if (known != null && (kind == Kind.MODEL || kind == Kind.EMBEDDING)) {
            metadata(known, call);
        }
        if (wanted) {
            content(result, known, call);
        }
    }

    /** Records what has arrived of a result in pieces. */
    void capture(Chunks chunks, RunningCall call) {
        CallMetadata.Members members = call.metadata().members();
        Object last = chunks.last();
        ModelResult known = last == null ? null : reader.read(last);
        if (known != null && (members.kind() == Kind.MODEL || members.kind() == Kind.EMBEDDING)) {
            metadata(known, call);
        }
        if (!Inputs.wanted(members.output(), call.settings())) {
            return;
        }
        String collected = chunks.collected();
        if (members.kind() == Kind.MODEL) {
            message(known == null || chunks.hasText() ? collected : told(known, collected, call), known, call);
        } else if (collected != null) {
            RESULT.put(call, collected);
        }
        if (chunks.isCut()) {
            call.put(HoneyHiveAttributes.CONTENT_TRUNCATED, true);
        }
    }

    /** What the last piece says where none was text. As with a result that comes at once: who asks for tools says nothing. */
    private static @Nullable String told(ModelResult known, @Nullable String collected, RunningCall call) {
        String whole = known.text();
        return whole == null
                ? known.toolCalls().isEmpty() ? collected : null
                : Texts.shorten(whole, call.settings().maxAttributeBytes());
    }

    private static void metadata(ModelResult known, RunningCall call) {
        ContentSink span = call.spanSink();
        put(span, GenAiAttributes.RESPONSE_MODEL, known.model());
        put(span, GenAiAttributes.RESPONSE_ID, known.responseId());
        List<String> reasons = known.finishReasons();
        put(span, GenAiAttributes.FINISH_REASONS, reasons.isEmpty() ? null : reasons);
        put(span, GenAiAttributes.INPUT_TOKENS, known.inputTokens());
        put(span, GenAiAttributes.OUTPUT_TOKENS, known.outputTokens());
        put(span, GenAiAttributes.CACHE_READ_TOKENS, known.cacheReadTokens());
        put(span, GenAiAttributes.CACHE_CREATION_TOKENS, known.cacheCreationTokens());
        put(span, GenAiAttributes.REASONING_TOKENS, known.reasoningTokens());
        BigDecimal cost = known.cost();
        if (cost != null) {
            call.put(HoneyHiveAttributes.COST, cost.doubleValue());
        }
    }

    private static <T> void put(ContentSink sink, AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            sink.put(key, value);
        }
    }

    private void content(Object result, @Nullable ModelResult known, RunningCall call) {
        CallSettings settings = call.settings();
        Encoding encoding = encoder.borrow(settings.maxAttributeBytes(), settings.maxDepth(), settings.maxElements());
        try {
            String text = known == null ? null : known.text();
            boolean asksForTools = known != null && !known.toolCalls().isEmpty();
            if (call.metadata().members().kind() == Kind.MODEL) {
                message(encoding.attribute(text == null && !asksForTools ? result : text), known, call);
            } else if (!isVectors(call, known)) {
                Object value = encoding.attribute(text == null ? result : text);
                if (value != null) {
                    RESULT.put(call, value);
                }
            }
            if (encoding.isCut()) {
                call.put(HoneyHiveAttributes.CONTENT_TRUNCATED, true);
            }
        } finally {
            encoder.giveBack(encoding);
        }
    }

    /** The numbers of an embedding tell nobody anything. */
    private static boolean isVectors(RunningCall call, @Nullable ModelResult known) {
        return known != null && call.metadata().members().kind() == Kind.EMBEDDING;
    }

    private static void message(@Nullable Object content, @Nullable ModelResult known, RunningCall call) {
        call.put(HoneyHiveAttributes.OUTPUT_ROLE, ASSISTANT);
        if (content != null) {
            call.put(HoneyHiveAttributes.OUTPUT_CONTENT, content.toString());
        }
        call.putOnSpan(
                GenAiAttributes.OUTPUT_MESSAGES,
                () -> ConventionMessages.output(content == null ? null : content.toString(), known));
        if (known == null) {
            return;
        }
        if (!known.finishReasons().isEmpty()) {
            call.put(
                    HoneyHiveAttributes.OUTPUT_FINISH_REASON,
                    known.finishReasons().get(0));
        }
        List<ModelResult.ToolCall> toolCalls = known.toolCalls();
        for (int i = 0; i < toolCalls.size() && i < MOST_TOOL_CALLS; i++) {
            toolCall(HoneyHiveAttributes.OUTPUT_TOOL_CALLS + i, toolCalls.get(i), call);
        }
    }

    private static void toolCall(String prefix, ModelResult.ToolCall toolCall, RunningCall call) {
        int most = call.settings().maxAttributeBytes();
        put(call, AttributeKey.stringKey(prefix + ".id"), toolCall.id());
        put(call, AttributeKey.stringKey(prefix + ".name"), toolCall.name());
        String arguments = toolCall.arguments();
        put(
                call,
                AttributeKey.stringKey(prefix + ".arguments"),
                arguments == null ? null : Texts.shorten(arguments, most));
    }
}
