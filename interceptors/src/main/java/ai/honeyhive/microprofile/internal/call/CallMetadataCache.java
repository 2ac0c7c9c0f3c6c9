/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.QualityGate;
import ai.honeyhive.microprofile.internal.call.CallMetadata.Members;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Knows the methods that have been called, so that annotations and configuration are read once for each. Thread-safe.
 * A bean, never a static field, which would hold the application's classes after it is gone.
 */
@Singleton
public final class CallMetadataCache {

    private final Map<Class<?>, Map<Method, CallMetadata>> known = new ConcurrentHashMap<>();
    private final Map<Class<?>, Map<Method, GateMetadata>> gates = new ConcurrentHashMap<>();
    private volatile boolean configRead;
    private volatile @Nullable Config config;

    /**
     * What is known of the calls of a method.
     *
     * @param target the bean it is called on, {@code null} for a static method, which Quarkus intercepts
     */
    CallMetadata of(Method method, @Nullable Object target) {
        Class<?> type = target == null ? method.getDeclaringClass() : target.getClass();
        Map<Method, CallMetadata> ofType = known.get(type);
        CallMetadata metadata = ofType == null ? null : ofType.get(method);
        if (metadata == null) {
            metadata = read(method, type);
            known.computeIfAbsent(type, key -> new ConcurrentHashMap<>()).put(method, metadata);
        }
        return metadata;
    }

    /** What is known of the quality gate of a method. */
    GateMetadata gate(Method method, @Nullable Object target) {
        Class<?> type = target == null ? method.getDeclaringClass() : target.getClass();
        Map<Method, GateMetadata> ofType = gates.computeIfAbsent(type, key -> new ConcurrentHashMap<>());
        GateMetadata known = ofType.get(method);
        if (known == null) {
            known = readGate(method, type);
            ofType.put(method, known);
        }
        return known;
    }

    private GateMetadata readGate(Method method, Class<?> type) {
        CallMetadata traced = read(method, type);
        QualityGate gate = Annotations.find(QualityGate.class, Annotations.family(method, type), type);
        if (gate == null) {
            throw new IllegalStateException(method + " has no quality gate");
        }
        Members members = traced.members();
        return new GateMetadata(
                step(traced, members.inputs(), members.output()),
                step(traced, Capture.ON, Capture.ON),
                List.of(gate.value()),
                gate.onFail(),
                gate.replacement(),
                gate.strict(),
                method.getReturnType() == Optional.class);
    }

    /** An attempt is a step of the call around it, whatever that is: only one of the two calls a model. */
    private static CallMetadata step(CallMetadata traced, Capture inputs, Capture output) {
        String name = traced.members().name() + " attempt";
        var members = new Members(
                name,
                name,
                Kind.CHAIN,
                "",
                "",
                inputs,
                output,
                "",
                traced.members().importance(),
                List.of());
        return CallMetadata.of(members, traced.parameters(), null);
    }

    private CallMetadata read(Method method, Class<?> type) {
        List<Method> family = Annotations.family(method, type);
        LLMTraced annotation = Annotations.traced(family, type);
        Evaluated evaluated = Annotations.find(Evaluated.class, family, type);
        String declaring = plainName(method.getDeclaringClass().getName());
        var overrides = new TracedOverrides(config(), declaring, method.getName());
        Kind kind = overrides.oneOf("kind", Kind.class, annotation.kind());
        String model = kind.callsModel() ? overrides.text("model", annotation.model()) : "";
        String name = overrides.text("name", annotation.name());
        if (name.isEmpty()) {
            name = declaring.substring(Math.max(declaring.lastIndexOf('.'), declaring.lastIndexOf('$')) + 1)
                    + '.'
                    + method.getName();
        }
        var members = new Members(
                name,
                CallMetadata.spanName(kind, name, model),
                kind,
                kind.callsModel() ? overrides.text("provider", annotation.provider()) : "",
                model,
                overrides.oneOf("inputs", Capture.class, annotation.inputs()),
                overrides.oneOf("output", Capture.class, annotation.output()),
                overrides.text("tracer", annotation.tracer()),
                overrides.oneOf("importance", Importance.class, annotation.importance()),
                evaluated == null ? List.of() : List.of(evaluated.value()));
        return CallMetadata.of(members, parameters(family, kind), method.getReturnType());
    }

    /** Generated implementations, those of Quarkus' AI services say, are named after what they implement. */
    private static String plainName(String className) {
        int generated = className.indexOf("$$");
        return generated < 0 ? className : className.substring(0, generated);
    }

    private static List<CallParameter> parameters(List<Method> family, Kind kind) {
        List<CallParameter> parameters = new ArrayList<>();
        for (int i = 0; i < family.get(0).getParameterCount(); i++) {
            Parameter parameter = Annotations.parameter(family, i);
            ParameterRole role = ParameterRole.of(parameter);
            if (kind == Kind.BATCH && role == ParameterRole.INPUT && BatchItems.areOf(parameter.getType())) {
                role = ParameterRole.ITEMS;
            }
            String key =
                    switch (role) {
                        case CONTEXT -> HoneyHiveAttributes.CONTEXT.getKey();
                        case EXPECTED -> HoneyHiveAttributes.GROUND_TRUTH.getKey();
                        default -> HoneyHiveAttributes.INPUTS + parameter.getName();
                    };
            parameters.add(new CallParameter(
                    i, role, new ContentKey(key), SpanAttributeKey.of(parameter, parameter.getName())));
        }
        return List.copyOf(parameters);
    }

    private @Nullable Config config() {
        if (!configRead) {
            config = TracedOverrides.config();
            configRead = true;
        }
        return config;
    }
}
