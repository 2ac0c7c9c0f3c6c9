/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Method;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Parameter;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Trace;
import ai.honeyhive.microprofile.internal.evaluate.EvaluationSetup;
import ai.honeyhive.microprofile.internal.evaluate.Nearest;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the annotated classes of an application. Knows no container: both CDI extensions, and the doctor's
 * command line, describe classes to it, and report what it found, all together. Not thread-safe.
 */
public final class DeploymentRules {

    /** Types whose parts come one after the other, or which a gate cannot wait for. */
    private static final Set<String> IN_PIECES = Set.of(
            "java.util.concurrent.Flow.Publisher",
            "java.util.concurrent.Flow$Publisher",
            "org.reactivestreams.Publisher",
            "java.util.stream.Stream",
            "io.smallrye.mutiny.Multi",
            "io.smallrye.mutiny.Uni");

    private final Set<String> errors = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    /** The tracers that annotations name, and where they do. */
    private final Map<String, Set<String>> tracers = new TreeMap<>();

    /** The evaluators and pipelines that annotations name, and where they do. */
    private final Map<String, Set<String>> evaluators = new TreeMap<>();

    /** Checks a class that is a bean. */
    public void checkBean(TracedType type) {
        Trace ofClass = type.trace();
        if (ofClass != null) {
            checkMembers(type.name(), ofClass);
        }
        for (Method method : type.methods()) {
            Trace trace = method.trace() == null ? ofClass : method.trace();
            if (trace != null) {
                checkTraced(type.name() + '.' + method.signature(), method, trace);
            } else {
                checkUntraced(type.name() + '.' + method.signature(), method);
            }
        }
        if (type.isTraced() && type.isFinal()) {
            error(
                    1,
                    type.name(),
                    "the class is final, so CDI cannot intercept its methods. Remove final from the class.");
        }
    }

    /** Checks a class that is an interceptor or a decorator. */
    public void checkInterceptorOrDecorator(TracedType type) {
        if (type.isTraced()) {
            error(
                    2,
                    type.name(),
                    "@LLMTraced or @Evaluated has no effect on an interceptor or a decorator: neither is intercepted itself. Annotate the"
                            + " bean, or use the class HoneyHive in the code.");
        }
    }

    /** Checks a class that is no bean. */
    public void checkNoBean(TracedType type) {
        if (type.isInterface() && type.isTraced()) {
            warnings.add("HONEYHIVE-102 " + type.name()
                    + ": a class does not inherit annotations from an interface, so nothing"
                    + " is traced. Annotate the class that implements it.");
        } else if (type.isTraced()) {
            warnings.add("HONEYHIVE-102 " + type.name()
                    + ": the class uses @LLMTraced or @Evaluated and is no bean, so nothing is traced."
                    + " Give it a scope (@ApplicationScoped ...) in a bean archive and let CDI make its instances. What a"
                    + " producer method or new makes is not intercepted: use the class HoneyHive in the code there.");
        }
    }

    /**
     * Checks the names of the tracers, when all classes have been described.
     *
     * @param configured the names that are configured
     */
    public void checkTracers(Set<String> configured) {
        tracers.forEach((tracer, places) -> {
            if (!configured.contains(tracer)) {
                places.forEach(place -> errors.add(unknownTracer(tracer, place, configured)));
            }
        });
    }

    /** Notes a tracer that is named at a place; an empty name is the default one. */
    void noteTracer(String tracer, String place) {
        checkBlank(place, "value of @ForTracer", tracer);
        if (!tracer.isBlank()) {
            tracers.computeIfAbsent(tracer, name -> new TreeSet<>()).add(place);
        }
    }

    /** The tracers that annotations name, and where they do. */
    Map<String, Set<String>> tracers() {
        return tracers;
    }

    /** The evaluators and pipelines that annotations name, and where they do. */
    Map<String, Set<String>> evaluators() {
        return evaluators;
    }

    /**
     * Checks the names of evaluators and pipelines, when all classes have been described.
     *
     * @param known all that there are
     */
    void checkEvaluators(Set<String> known) {
        evaluators.forEach((name, places) -> {
            if (!known.contains(name)) {
                places.forEach(place -> errors.add("HONEYHIVE-007 " + EvaluationSetup.unknown(name, place, known)));
            }
        });
    }

    static String unknownTracer(String tracer, String place, Set<String> configured) {
        return "HONEYHIVE-003 " + place + ": nobody configured the tracer \"" + tracer + "\"."
                + Nearest.of(tracer, configured) + " Set honeyhive.tracer."
                + tracer
                + ".api-key, or name another one; configured "
                + (configured.isEmpty() ? "is none." : "are: " + String.join(", ", configured) + ".");
    }

    /** What must fail the deployment. */
    public Set<String> errors() {
        return errors;
    }

    /** What has no effect, and harms nothing. */
    public Set<String> warnings() {
        return warnings;
    }

    /** All errors in one text. */
    static String report(Set<String> errors) {
        return "HoneyHive found " + errors.size() + (errors.size() == 1 ? " problem" : " problems")
                + " in this application:"
                + errors.stream().map(error -> "\n  " + error).collect(Collectors.joining());
    }

    private void checkTraced(String place, Method method, Trace trace) {
        boolean direct = method.trace() != null;
        if (direct) {
            checkMembers(place, trace);
        }
        String obstacle = obstacle(method, direct);
        if (obstacle != null) {
            error(
                    1,
                    place,
                    "the method is " + obstacle + ", so CDI cannot intercept it. Remove " + obstacle
                            + ", or use the class HoneyHive in the code.");
        }
        if (direct || (!method.isPrivate() && !method.isStatic())) {
            checkRoles(place, method);
            checkGate(place, method, trace);
            checkBatch(place, method, trace);
        }
    }

