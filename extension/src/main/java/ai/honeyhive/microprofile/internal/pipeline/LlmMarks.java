/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.List;
import java.util.stream.Stream;

/** By what we tell that a span of somebody else is about a language model. */
final class LlmMarks {

    /** One of these is on every span of the instrumentations we know; more would only cost. */
    private static final List<AttributeKey<String>> MARKS = Stream.of(
                    "gen_ai.operation.name",
                    "gen_ai.request.model",
                    "gen_ai.system",
                    "gen_ai.provider.name",
                    "openinference.span.kind",
                    "traceloop.span.kind",
                    "llm.request.type",
                    "llm.model_name",
                    "gen_ai.prompt",
                    "gen_ai.completion",
                    "gen_ai.response.model",
                    "gen_ai.tool.name",
                    "gen_ai.agent.name",
                    "mcp.method.name",
                    "honeyhive_event_type")
            .map(AttributeKey::stringKey)
            .toList();

    private static final List<String> SCOPES =
            List.of("openinference", "langchain4j", "openai", "anthropic", "bedrock");

    private LlmMarks() {}

    /** A few look-ups instead of a copy of the span: this runs on the caller's thread for every foreign span. */
    static boolean isLlm(ReadableSpan span) {
        if (span.getName().startsWith("langchain4j.") || isLlmScope(span)) {
            return true;
        }
        for (AttributeKey<String> mark : MARKS) {
            if (span.getAttribute(mark) != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLlmScope(ReadableSpan span) {
        String scope = span.getInstrumentationScopeInfo().getName();
        for (String mark : SCOPES) {
            if (scope.contains(mark)) {
                return true;
            }
        }
        return false;
    }
}
