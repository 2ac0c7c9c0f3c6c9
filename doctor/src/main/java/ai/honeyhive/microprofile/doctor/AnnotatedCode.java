/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.doctor;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.QualityGate;
import ai.honeyhive.microprofile.internal.cdi.DeploymentRules;
import ai.honeyhive.microprofile.internal.cdi.Role;
import ai.honeyhive.microprofile.internal.cdi.TracedType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * What the deployment will say of the annotated classes, before it does. The names of evaluators are left to the
 * deployment, which knows the beans.
 */
final class AnnotatedCode {

    private static final List<String> NO_BUSINESS =
            List.of("jakarta.interceptor.Interceptor", "jakarta.decorator.Decorator");

    private AnnotatedCode() {}

    static List<Finding> check(ApplicationFile application, Set<String> tracers) throws IOException {
        List<Finding> findings = new ArrayList<>();
        if (application.using().isEmpty()) {
            findings.add(Finding.note(
                    "code",
                    "no class uses this library: only spans that others make are recorded. Annotate a method of a"
                            + " CDI bean with @LLMTraced."));
            return findings;
        }
        Indexer indexer = new Indexer();
        for (byte[] code : application.using()) {
            indexer.index(new ByteArrayInputStream(code));
        }
        Index index = indexer.complete();
        DeploymentRules rules = new DeploymentRules();
        int traced = 0;
        for (ClassInfo type : index.getKnownClasses()) {
            TracedType described = describe(type);
            traced += described.isTraced() ? 1 : 0;
            if (NO_BUSINESS.stream().anyMatch(type::hasDeclaredAnnotation)) {
                rules.checkInterceptorOrDecorator(described);
            } else if (described.isInterface()) {
                rules.checkNoBean(described);
            } else if (!Modifier.isAbstract(type.flags())) {
                rules.checkBean(described);
            }
        }
        rules.checkTracers(tracers);
        rules.errors().forEach(error -> findings.add(Finding.problem("code", error)));
        rules.warnings().forEach(warning -> findings.add(Finding.note("code", warning)));
        if (rules.errors().isEmpty()) {
            findings.add(
                    Finding.ok("code", traced + (traced == 1 ? " class" : " classes") + " with annotated methods."));
        }
        return findings;
    }

    private static TracedType describe(ClassInfo type) {
        return new TracedType(
                type.name().toString(),
                Modifier.isFinal(type.flags()),
                type.isInterface(),
                trace(type::declaredAnnotation),
                type.methods().stream()
                        .filter(method ->
                                !method.isConstructor() && !method.isStaticInitializer() && !method.isSynthetic())
                        .map(AnnotatedCode::describe)
                        .toList());
    }

    private static TracedType.Method describe(MethodInfo method) {
        return new TracedType.Method(
                method.name()
                        + method.parameterTypes().stream()
                                .map(type -> simple(canonical(type)))
                                .collect(Collectors.joining(", ", "(", ")")),
                Modifier.isPrivate(method.flags()),
                Modifier.isStatic(method.flags()),
                Modifier.isFinal(method.flags()),
                canonical(method.returnType()),
                trace(method::declaredAnnotation),
                method.parameters().stream().map(AnnotatedCode::describe).toList());
    }

    private static TracedType.Parameter describe(MethodParameterInfo parameter) {
        return new TracedType.Parameter(
                canonical(parameter.type()),
                Arrays.stream(Role.values())
                        .filter(role -> parameter.hasDeclaredAnnotation(role.annotation()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static TracedType.@Nullable Trace trace(Function<String, @Nullable AnnotationInstance> annotations) {
        AnnotationInstance traced = annotations.apply(LLMTraced.class.getName());
        List<String> evaluated = names(annotations, Evaluated.class);
        List<String> gates = names(annotations, QualityGate.class);
        if (traced == null && evaluated.isEmpty() && gates.isEmpty()) {
            return null;
        }
        TracedType.Trace trace = traced == null
                ? TracedType.Trace.PLAIN
                : new TracedType.Trace(
                        text(traced, "name"),
                        traced.value("kind") == null
                                ? TracedType.Trace.PLAIN.kind()
                                : Kind.valueOf(traced.value("kind").asEnum()),
                        text(traced, "provider"),
                        text(traced, "model"),
                        text(traced, "tracer"),
                        List.of(),
                        List.of());
        return trace.evaluatedBy(evaluated).gatedBy(gates);
    }

    private static String text(AnnotationInstance annotation, String member) {
        AnnotationValue value = annotation.value(member);
        return value == null ? "" : value.asString();
    }

    private static List<String> names(
            Function<String, @Nullable AnnotationInstance> annotations, Class<? extends Annotation> type) {
        AnnotationInstance annotation = annotations.apply(type.getName());
        AnnotationValue value = annotation == null ? null : annotation.value();
        return value == null ? List.of() : List.of(value.asStringArray());
    }

    /** As in source code, without type parameters. */
    private static String canonical(Type type) {
        return type.kind() == Type.Kind.ARRAY
                ? canonical(type.asArrayType().constituent())
                        + "[]".repeat(type.asArrayType().dimensions())
                : type.name().toString().replace('$', '.');
    }

    private static String simple(String canonical) {
        return canonical.substring(canonical.lastIndexOf('.') + 1);
    }
}
