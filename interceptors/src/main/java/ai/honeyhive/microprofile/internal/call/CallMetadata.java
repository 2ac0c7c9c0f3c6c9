/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a call before it is made: one object for all calls of a method.
 *
 * @param members what the annotation and the configuration say
 * @param spanKind the span's kind
 * @param spanAttributes what stands on the span from its beginning, where samplers see it
 * @param content what is for HoneyHive only
 * @param parameters the parameters, in their order; empty where none is of use
 * @param modelParameter the index of the parameter that names the model, -1 for none
 * @param timed whether the result may come in pieces, so that the first one's time counts
 */
record CallMetadata(
        Members members,
        SpanKind spanKind,
        Attributes spanAttributes,
        Attributes content,
        List<CallParameter> parameters,
        int modelParameter,
        boolean timed) {

    /**
     * The members of {@link ai.honeyhive.microprofile.LLMTraced}, with names filled in.
     *
     * @param spanName the span's name, without a model that only a parameter names
     * @param evaluated the names of what scores the call, from {@link ai.honeyhive.microprofile.Evaluated}
     */
    record Members(
            String name,
            String spanName,
            Kind kind,
            String provider,
            String model,
            Capture inputs,
            Capture output,
            String tracer,
            Importance importance,
            List<String> evaluated) {}

    /**
     * Works out what follows from members and parameters.
     *
     * @param returned the method's return type, {@code null} where it is not known
     */
    static CallMetadata of(Members members, List<CallParameter> parameters, @Nullable Class<?> returned) {
        boolean streams = returned != null && ResultTypes.streams(returned);
        Kind kind = members.kind();
        boolean client = kind == Kind.MODEL || kind == Kind.EMBEDDING || kind == Kind.RETRIEVAL;
        int model = -1;
        for (CallParameter parameter : parameters) {
            if (parameter.role() == ParameterRole.MODEL && kind.callsModel()) {
                model = parameter.index();
            }
        }
        return new CallMetadata(
                members,
                client ? SpanKind.CLIENT : SpanKind.INTERNAL,
                spanAttributes(members, streams),
                Attributes.of(
                        HoneyHiveAttributes.EVENT_TYPE, kind.eventType(),
                        HoneyHiveAttributes.EVENT_NAME, members.name()),
                parameters,
                model,
                streams || returned == null || returned == Object.class);
    }

    /** The name of a span, as the conventions want it: few different ones. */
    static String spanName(Kind kind, String name, String model) {
        return switch (kind) {
            case MODEL, EMBEDDING -> model.isEmpty() ? kind.operation() : kind.operation() + ' ' + model;
            case TOOL, AGENT, WORKFLOW -> kind.operation() + ' ' + name;
            case RETRIEVAL -> kind.operation();
            case CHAIN, BATCH -> name;
        };
    }

    private static Attributes spanAttributes(Members members, boolean streams) {
        AttributesBuilder attributes = Attributes.builder();
        Kind kind = members.kind();
        if (!kind.operation().isEmpty()) {
            attributes.put(GenAiAttributes.OPERATION_NAME, kind.operation());
        }
        if (kind.callsModel() && !members.provider().isEmpty()) {
            attributes.put(GenAiAttributes.PROVIDER_NAME, members.provider());
        }
        if (kind.callsModel() && !members.model().isEmpty()) {
            attributes.put(GenAiAttributes.REQUEST_MODEL, members.model());
        }
        switch (kind) {
            case TOOL ->
                attributes
                        .put(GenAiAttributes.TOOL_NAME, members.name())
                        .put(GenAiAttributes.TOOL_TYPE, GenAiAttributes.FUNCTION);
            case AGENT -> attributes.put(GenAiAttributes.AGENT_NAME, members.name());
            case WORKFLOW -> attributes.put(GenAiAttributes.WORKFLOW_NAME, members.name());
            case MODEL -> {
                if (streams) {
                    attributes.put(GenAiAttributes.REQUEST_STREAM, true);
                }
            }
            default -> {}
        }
        return attributes.build();
    }
}
