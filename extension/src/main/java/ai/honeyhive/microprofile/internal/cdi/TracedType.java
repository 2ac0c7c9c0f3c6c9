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
record TracedType(
        String name,
        boolean isFinal,
        boolean isInterface,
        @Nullable Trace trace,
        List<Method> methods) {

    /** Whether the class or one of its methods is annotated. */
    boolean isTraced() {
        return trace != null || methods.stream().anyMatch(method -> method.trace() != null);
    }

    /** The members of {@code @LLMTraced} that rules look at. */
    record Trace(String name, Kind kind, String provider, String model, String tracer) {}

    /**
     * A method.
     *
     * @param signature the name and the simple names of the parameter types, for messages
     * @param trace the method's own annotation, {@code null} for none
     */
    record Method(
            String signature,
            boolean isPrivate,
            boolean isStatic,
            boolean isFinal,
            @Nullable Trace trace,
            List<Parameter> parameters) {}

    /** A parameter: the name of its type, as in source code, and what its annotations say. */
    record Parameter(String type, Set<Role> roles) {}
}
