/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.evaluation.Aggregator;
import ai.honeyhive.microprofile.evaluation.ChatModel;
import ai.honeyhive.microprofile.evaluation.EmbeddingModel;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.EvaluatorFactory;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.internal.config.EvaluationConfig;
import ai.honeyhive.microprofile.internal.evaluate.EvaluationService;
import ai.honeyhive.microprofile.internal.evaluate.EvaluationSetup;
import ai.honeyhive.microprofile.internal.evaluate.JudgeFactories;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The application's evaluators: its beans by type, its services, and the library's own. That they are asked for here keeps them
 * from being removed as unused on Quarkus.
 */
@Singleton
public class EvaluationBeans {

    private static final Logger LOG = Logger.getLogger(EvaluationBeans.class.getPackageName());

    private final Instance<Evaluator> evaluators;
    private final Instance<EvaluatorFactory> factories;
    private final Instance<EmbeddingModel> embeddings;
    private final Instance<ChatModel> chats;
    private final Instance<Aggregator> aggregators;
    private final @Nullable HoneyHivePortableExtension extension;

    @Inject
    EvaluationBeans(
            @Any Instance<Evaluator> evaluators,
            @Any Instance<EvaluatorFactory> factories,
            @Any Instance<EmbeddingModel> embeddings,
            @Any Instance<ChatModel> chats,
            @Any Instance<Aggregator> aggregators,
            Instance<HoneyHivePortableExtension> extension) {
        this.evaluators = evaluators;
        this.factories = factories;
        this.embeddings = embeddings;
        this.chats = chats;
        this.aggregators = aggregators;
        this.extension = extension.isResolvable() ? extension.get() : null;
    }

    /** Whether a type of bean brings evaluators along. */
    static boolean bringsEvaluators(String type) {
        return type.equals(Evaluator.class.getName())
                || type.equals(EvaluatorFactory.class.getName())
                || type.equals(EmbeddingModel.class.getName())
                || type.equals(ChatModel.class.getName());
    }

    /** Whether beans of a type are asked for here. */
    static boolean asksFor(String type) {
        return bringsEvaluators(type) || type.equals(Aggregator.class.getName());
    }

    /** The names of the evaluators that need no bean. */
    static Set<String> withoutBeans() {
        return services(Evaluators.builtIn()).names();
    }

    /**
     * Puts the application's evaluators together.
     *
     * @param managed the server's threads, {@code null} for our own
     */
    EvaluationService service(EvaluationConfig config, @Nullable Executor managed) {
        return new EvaluationService(config, evaluators(), aggregators(), managed);
    }

    /**
     * What cannot work of the configuration and of what annotations name.
     *
     * @param places the names that annotations use, and where they do
     */
    Set<String> problems(EvaluationConfig config, Map<String, Set<String>> places) {
        try (EvaluationService service = service(config, Runnable::run)) {
            EvaluationSetup setup = service.setup();
            places.forEach((name, where) -> where.forEach(place -> setup.check(name, place)));
            return setup.problems();
        }
    }

    private Evaluators evaluators() {
        Evaluators all = services(Evaluators.builtIn());
        EmbeddingModel embedding = one(EmbeddingModel.class, embeddings);
        if (embedding != null) {
            all = all.withEmbeddings(embedding);
        }
        ChatModel chat = one(ChatModel.class, chats);
        if (chat != null) {
            for (EvaluatorFactory judge : JudgeFactories.of(chat)) {
                all = all.with(judge);
            }
        }
        for (ApplicationBean<EvaluatorFactory> factory : all(EvaluatorFactory.class, factories)) {
            all = all.with(factory.get());
        }
        for (ApplicationBean<Evaluator> evaluator : all(Evaluator.class, evaluators)) {
            all = all.with(evaluator.get());
        }
        return all;
    }

    /** The application's class loader sees its services; a shared library's does not. */
    private static Evaluators services(Evaluators evaluators) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = application == null ? EvaluationBeans.class.getClassLoader() : application;
        try {
            return evaluators.withServices(loader);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            LOG.log(Level.WARNING, "The evaluators that META-INF/services names cannot be loaded, and are left out", e);
            return evaluators;
        }
    }

    private <T> List<ApplicationBean<T>> all(Class<T> type, Instance<T> visible) {
        return ApplicationBean.all(type, visible, extension);
    }

    /** The only one, or the one that is not qualified. */
    private <T> @Nullable T one(Class<T> type, Instance<T> visible) {
        List<ApplicationBean<T>> beans = all(type, visible);
        List<ApplicationBean<T>> unqualified =
                beans.stream().filter(ApplicationBean::isUnqualified).toList();
        if (beans.size() == 1) {
            return beans.get(0).get();
        }
        if (unqualified.size() == 1) {
            return unqualified.get(0).get();
        }
        if (!beans.isEmpty()) {
            LOG.warning(() -> "There are several beans of type " + type.getName()
                    + ", and not exactly one of them is without a qualifier: evaluators that need one are left out. Leave the"
                    + " qualifier of one out, or make the evaluators in an EvaluatorFactory of your own.");
        }
        return null;
    }

    /** Aggregators by their bean name. */
    private Map<String, Aggregator> aggregators() {
        Map<String, Aggregator> named = new TreeMap<>();
        for (ApplicationBean<Aggregator> aggregator : all(Aggregator.class, aggregators)) {
            String name = aggregator.bean().getName();
            if (name != null) {
                named.put(name, aggregator.get());
            }
        }
        return named;
    }
}
