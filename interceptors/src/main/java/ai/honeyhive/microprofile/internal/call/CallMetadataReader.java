/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Masked;
import ai.honeyhive.microprofile.ModelName;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.RetrievedContext;
import ai.honeyhive.microprofile.SessionId;
import ai.honeyhive.microprofile.UserId;
import ai.honeyhive.microprofile.internal.call.CallMetadata.Role;
import io.opentelemetry.api.common.AttributeKey;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Reads a traced method once: annotation, parameter roles, configuration overrides. */
final class CallMetadataReader {

    private static final Logger LOG = Logger.getLogger(CallMetadataReader.class.getPackageName());

    private static final Map<Class<? extends Annotation>, Role> ROLES = Map.of(
            NotCaptured.class, Role.NOT_CAPTURED,
            Masked.class, Role.MASKED,
            Prompt.class, Role.PROMPT,
            ModelName.class, Role.MODEL,
            RetrievedContext.class, Role.CONTEXT,
            UserId.class, Role.USER,
            SessionId.class, Role.SESSION);

    private final Config config;

    CallMetadataReader(Config config) {
        this.config = config;
    }

    CallMetadata read(Method method, Class<?> beanClass) {
        LLMTraced traced = find(method, beanClass);
        String owner = "honeyhive.traced." + method.getDeclaringClass().getName();
        Members members = new Members(owner + "/" + method.getName() + "/", owner + "/");
        String defaultName = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        String name = members.text("name", traced == null ? "" : traced.name());
        return CallMetadata.of(
                name.isEmpty() ? defaultName : name,
                members.text("provider", traced == null ? "" : traced.provider()),
                members.text("model", traced == null ? "" : traced.model()),
                members.constant("kind", Kind.class, traced == null ? Kind.CHAIN : traced.kind()),
                members.text("tracer", traced == null ? "" : traced.tracer()),
                members.constant(
                        "importance", Importance.class, traced == null ? Importance.STANDARD : traced.importance()),
                members.constant("inputs", Capture.class, traced == null ? Capture.CONFIGURED : traced.inputs()),
                members.constant("output", Capture.class, traced == null ? Capture.CONFIGURED : traced.output()),
                parameters(method));
    }

    /** The annotation that counts: the method's, else the class', else a stereotype's. */
    private static @Nullable LLMTraced find(Method method, Class<?> beanClass) {
        LLMTraced onMethod = method.getAnnotation(LLMTraced.class);
        if (onMethod != null) {
            return onMethod;
        }
        for (Class<?> type : List.of(beanClass, method.getDeclaringClass())) {
            LLMTraced found = onClassOrStereotype(type, 0);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable LLMTraced onClassOrStereotype(Class<?> type, int depth) {
        // A container's proxy or intercepted subclass does not always carry the annotations of the class it stands for.
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            LLMTraced onClass = c.getAnnotation(LLMTraced.class);
            if (onClass != null) {
                return onClass;
            }
            for (Annotation annotation : c.getAnnotations()) {
                Class<? extends Annotation> stereotype = annotation.annotationType();
                if (depth < 8 && stereotype.isAnnotationPresent(Stereotype.class)) {
                    LLMTraced found = onClassOrStereotype(stereotype, depth + 1);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    private static List<CallMetadata.Parameter> parameters(Method method) {
        List<CallMetadata.Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            parameters.add(new CallMetadata.Parameter(
                    role(parameter), inputKey(parameter.getName()), SpanAttributes.key(parameter)));
        }
        return parameters;
    }

    static AttributeKey<String> inputKey(String name) {
        return AttributeKey.stringKey(HoneyHiveAttributes.INPUTS + name);
    }

    private static Role role(Parameter parameter) {
        // What must not be captured beats every other role.
        if (parameter.isAnnotationPresent(NotCaptured.class)) {
            return Role.NOT_CAPTURED;
        }
        if (parameter.isAnnotationPresent(Masked.class)) {
            return Role.MASKED;
        }
        for (Annotation annotation : parameter.getAnnotations()) {
            Role role = ROLES.get(annotation.annotationType());
            if (role != null) {
                return role;
            }
        }
        return Role.INPUT;
    }

    /** The members of the annotation with their overrides: the method's key, then the class'. */
    private final class Members {

        private final String methodPrefix;
        private final String classPrefix;

        Members(String methodPrefix, String classPrefix) {
            this.methodPrefix = methodPrefix;
            this.classPrefix = classPrefix;
        }

        String text(String member, String annotated) {
            return override(member, Function.identity()).orElse(annotated).trim();
        }

        <E extends Enum<E>> E constant(String member, Class<E> type, E annotated) {
            return override(member, text -> Enum.valueOf(type, text.trim().toUpperCase(Locale.ROOT)))
                    .orElse(annotated);
        }

        private <T> Optional<T> override(String member, Function<String, T> parser) {
            for (String key : List.of(methodPrefix + member, classPrefix + member)) {
                Optional<String> value = config.getOptionalValue(key, String.class);
                if (value.isPresent()) {
                    try {
                        return value.map(parser);
                    } catch (IllegalArgumentException e) {
                        LOG.log(
                                Level.WARNING,
                                () -> key + ": '" + value.get() + "' is ignored; allowed: " + allowed(member));
                    }
                }
            }
            return Optional.empty();
        }

        private String allowed(String member) {
            Object[] constants =
                    switch (member) {
                        case "kind" -> Kind.values();
                        case "importance" -> Importance.values();
                        default -> Capture.values();
                    };
            return Arrays.toString(constants);
        }
    }
}
