/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Makes the {@link EvaluationRun} of an {@link EvaluationTest} method and sees to it that it runs: in this process, or where
 * Arquillian runs the method, which has an extension of its own there.
 */
final class EvaluationExtension implements ParameterResolver, InvocationInterceptor, AfterTestExecutionCallback {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(EvaluationExtension.class);
    private static final String CALLED = "called";
    private static final String ARQUILLIAN = "org.jboss.arquillian.";
    private static final int EVALUATION_THREADS = 8;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EvaluationRun.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EvaluationRun run = new EvaluationRun(() -> prepare(context));
        context.getStore(OURS).put(EvaluationRun.class, run);
        return run;
    }

    /** Quarkus never comes here, it calls the method itself; nor does Arquillian, if the server calls it. */
    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        context.getStore(OURS).put(CALLED, true);
        invocation.proceed();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        EvaluationRun run = context.getStore(OURS).get(EvaluationRun.class, EvaluationRun.class);
        if (context.getExecutionException().isEmpty() && (run == null || !run.hasRun()) && !isCalledByServer(context)) {
            throw new AssertionError("nothing was evaluated: " + context.getRequiredTestMethod()
                    + " must take an EvaluationRun and call its answer(…)");
        }
    }

    private static boolean isCalledByServer(ExtensionContext context) {
        return context.getStore(OURS).get(CALLED) == null
                && AnnotationSupport.findRepeatableAnnotations(context.getRequiredTestClass(), ExtendWith.class)
                        .stream()
                        .flatMap(extensions -> Arrays.stream(extensions.value()))
                        .anyMatch(extension -> extension.getName().startsWith(ARQUILLIAN));
    }

    private static EvaluationRun.Prepared prepare(ExtensionContext context) {
        EvaluationTest test = context.getRequiredTestMethod().getAnnotation(EvaluationTest.class);
        if (test == null) {
            throw new ExtensionConfigurationException(
                    context.getRequiredTestMethod() + " takes an EvaluationRun and has no @EvaluationTest");
        }
        String name = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        try {
            Gate gate = new Gate(
                    test.minScore(),
                    optional(test.minPassRate()),
                    optional(test.maxRegression()),
                    test.maxFailureRate(),
                    test.confidence());
            ClassLoader loader = context.getRequiredTestClass().getClassLoader();
            Dataset dataset = loader.getResource(test.dataset()) != null
                    ? Dataset.resource(test.dataset(), loader)
                    : Dataset.read(Path.of(test.dataset()));
            ExperimentResult baseline = baseline(test, loader);
            Path reports = reports(context);
            Experiment.Builder experiment = Experiment.builder(name, dataset, pipeline(test.pipeline(), context))
                    .maxWorkers(test.workers())
                    .repeats(test.repeats());
            return new EvaluationRun.Prepared(experiment, result -> {
                Comparison comparison = baseline == null
                        ? null
                        : Comparison.of(baseline, result, gate.maxRegression().orElse(0), gate.confidence());
                Gate.Verdict verdict = gate.check(result, baseline);
                Reports.write(reports, result, comparison);
                context.publishReportEntry("experiment", Reports.console(result, comparison));
                return verdict;
            });
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@EvaluationTest of " + name + ": " + e.getMessage(), e);
        }
    }

    private static OptionalDouble optional(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static @Nullable ExperimentResult baseline(EvaluationTest test, ClassLoader loader) {
        if (test.baseline().isEmpty()) {
            if (!Double.isNaN(test.maxRegression())) {
                throw new IllegalArgumentException("maxRegression needs a baseline: keep the JSON report of a good run,"
                        + " such as src/test/resources/baselines/faq.json, and name it");
            }
            return null;
        }
        URL resource = loader.getResource(test.baseline());
        if (resource == null) {
            return ExperimentResult.read(Path.of(test.baseline()));
        }
        return ResultJson.read(resource);
    }

    private static Path reports(ExtensionContext context) {
        Optional<String> chosen = context.getConfigurationParameter("honeyhive.experiments.reports");
        boolean gradle = Files.isDirectory(Path.of("build")) && !Files.isDirectory(Path.of("target"));
        return Path.of(chosen.orElse(gradle ? "build/experiments" : "target/experiments"));
    }

    private static EvaluationPipeline pipeline(String reference, ExtensionContext context) {
        int hash = reference.indexOf('#');
        String methodName = reference.substring(hash + 1);
        Class<?> owner = hash < 0 ? context.getRequiredTestClass() : load(reference.substring(0, hash), context);
        Method method = find(owner, methodName);
        if (method == null) {
            throw new IllegalArgumentException("pipeline '" + reference + "': " + owner.getName()
                    + " has no method " + methodName + " that returns an EvaluationPipeline and takes nothing or"
                    + " EvaluationWorkers");
        }
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        if (!isStatic && hash >= 0) {
            throw new IllegalArgumentException(
                    "pipeline '" + reference + "': a method of another class must be static");
        }
        try {
            method.setAccessible(true);
            Object instance = isStatic ? null : context.getRequiredTestInstance();
            Object pipeline = method.getParameterCount() == 0
                    ? method.invoke(instance)
                    : method.invoke(instance, workers(context));
            if (pipeline == null) {
                throw new IllegalArgumentException("pipeline '" + reference + "': the method returned null");
            }
            return (EvaluationPipeline) pipeline;
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("pipeline '" + reference + "': " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("pipeline '" + reference + "' is not accessible", e);
        }
    }

    private static Class<?> load(String name, ExtensionContext context) {
        try {
            return Class.forName(name, true, context.getRequiredTestClass().getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + name, e);
        }
    }

    private static @Nullable Method find(Class<?> owner, String name) {
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                List<Class<?>> parameters = Arrays.asList(method.getParameterTypes());
                if (method.getName().equals(name)
                        && method.getReturnType() == EvaluationPipeline.class
                        && (parameters.isEmpty() || parameters.equals(List.of(EvaluationWorkers.class)))) {
                    return method;
                }
            }
        }
        return null;
    }

    /** Closed by JUnit when the test is over. */
    private static EvaluationWorkers workers(ExtensionContext context) {
        return context.getStore(OURS).getOrComputeIfAbsent(Workers.class, type -> new Workers(), Workers.class).workers;
    }

    private static final class Workers implements AutoCloseable {
        private final EvaluationWorkers workers = EvaluationWorkers.ofThreads(EVALUATION_THREADS);

        @Override
        public void close() {
            workers.close();
        }
    }
}
