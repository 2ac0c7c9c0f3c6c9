/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.QualityGate;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Method;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Parameter;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Trace;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes classes as the portable extension sees them. */
final class AnnotatedTypes {

    private AnnotatedTypes() {}

    static TracedType describe(AnnotatedType<?> type, BeanManager beans) {
        Class<?> javaClass = type.getJavaClass();
        return new TracedType(
                javaClass.getName(),
                Modifier.isFinal(javaClass.getModifiers()),
                javaClass.isInterface(),
                ofClass(type.getAnnotations(), beans),
                type.getMethods().stream()
                        .filter(method -> method.getDeclaringType().getJavaClass() != Object.class)
                        .map(AnnotatedTypes::describe)
                        .toList());
    }

    /** Where something is injected: a field, or a method or constructor with parameters. */
    static String place(InjectionPoint point) {
        Member member = point.getMember();
        String name = member instanceof Constructor ? "<init>" : member.getName();
        return member.getDeclaringClass().getName() + '.' + name + (member instanceof Field ? "" : "()");
    }

    /** The annotation among these, or in a stereotype among these. */
    private static @Nullable Trace ofClass(Set<Annotation> annotations, BeanManager beans) {
        LLMTraced traced = null;
        Evaluated evaluated = null;
        QualityGate gate = null;
        for (Annotation annotation : annotations) {
            traced = annotation instanceof LLMTraced found ? found : traced;
            evaluated = annotation instanceof Evaluated found ? found : evaluated;
            gate = annotation instanceof QualityGate found ? found : gate;
        }
        if (traced != null || evaluated != null || gate != null) {
            return describe(traced, evaluated, gate);
        }
        for (Annotation annotation : annotations) {
            if (beans.isStereotype(annotation.annotationType())) {
                Trace trace = ofClass(beans.getStereotypeDefinition(annotation.annotationType()), beans);
                if (trace != null) {
                    return trace;
                }
            }
        }
        return null;
    }

    private static Method describe(AnnotatedMethod<?> method) {
        int modifiers = method.getJavaMember().getModifiers();
        LLMTraced traced = method.getAnnotation(LLMTraced.class);
        Evaluated evaluated = method.getAnnotation(Evaluated.class);
        QualityGate gate = method.getAnnotation(QualityGate.class);
        Class<?>[] types = method.getJavaMember().getParameterTypes();
        List<Parameter> parameters = method.getParameters().stream()
                .map(parameter -> new Parameter(types[parameter.getPosition()].getCanonicalName(), roles(parameter)))
                .toList();
        return new Method(
                method.getJavaMember().getName()
                        + Arrays.stream(types).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")")),
                Modifier.isPrivate(modifiers),
                Modifier.isStatic(modifiers),
                Modifier.isFinal(modifiers),
                method.getJavaMember().getReturnType().getCanonicalName(),
                traced == null && evaluated == null && gate == null ? null : describe(traced, evaluated, gate),
                parameters);
    }

    private static Trace describe(
            @Nullable LLMTraced traced, @Nullable Evaluated evaluated, @Nullable QualityGate gate) {
        Trace trace = traced == null
                ? Trace.PLAIN
                : new Trace(
                        traced.name(),
                        traced.kind(),
                        traced.provider(),
                        traced.model(),
                        traced.tracer(),
                        List.of(),
                        List.of());
        trace = evaluated == null ? trace : trace.evaluatedBy(List.of(evaluated.value()));
        return gate == null ? trace : trace.gatedBy(List.of(gate.value()));
    }

    private static Set<Role> roles(Annotated parameter) {
        return Arrays.stream(Role.values())
                .filter(role -> parameter.isAnnotationPresent(role.annotation()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
