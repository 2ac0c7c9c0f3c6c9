/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.QualityGate;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Method;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Parameter;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Trace;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.AnnotationMember;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes classes as the build compatible extension sees them. */
final class LanguageModels {

    private LanguageModels() {}

    /**
     * @param ofStereotype what a stereotype of the class says, {@code null} where none does
     */
    static TracedType describe(ClassInfo type, @Nullable Trace ofStereotype) {
        AnnotationInfo traced = type.annotation(LLMTraced.class);
        AnnotationInfo evaluated = type.annotation(Evaluated.class);
        AnnotationInfo gate = type.annotation(QualityGate.class);
        return new TracedType(
                type.name(),
                type.isFinal(),
                type.isInterface(),
                traced == null && evaluated == null && gate == null ? ofStereotype : describe(traced, evaluated, gate),
                type.methods().stream()
                        .filter(method -> !method.declaringClass().name().equals("java.lang.Object"))
                        .map(LanguageModels::describe)
                        .toList());
    }

    /** What a stereotype of a bean says of tracing, {@code null} where none does. */
    static @Nullable Trace ofStereotype(BeanInfo bean) {
        AnnotationInfo traced = ofStereotype(bean, LLMTraced.class);
        AnnotationInfo evaluated = ofStereotype(bean, Evaluated.class);
        AnnotationInfo gate = ofStereotype(bean, QualityGate.class);
        return traced == null && evaluated == null && gate == null ? null : describe(traced, evaluated, gate);
    }

    private static @Nullable AnnotationInfo ofStereotype(BeanInfo bean, Class<?> annotation) {
        return bean.stereotypes().stream()
                .flatMap(stereotype -> stereotype.interceptorBindings().stream())
                .filter(binding -> binding.declaration().name().equals(annotation.getName()))
                .findFirst()
                .orElse(null);
    }

    /** The names of a class, its superclasses and all interfaces. */
    static Set<String> withSupertypes(ClassInfo type) {
        Set<String> names = new TreeSet<>();
        for (ClassInfo next = type; next != null; next = next.superClassDeclaration()) {
            addInterfaces(next, names);
        }
        return names;
    }

    private static void addInterfaces(ClassInfo type, Set<String> names) {
        if (names.add(type.name())) {
            type.superInterfacesDeclarations().forEach(superInterface -> addInterfaces(superInterface, names));
        }
    }

    /** Where something is injected: a field, or a method or constructor with parameters. */
    static String place(DeclarationInfo declaration) {
        if (declaration.isField()) {
            return declaration.asField().declaringClass().name()
                    + '.'
                    + declaration.asField().name();
        }
        MethodInfo method = declaration.asParameter().declaringMethod();
        return method.declaringClass().name() + '.' + (method.isConstructor() ? "<init>" : method.name()) + "()";
    }

    private static Method describe(MethodInfo method) {
        AnnotationInfo traced = method.annotation(LLMTraced.class);
        AnnotationInfo evaluated = method.annotation(Evaluated.class);
        AnnotationInfo gate = method.annotation(QualityGate.class);
        List<Parameter> parameters =
                method.parameters().stream().map(LanguageModels::describe).toList();
        String types = parameters.stream()
                .map(parameter -> parameter.type().substring(parameter.type().lastIndexOf('.') + 1))
                .collect(Collectors.joining(", ", "(", ")"));
        return new Method(
                method.name() + types,
                Modifier.isPrivate(method.modifiers()),
                method.isStatic(),
                method.isFinal(),
                name(method.returnType()),
                traced == null && evaluated == null && gate == null ? null : describe(traced, evaluated, gate),
                parameters);
    }

    private static Parameter describe(ParameterInfo parameter) {
        return new Parameter(
                name(parameter.type()),
                Arrays.stream(Role.values())
                        .filter(role -> parameter.hasAnnotation(role.annotation()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Trace describe(
            @Nullable AnnotationInfo traced, @Nullable AnnotationInfo evaluated, @Nullable AnnotationInfo gate) {
        return (traced == null ? Trace.PLAIN : describe(traced))
                .evaluatedBy(names(evaluated))
                .gatedBy(names(gate));
    }

    private static List<String> names(@Nullable AnnotationInfo annotation) {
        AnnotationMember names = annotation == null ? null : annotation.member("value");
        if (names == null) {
            return List.of();
        }
        return names.kind() == AnnotationMember.Kind.ARRAY
                ? names.asArray().stream().map(AnnotationMember::asString).toList()
                : List.of(names.asString());
    }

    private static Trace describe(AnnotationInfo traced) {
        AnnotationMember kind = traced.member("kind");
        return new Trace(
                text(traced, "name"),
                kind == null ? Kind.CHAIN : kind.asEnum(Kind.class),
                text(traced, "provider"),
                text(traced, "model"),
                text(traced, "tracer"),
                List.of(),
                List.of());
    }

    private static String text(AnnotationInfo annotation, String name) {
        AnnotationMember member = annotation.member(name);
        return member == null ? "" : member.asString();
    }

    private static String name(Type type) {
        return switch (type.kind()) {
            case CLASS -> type.asClass().declaration().name();
            case PARAMETERIZED_TYPE -> type.asParameterizedType().declaration().name();
            case PRIMITIVE -> type.asPrimitive().name();
            case VOID -> "void";
            case ARRAY -> name(type.asArray().componentType()) + "[]";
            default -> "java.lang.Object";
        };
    }
}