    private void checkGate(String place, Method method, Trace trace) {
        if (!trace.gates().isEmpty() && IN_PIECES.contains(method.returned())) {
            error(
                    8,
                    place,
                    "a quality gate cannot judge a result in pieces (" + method.returned()
                            + ") before the caller has it. Return"
                            + " the whole answer, or a CompletionStage of it, or score it afterwards by @Evaluated.");
        }
    }

    private void checkBatch(String place, Method method, Trace trace) {
        if (trace.kind() != Kind.BATCH) {
            return;
        }
        List<String> types = method.parameters().stream()
                .filter(parameter -> parameter.roles().isEmpty())
                .map(Parameter::type)
                .toList();
        long items = types.stream().filter(BatchTypes::areItems).count();
        if (items > 1) {
            error(
                    9,
                    place,
                    items + " parameters could be the items of the batch. Annotate those that are not with"
                            + " @NotCaptured or another role, or use HoneyHive.batch in the code.");
        } else if (items == 0 && types.stream().noneMatch(BatchTypes::mayBeItems)) {
            error(
                    9,
                    place,
                    "kind = BATCH needs a parameter with the items: a collection, an array or a stream, without a role"
                            + " such as @Prompt. Add one, or take another kind.");
        }
        if (!trace.evaluated().isEmpty() || !trace.gates().isEmpty()) {
            error(
                    9,
                    place,
                    "@Evaluated and @QualityGate judge one answer, and kind = BATCH has many. Annotate the method that"
                            + " works on one item.");
        }
    }

    /** A class-level annotation means the business methods only, which are neither private nor static. */
    private static @Nullable String obstacle(Method method, boolean direct) {
        if (method.isPrivate()) {
            return direct ? "private" : null;
        }
        if (method.isStatic()) {
            return direct ? "static" : null;
        }
        return method.isFinal() ? "final" : null;
    }

    private void checkMembers(String place, Trace trace) {
        if (!trace.kind().callsModel()
                && !(trace.provider().isEmpty() && trace.model().isEmpty())) {
            error(
                    4,
                    place,
                    "a provider or a model contradicts kind = " + trace.kind()
                            + ", which calls no model. Remove them, or take" + " the kind MODEL, EMBEDDING or AGENT.");
        }
        checkBlank(place, "name", trace.name());
        checkBlank(place, "provider", trace.provider());
        checkBlank(place, "model", trace.model());
        checkBlank(place, "tracer", trace.tracer());
        checkNames(place, "value of @Evaluated", trace.evaluated());
        checkNames(place, "value of @QualityGate", trace.gates());
        if (!trace.tracer().isBlank()) {
            tracers.computeIfAbsent(trace.tracer(), name -> new TreeSet<>()).add(place);
        }
    }

    private void checkNames(String place, String member, List<String> names) {
        names.forEach(name -> {
            checkBlank(place, member, name.isEmpty() ? " " : name);
            if (!name.isBlank()) {
                evaluators.computeIfAbsent(name, key -> new TreeSet<>()).add(place);
            }
        });
    }

    private void checkBlank(String place, String member, String value) {
        if (!value.isEmpty() && value.isBlank()) {
            error(4, place, "the member " + member + " is blank. Leave it out, or give it a value.");
        }
    }

    private void checkRoles(String place, Method method) {
        for (Role role : Role.values()) {
            long count = method.parameters().stream()
                    .filter(parameter -> parameter.roles().contains(role))
                    .count();
            if (role.once() && count > 1) {
                error(
                        5,
                        place,
                        count + " parameters have " + role.typed() + ", and an event has one place for it. Keep one.");
            }
        }
        method.parameters().forEach(parameter -> checkRoles(place, parameter));
    }

    private void checkRoles(String place, Parameter parameter) {
        if (parameter.roles().size() > 1 && parameter.roles().stream().anyMatch(Role::hides)) {
            error(
                    5,
                    place,
                    typed(parameter.roles())
                            + " on one parameter contradict each other: one hides the value, another sends"
                            + " it. Keep one.");
        }
        parameter.roles().stream()
                .filter(role -> role.isId() && !isScalar(parameter.type()))
                .forEach(role -> error(
                        6,
                        place,
                        role.typed() + " needs a parameter with one short value, and " + parameter.type()
                                + " is none. Use a String, a UUID or a whole number."));
    }

    private void checkUntraced(String place, Method method) {
        Set<Role> roles = new TreeSet<>();
        method.parameters().forEach(parameter -> roles.addAll(parameter.roles()));
        if (!roles.isEmpty()) {
            warnings.add("HONEYHIVE-101 " + place + ": " + typed(roles)
                    + " has no effect, since the method is not traced. Annotate the method with @LLMTraced.");
        }
    }

    /** A type of the application's own may well be an id; one of these is not. */
    private static boolean isScalar(String type) {
        boolean collection = type.startsWith("java.util.") && !type.equals("java.util.UUID");
        boolean number = Set.of(
                        "boolean", "float", "double", "java.lang.Boolean", "java.lang.Float", "java.lang.Double")
                .contains(type);
        return !type.endsWith("[]") && !collection && !number;
    }

    private static String typed(Set<Role> roles) {
        return Arrays.stream(Role.values())
                .filter(roles::contains)
                .map(Role::typed)
                .collect(Collectors.joining(" and "));
    }

    private void error(int code, String place, String text) {
        errors.add("HONEYHIVE-00" + code + ' ' + place + ": " + text);
    }
}
