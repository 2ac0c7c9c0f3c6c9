/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A class as the deployment rules see it, whichever kind of CDI extension describes it.
 *
 * @param name the fully qualified name
 * @param isFinal whether the class is final
 * @param isInterface whether it is an interface
 * @param trace the annotation of the class itself or of one of its stereotypes, {@code null} for none
 * @param methods its methods, inherited ones too
 */
public record TracedType(
        String name,
        boolean isFinal,
        boolean isInterface,
        @Nullable Trace trace,
        List<Method> methods) {

    /** Whether the class or one of its methods is annotated. */
    public boolean isTraced() {
        return trace != null || methods.stream().anyMatch(method -> method.trace() != null);
    }

    /** The members of {@code @LLMTraced} that rules look at, those of {@code @Evaluated}, which traces as well, and of {@code @QualityGate}. */
    public record Trace(
            String name,
            Kind kind,
            String provider,
            String model,
            String tracer,
            List<String> evaluated,
            List<String> gates) {

        /** What {@code @LLMTraced} says that says nothing. */
        public static final Trace PLAIN = new Trace("", Kind.CHAIN, "", "", "", List.of(), List.of());

        /** The same, evaluated by these. */
        public Trace evaluatedBy(List<String> names) {
            return new Trace(name, kind, provider, model, tracer, names, gates);
        }

        /** The same, with a quality gate of these. */
        public Trace gatedBy(List<String> names) {
            return new Trace(name, kind, provider, model, tracer, evaluated, names);
        }
    }

    /**
     * A method.
     *
     * @param signature the name and the simple names of the parameter types, for messages
     * @param returned the name of the type of its result, as in source code, without type parameters
     * @param trace the method's own annotation, {@code null} for none
     */
    public record Method(
            String signature,
            boolean isPrivate,
            boolean isStatic,
            boolean isFinal,
            String returned,
            @Nullable Trace trace,
            List<Parameter> parameters) {}

    /** A parameter: the name of its type, as in source code, and what its annotations say. */
    public record Parameter(String type, Set<Role> roles) {}
}
