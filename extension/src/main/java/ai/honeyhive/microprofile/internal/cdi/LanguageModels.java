/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Method;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Parameter;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Trace;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.AnnotationMember;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
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
        return new TracedType(
                type.name(),
                type.isFinal(),
                type.isInterface(),
                traced == null ? ofStereotype : describe(traced),
                type.methods().stream()
                        .filter(method -> !method.declaringClass().name().equals("java.lang.Object"))
                        .map(LanguageModels::describe)
                        .toList());
    }

    /** What a stereotype of a bean says of tracing, {@code null} where none does. */
    static @Nullable Trace ofStereotype(BeanInfo bean) {
        return bean.stereotypes().stream()
                .flatMap(stereotype -> stereotype.interceptorBindings().stream())
                .filter(binding -> binding.declaration().name().equals(LLMTraced.class.getName()))
                .findFirst()
                .map(LanguageModels::describe)
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

    private static Method describe(MethodInfo method) {
        AnnotationInfo traced = method.annotation(LLMTraced.class);
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
                traced == null ? null : describe(traced),
                parameters);
    }

    private static Parameter describe(ParameterInfo parameter) {
        return new Parameter(
                name(parameter.type()),
                Arrays.stream(Role.values())
                        .filter(role -> parameter.hasAnnotation(role.annotation()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Trace describe(AnnotationInfo traced) {
        AnnotationMember kind = traced.member("kind");
        return new Trace(
                text(traced, "name"),
                kind == null ? Kind.CHAIN : kind.asEnum(Kind.class),
                text(traced, "provider"),
                text(traced, "model"),
                text(traced, "tracer"));
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
            case ARRAY -> name(type.asArray().componentType()) + "[]";
            default -> "java.lang.Object";
        };
    }
}
