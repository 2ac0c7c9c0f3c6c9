/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.openliberty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A model call as a span made by hand, under the names of OpenTelemetry's GenAI conventions: where
 * {@code honeyhive.annotations.enabled=false} has {@code @LLMTraced} make none. OpenTelemetry's instrumentation of openai-java would do
 * it, but needs a package that Open Liberty hides from applications.
 */
final class ModelSpan {

    private ModelSpan() {}

    /** The pieces of an answer, in a span that ends when they are closed. */
    static Stream<Object> around(
            Tracer tracer, String model, List<ChatCompletionMessageParam> messages, Supplier<Stream<Object>> answer) {
        Span span = tracer.spanBuilder("chat " + model)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", "openai")
                .setAttribute("gen_ai.request.model", model)
                .setAttribute("gen_ai.input.messages", json(messages))
                .startSpan();
        try {
            return answer.get().peek(piece -> tell(span, piece)).onClose(span::end);
        } catch (RuntimeException e) {
            span.recordException(e);
            span.setStatus(StatusCode.ERROR);
            span.end();
            throw e;
        }
    }

    private static void tell(Span span, Object piece) {
        if (piece instanceof ChatCompletion whole) {
            span.setAttribute("gen_ai.response.model", whole.model());
            span.setAttribute(
                    "gen_ai.output.messages",
                    json(List.of(whole.choices().get(0).message())));
            whole.usage()
                    .ifPresent(usage -> span.setAttribute("gen_ai.usage.input_tokens", usage.promptTokens())
                            .setAttribute("gen_ai.usage.output_tokens", usage.completionTokens()));
        }
    }

    /** In the form in which they travel. */
    private static String json(Object value) {
        try {
            return ObjectMappers.jsonMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
