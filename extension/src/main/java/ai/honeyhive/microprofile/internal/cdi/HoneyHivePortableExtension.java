/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Expected;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Masked;
import ai.honeyhive.microprofile.ModelName;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.QualityGate;
import ai.honeyhive.microprofile.RetrievedContext;
import ai.honeyhive.microprofile.SessionId;
import ai.honeyhive.microprofile.UserId;
import ai.honeyhive.microprofile.internal.config.EvaluationConfig;
import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import jakarta.decorator.Decorator;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The extension for containers of CDI Full: adds our interceptor and beans, and lets {@link DeploymentRules} judge the
 * application. On CDI Lite {@link HoneyHiveBuildCompatibleExtension} does the same. Not final: the container injects a proxy.
 */
public class HoneyHivePortableExtension implements Extension {

    private static final Logger LOG = Logger.getLogger(HoneyHivePortableExtension.class.getPackageName());

    /** Annotated classes, by name, until a bean turns up for them. */
    private final Map<String, AnnotatedType<?>> annotated = new HashMap<>();

    private final Set<AnnotatedType<?>> beans = new HashSet<>();

    /** What annotations name as evaluators, and where they do, if only the evaluators themselves can tell their names. */
    private final Map<String, Set<String>> evaluators = new TreeMap<>();

    /** Beans of the types that we ask for; we may not see all of them ourselves. */
    private final Set<Bean<?>> askedFor = new LinkedHashSet<>();

    private boolean evaluatorBeans;
    private @Nullable BeanManager manager;

    void addBeans(@Observes BeforeBeanDiscovery event) {
        for (Class<?> bean : OurBeans.present()) {
            event.addAnnotatedType(bean, bean.getName());
        }
    }

    <T> void noteAnnotated(
            @Observes
                    @WithAnnotations({
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
                    ProcessAnnotatedType<T> event) {
        AnnotatedType<T> type = event.getAnnotatedType();
        if (OurBeans.isOurs(type.getJavaClass().getName())) {
            return;
        }
        annotated.put(type.getJavaClass().getName(), type);
        event.configureAnnotatedType()
                .filterMethods(method -> isTraced(method, type))
                .forEach(method -> method.remove(
                        annotation -> annotation.annotationType().getName().equals(OurBeans.WITH_SPAN)));
    }

    void noteBean(@Observes ProcessManagedBean<?> event) {
        for (Class<?> type = event.getBean().getBeanClass(); type != null; type = type.getSuperclass()) {
            if (annotated.containsKey(type.getName())) {
                beans.add(event.getAnnotatedBeanClass());
            }
        }
    }

    void noteAskedFor(@Observes ProcessBean<?> event) {
        for (Type type : event.getBean().getTypes()) {
            evaluatorBeans |= EvaluationBeans.bringsEvaluators(type.getTypeName());
            if (EvaluationBeans.asksFor(type.getTypeName()) || type == ResultExtractor.class) {
                askedFor.add(event.getBean());
            }
        }
    }

    /** The beans of a type that we ask for. */
    public List<Bean<?>> noted(Class<?> type) {
        return askedFor.stream().filter(bean -> bean.getTypes().contains(type)).toList();
    }

    /** A contextual reference to a bean that was noted. */
    public <T> T reference(Bean<?> bean, Class<T> type) {
        BeanManager there = Objects.requireNonNull(manager, "no bean is asked for before all are known");
        return type.cast(there.getReference(bean, type, there.createCreationalContext(bean)));
    }

    /**
     * Not later: from here on Weld fails at the first final method that is intercepted, and nobody would learn of the
     * other problems.
     */
    void check(@Observes AfterBeanDiscovery event, BeanManager manager) {
        DeploymentRules rules = new DeploymentRules();
        Set<String> withBean = new HashSet<>();
        for (AnnotatedType<?> bean : beans) {
            rules.checkBean(AnnotatedTypes.describe(bean, manager));
            for (Class<?> type = bean.getJavaClass(); type != null; type = type.getSuperclass()) {
                withBean.add(type.getName());
            }
        }
        annotated.forEach((name, type) -> {
            TracedType described = AnnotatedTypes.describe(type, manager);
            if (type.isAnnotationPresent(Interceptor.class) || type.isAnnotationPresent(Decorator.class)) {
                rules.checkInterceptorOrDecorator(described);
            } else if (!withBean.contains(name) && !type.isAnnotationPresent(Alternative.class)) {
                rules.checkNoBean(described);
            }
        });
        if (!rules.tracers().isEmpty()) {
            rules.checkTracers(HoneyHiveConfig.tracerNames(ConfigProvider.getConfig()));
        }
        Config config = ConfigProvider.getConfig();
        if (evaluatorBeans) {
            // Their names are known when they are there.
            evaluators.putAll(rules.evaluators());
        } else if (!rules.evaluators().isEmpty()) {
            Set<String> known = new TreeSet<>(EvaluationBeans.withoutBeans());
            known.addAll(HoneyHiveConfig.pipelineNames(config));
            known.addAll(HoneyHiveConfig.evaluatorNames(config));
            rules.checkEvaluators(known);
        }
        rules.warnings().forEach(LOG::warning);
        if (!rules.errors().isEmpty()) {
            event.addDefinitionError(new DefinitionException(DeploymentRules.report(rules.errors())));
        }
        annotated.clear();
        beans.clear();
    }

    /** What is configured of evaluation, and what annotations name, now that the application's evaluators can be asked. */
    void checkEvaluation(@Observes AfterDeploymentValidation event, BeanManager manager) {
        this.manager = manager;
        EvaluationConfig config =
                HoneyHiveConfig.read(ConfigProvider.getConfig()).evaluation();
        if (evaluators.isEmpty()
                && config.pipelines().isEmpty()
                && config.settings().isEmpty()
                && config.rules().isEmpty()) {
            return;
        }
        Instance<EvaluationBeans> beans = manager.createInstance().select(EvaluationBeans.class);
        Set<String> problems = beans.isResolvable() ? beans.get().problems(config, evaluators) : Set.of();
        if (!problems.isEmpty()) {
            event.addDeploymentProblem(new DeploymentException(DeploymentRules.report(problems)));
        }
        evaluators.clear();
    }

    /** Two spans for one call help nobody: where both annotations mean the same method, ours makes the span. */
    private static boolean isTraced(AnnotatedMethod<?> method, AnnotatedType<?> type) {
        return isTraced(method)
                || isTraced(type)
                || type.getAnnotations().stream()
                        .map(Annotation::annotationType)
                        .anyMatch(annotation -> annotation.isAnnotationPresent(LLMTraced.class)
                                || annotation.isAnnotationPresent(Evaluated.class));
    }

    private static boolean isTraced(Annotated annotated) {
        return annotated.isAnnotationPresent(LLMTraced.class) || annotated.isAnnotationPresent(Evaluated.class);
    }
}
