/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Expected;
import ai.honeyhive.microprofile.ForTracer;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Masked;
import ai.honeyhive.microprofile.ModelName;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.QualityGate;
import ai.honeyhive.microprofile.RetrievedContext;
import ai.honeyhive.microprofile.SessionId;
import ai.honeyhive.microprofile.UserId;
import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import jakarta.decorator.Decorator;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.interceptor.Interceptor;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The extension for containers of CDI Lite, that is Quarkus, where it runs while the application is built: it reads no
 * configured value there. On CDI Full {@link HoneyHivePortableExtension} does the same.
 *
 * <p>It implements the interface itself: Quarkus passes over one that inherits its phases, without a word.
 */
@SkipIfPortableExtensionPresent(HoneyHivePortableExtension.class)
public final class HoneyHiveBuildCompatibleExtension implements BuildCompatibleExtension {

    private final DeploymentRules rules = new DeploymentRules();

    /** Annotated classes, by name. */
    private final Map<String, ClassInfo> annotated = new TreeMap<>();

    private boolean evaluatorBeans;

    /** The names of all bean classes and their supertypes. */
    private final Set<String> withBean = new HashSet<>();

    @Discovery
    public void addBeans(ScannedClasses classes) {
        OurBeans.present().forEach(bean -> classes.add(bean.getName()));
    }

    @Enhancement(
            types = Object.class,
            withSubtypes = true,
            withAnnotations = {
                LLMTraced.class,
                Evaluated.class,
                Expected.class,
                QualityGate.class,
                Prompt.class,
                SessionId.class,
                UserId.class,
                ModelName.class,
                RetrievedContext.class,
                NotCaptured.class,
                Masked.class
            })
    public void noteAnnotated(ClassConfig type) {
        ClassInfo info = type.info();
        if (OurBeans.isOurs(info.name())) {
            return;
        }
        // Not @Evaluated itself, which Quarkus shows after an edit in development mode.
        if (!info.isAnnotation()) {
            annotated.put(info.name(), info);
        }
        addTracing(type, info);
        // Two spans for one call help nobody: where both annotations mean the same method, ours makes the span.
        type.methods().stream()
                .filter(method -> isTraced(info) || isTraced(method.info()))
                .forEach(method -> method.removeAnnotation(
                        annotation -> annotation.declaration().name().equals(OurBeans.WITH_SPAN)));
    }

    /** Where {@code @Evaluated} stands alone it also traces: Quarkus does not see (run) that the one binding carries the other. */
    private static void addTracing(ClassConfig type, ClassInfo info) {
        if (info.hasAnnotation(Evaluated.class) && !info.hasAnnotation(LLMTraced.class)) {
            type.addAnnotation(LLMTraced.class);
        }
        type.methods().stream()
                .filter(method -> method.info().hasAnnotation(Evaluated.class)
                        && !method.info().hasAnnotation(LLMTraced.class))
                .forEach(method -> method.addAnnotation(LLMTraced.class));
    }

    private static boolean isTraced(DeclarationInfo info) {
        return info.hasAnnotation(LLMTraced.class) || info.hasAnnotation(Evaluated.class);
    }

    @Registration(types = Object.class)
    public void check(BeanInfo bean) {
        evaluatorBeans |= bean.types().stream()
                .anyMatch(type -> type.isClass()
                        && EvaluationBeans.bringsEvaluators(
                                type.asClass().declaration().name()));
        noteInjections(bean);
        if (!bean.isClassBean() || OurBeans.isOurs(bean.declaringClass().name())) {
            return;
        }
        Set<String> types = LanguageModels.withSupertypes(bean.declaringClass());
        withBean.addAll(types);
        TracedType.Trace ofStereotype = LanguageModels.ofStereotype(bean);
        if (ofStereotype != null || types.stream().anyMatch(annotated::containsKey)) {
            rules.checkBean(LanguageModels.describe(bean.declaringClass(), ofStereotype));
        }
    }

    private void noteInjections(BeanInfo bean) {
        for (InjectionPointInfo point : bean.injectionPoints()) {
            for (AnnotationInfo qualifier : point.qualifiers()) {
                if (qualifier.declaration().name().equals(ForTracer.class.getName())) {
                    rules.noteTracer(qualifier.member("value").asString(), LanguageModels.place(point.declaration()));
                }
            }
        }
    }

    /** As early as all beans are known: the container has rules of its own, and fails at the first that is broken. */
    @Synthesis
    public void report(SyntheticComponents components, Messages messages) {
        annotated.forEach((name, type) -> {
            TracedType described = LanguageModels.describe(type, null);
            if (type.hasAnnotation(Interceptor.class) || type.hasAnnotation(Decorator.class)) {
                rules.checkInterceptorOrDecorator(described);
            } else if (!withBean.contains(name)) {
                rules.checkNoBean(described);
            }
        });
        Set<String> known = rules.tracers().isEmpty() ? Set.of() : tracersAtBuild();
        boolean tracersAtStart = known.isEmpty() && !rules.tracers().isEmpty();
        if (!known.isEmpty()) {
            rules.checkTracers(known);
        }
        boolean evaluatorsAtStart = !rules.evaluators().isEmpty() && !checkEvaluators();
        if (tracersAtStart || evaluatorsAtStart) {
            checkAtStart(
                    components,
                    tracersAtStart ? rules.tracers() : Map.of(),
                    evaluatorsAtStart ? rules.evaluators() : Map.of());
        }
        rules.warnings().forEach(messages::warn);
        if (!rules.errors().isEmpty()) {
            messages.error(DeploymentRules.report(rules.errors()));
        }
    }

    /**
     * Only the beans themselves can tell the names of evaluators; and a configuration that names no pipeline yet may name some.
     *
     * @return false if the names can be checked at start only
     */
    private boolean checkEvaluators() {
        Set<String> pipelines = HoneyHiveConfig.pipelineNames(ConfigProvider.getConfig());
        if (evaluatorBeans || pipelines.isEmpty()) {
            return false;
        }
        Set<String> known = new TreeSet<>(EvaluationBeans.withoutBeans());
        known.addAll(pipelines);
        known.addAll(HoneyHiveConfig.evaluatorNames(ConfigProvider.getConfig()));
        rules.checkEvaluators(known);
        return true;
    }

    private static void checkAtStart(
            SyntheticComponents components, Map<String, Set<String>> tracers, Map<String, Set<String>> evaluators) {
        components
                .addObserver(Startup.class)
                .withParam(StartCheck.TRACERS, names(tracers))
                .withParam(StartCheck.TRACER_PLACES, places(tracers))
                .withParam(StartCheck.EVALUATORS, names(evaluators))
                .withParam(StartCheck.EVALUATOR_PLACES, places(evaluators))
                .observeWith(StartCheck.class);
    }

    private static String[] names(Map<String, Set<String>> used) {
        return used.keySet().toArray(String[]::new);
    }

    private static String[] places(Map<String, Set<String>> used) {
        return used.values().stream()
                .map(places -> String.join(" and ", places))
                .toArray(String[]::new);
    }

    /**
     * The tracers that the configuration names while the application is built. It may name none yet; then they are
     * checked at start.
     */
    private static Set<String> tracersAtBuild() {
        return HoneyHiveConfig.tracerNames(ConfigProvider.getConfig());
    }
}
