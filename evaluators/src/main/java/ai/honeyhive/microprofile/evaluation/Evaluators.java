/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIns;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * Evaluators by name: the built-in ones, those found by {@link ServiceLoader}, and those added. Immutable.
 *
 * <p>What each built-in evaluator needs, computes and takes as settings stands in {@code docs/evaluators.md}.
 */
public final class Evaluators {

    private final Map<String, EvaluatorFactory> factories;

    private Evaluators(Map<String, EvaluatorFactory> factories) {
        this.factories = factories;
    }

    /** The built-in evaluators that need no model. */
    public static Evaluators builtIn() {
        Evaluators evaluators = new Evaluators(Map.of());
        for (EvaluatorFactory factory : BuiltIns.all()) {
            evaluators = evaluators.with(factory);
        }
        return evaluators;
    }

    /** These, and those that {@link ServiceLoader} finds as {@link EvaluatorFactory} or {@link Evaluator}. */
    public Evaluators withServices(ClassLoader loader) {
        Evaluators all = this;
        for (EvaluatorFactory factory : ServiceLoader.load(EvaluatorFactory.class, loader)) {
            all = all.with(factory);
        }
        for (Evaluator evaluator : ServiceLoader.load(Evaluator.class, loader)) {
            all = all.with(evaluator);
        }
        return all;
    }

    /** These, and those built-in ones that need an embedding model. */
    public Evaluators withEmbeddings(EmbeddingModel model) {
        Evaluators all = this;
        for (EvaluatorFactory factory : BuiltIns.embedding(model)) {
            all = all.with(factory);
        }
        return all;
    }

    /** These and one more; it replaces one of the same name. */
    public Evaluators with(EvaluatorFactory factory) {
        Map<String, EvaluatorFactory> more = new TreeMap<>(factories);
        more.put(factory.name(), factory);
        return new Evaluators(Collections.unmodifiableMap(more));
    }

    /** These and one more, which takes no settings; it replaces one of the same name. */
    public Evaluators with(Evaluator evaluator) {
        return with(new EvaluatorFactory() {
            @Override
            public String name() {
                return evaluator.name();
            }

            @Override
            public Evaluator create(EvaluatorSettings settings) {
                return evaluator;
            }
        });
    }

    /** All names, sorted. */
    public Set<String> names() {
        return factories.keySet();
    }

    /** An evaluator with its default settings. */
    public Evaluator create(String name) {
        return create(name, Map.of());
    }

    /**
     * An evaluator with settings.
     *
     * @throws IllegalArgumentException if there is none of this name, or a setting is unknown or wrong; the message
     *     names the nearest name or what is allowed
     */
    public Evaluator create(String name, Map<String, String> settings) {
        return create(name, name, settings);
    }

    /** An evaluator under another name, so that two of one kind with different settings can stand side by side. */
    public Evaluator create(String kind, String name, Map<String, String> settings) {
        EvaluatorFactory factory = factories.get(kind);
        if (factory == null) {
            throw NearestName.unknown("evaluator", kind, names());
        }
        EvaluatorSettings read = new EvaluatorSettings(name, settings);
        Evaluator evaluator = factory.create(read);
        read.refuseUnknown();
        return evaluator.name().equals(name) ? evaluator : new RenamedEvaluator(name, evaluator);
    }
}
