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
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
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

    @Inject
    EvaluationBeans(
            @Any Instance<Evaluator> evaluators,
            @Any Instance<EvaluatorFactory> factories,
            @Any Instance<EmbeddingModel> embeddings,
            @Any Instance<ChatModel> chats,
            @Any Instance<Aggregator> aggregators) {
        this.evaluators = evaluators;
        this.factories = factories;
        this.embeddings = embeddings;
        this.chats = chats;
        this.aggregators = aggregators;
    }

    /** Whether a type of bean brings evaluators along. */
    static boolean bringsEvaluators(String type) {
        return type.equals(Evaluator.class.getName())
                || type.equals(EvaluatorFactory.class.getName())
                || type.equals(EmbeddingModel.class.getName())
                || type.equals(ChatModel.class.getName());
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
        EmbeddingModel embedding = one(embeddings, EmbeddingModel.class);
        if (embedding != null) {
            all = all.withEmbeddings(embedding);
        }
        ChatModel chat = one(chats, ChatModel.class);
        if (chat != null) {
            for (EvaluatorFactory judge : JudgeFactories.of(chat)) {
                all = all.with(judge);
            }
        }
        for (EvaluatorFactory factory : factories) {
            all = all.with(factory);
        }
        for (Evaluator evaluator : evaluators) {
            all = all.with(evaluator);
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

    /** The only one, or the one that is not qualified. */
    private static <T> @Nullable T one(Instance<T> beans, Class<T> type) {
        if (beans.isResolvable()) {
            return beans.get();
        }
        Instance<T> unqualified = beans.select(Default.Literal.INSTANCE);
        if (unqualified.isResolvable()) {
            return unqualified.get();
        }
        if (!beans.isUnsatisfied()) {
            LOG.warning(() -> "There are several beans of type " + type.getName()
                    + ", none of them without a qualifier: evaluators that need one are left out. Leave the qualifier of one out, or"
                    + " make the evaluators in an EvaluatorFactory of your own.");
        }
        return null;
    }

    /** Aggregators by their bean name. */
    private Map<String, Aggregator> aggregators() {
        Map<String, Aggregator> named = new TreeMap<>();
        for (Instance.Handle<Aggregator> handle : handles()) {
            String name = handle.getBean().getName();
            if (name != null) {
                named.put(name, handle.get());
            }
        }
        return named;
    }

    private List<Instance.Handle<Aggregator>> handles() {
        List<Instance.Handle<Aggregator>> handles = new ArrayList<>();
        aggregators.handles().forEach(handles::add);
        return handles;
    }
}
