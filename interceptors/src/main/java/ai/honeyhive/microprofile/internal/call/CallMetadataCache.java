/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.internal.call.CallMetadata.Members;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private CallMetadata read(Method method, Class<?> type) {
        List<Method> family = Annotations.family(method, type);
        LLMTraced annotation = Annotations.find(family, type);
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
                overrides.oneOf("importance", Importance.class, annotation.importance()));
        return CallMetadata.of(members, parameters(family), method.getReturnType());
    }

    /** Generated implementations, those of Quarkus' AI services say, are named after what they implement. */
    private static String plainName(String className) {
        int generated = className.indexOf("$$");
        return generated < 0 ? className : className.substring(0, generated);
    }

    private static List<CallParameter> parameters(List<Method> family) {
        List<CallParameter> parameters = new ArrayList<>();
        for (int i = 0; i < family.get(0).getParameterCount(); i++) {
            Parameter parameter = Annotations.parameter(family, i);
            ParameterRole role = ParameterRole.of(parameter);
            String key = role == ParameterRole.CONTEXT
                    ? HoneyHiveAttributes.CONTEXT.getKey()
                    : HoneyHiveAttributes.INPUTS + parameter.getName();
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
