/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a traced method before it is called, so that a call reads no annotation and no configuration.
 *
 * @param eventName the name of the event
 * @param spanName the name of the span, by the GenAI conventions
 * @param tracer empty for the enclosing call's, else the default one
 * @param attributes what stands on the span from its start, so that samplers see it
 * @param content what stands on HoneyHive's copy from its start
 */
record CallMetadata(
        String eventName,
        String spanName,
        Kind kind,
        String tracer,
        Importance importance,
        Capture inputs,
        Capture output,
        List<Parameter> parameters,
        Attributes attributes,
        Attributes content) {

    /** What a parameter is to us. */
    enum Role {
        INPUT,
        PROMPT,
        MODEL,
        CONTEXT,
        USER,
        SESSION,
        MASKED,
        NOT_CAPTURED
    }

    /**
     * A parameter of the method.
     *
     * @param input the key under which its value is recorded
     * @param spanAttribute the key under which {@code @SpanAttribute} wants it on the span, {@code null} where it does
     *     not
     */
    record Parameter(
            Role role, AttributeKey<String> input, @Nullable AttributeKey<String> spanAttribute) {}

    static CallMetadata of(
            String eventName,
            String provider,
            String model,
            Kind kind,
            String tracer,
            Importance importance,
            Capture inputs,
            Capture output,
            List<Parameter> parameters) {
        AttributesBuilder attributes = Attributes.builder();
        putIfPresent(attributes, GenAiAttributes.OPERATION_NAME, kind.operation());
        putIfPresent(attributes, GenAiAttributes.PROVIDER_NAME, provider);
        putIfPresent(attributes, GenAiAttributes.REQUEST_MODEL, model);
        switch (kind) {
            case TOOL -> attributes.put(GenAiAttributes.TOOL_NAME, eventName);
            case AGENT -> attributes.put(GenAiAttributes.AGENT_NAME, eventName);
            case WORKFLOW -> attributes.put(GenAiAttributes.WORKFLOW_NAME, eventName);
            default -> {}
        }
        return new CallMetadata(
                eventName,
                spanName(kind, model, eventName),
                kind,
                tracer,
                importance,
                inputs,
                output,
                List.copyOf(parameters),
                attributes.build(),
                Attributes.of(
                        HoneyHiveAttributes.EVENT_TYPE, kind.eventType(), HoneyHiveAttributes.EVENT_NAME, eventName));
    }

    /** The span's name by the GenAI conventions; a step of the application's own has none there. */
    static String spanName(Kind kind, String model, String eventName) {
        return switch (kind) {
            case MODEL, EMBEDDING -> model.isEmpty() ? kind.operation() : kind.operation() + " " + model;
            case TOOL, AGENT, WORKFLOW -> kind.operation() + " " + eventName;
            case RETRIEVAL -> kind.operation();
            case CHAIN -> eventName;
        };
    }

    /** Leaves the process only where a model runs elsewhere; everything else happens here. */
    SpanKind spanKind() {
        return kind == Kind.MODEL || kind == Kind.EMBEDDING || kind == Kind.RETRIEVAL
                ? SpanKind.CLIENT
                : SpanKind.INTERNAL;
    }

    private static void putIfPresent(AttributesBuilder attributes, AttributeKey<String> key, String value) {
        if (!value.isEmpty()) {
            attributes.put(key, value);
        }
    }
}
