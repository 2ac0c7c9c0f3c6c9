/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.Aggregation;
import ai.honeyhive.microprofile.evaluation.Aggregator;
import ai.honeyhive.microprofile.evaluation.Budget;
import ai.honeyhive.microprofile.evaluation.EvaluationCache;
import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.internal.config.EvaluationConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pipelines of an application: what is configured, with the evaluators that there are. What does not go together is listed in
 * {@link #problems()}, each with its remedy. Thread-safe.
 */
public final class EvaluationSetup {

    private static final Logger LOG = Logger.getLogger(EvaluationSetup.class.getPackageName());

    /** The name of the pipeline of those that were named one by one: in no metric. */
    private static final String UNNAMED = "evaluation";

    private static final int MOST_COMBINATIONS = 1024;

    private final EvaluationConfig config;
    private final Evaluators evaluators;
    private final Map<String, Aggregator> aggregators;
    private final EvaluationWorkers workers;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Map<String, EvaluationPipeline> pipelines = new TreeMap<>();
    private final Map<String, Evaluator> made = new TreeMap<>();
    private final Map<List<String>, List<Plan>> known = new ConcurrentHashMap<>();

    /**
     * Puts everything together; fails at nothing.
     *
     * @param evaluators those of the library and of the application
     * @param aggregators the application's own, by name
     * @param workers who evaluates
     */
    public EvaluationSetup(
            EvaluationConfig config,
            Evaluators evaluators,
            Map<String, Aggregator> aggregators,
            EvaluationWorkers workers) {
        this.config = config;
        this.evaluators = evaluators;
        this.aggregators = aggregators;
        this.workers = workers;
        config.settings().keySet().forEach(this::settings);
        config.pipelines().keySet().forEach(name -> pipeline(name, new LinkedHashSet<>()));
        config.rules().forEach((name, rule) -> {
            if (rule.pipelines().isEmpty()) {
                problem(EvaluationConfig.ruleKey(name)
                        + " is not set: the rule evaluates nothing. Set it, or remove the rule.");
            }
            rule.pipelines().forEach(used -> check(used, EvaluationConfig.ruleKey(name)));
        });
    }

    /** What cannot work: places, names, remedies. */
    public Set<String> problems() {
        return problems;
    }

    /** Notes a problem if nobody knows a name that stands at a place. */
    public void check(String name, String place) {
        if (!isKnown(name)) {
            problem(unknown(name, place, names()));
        }
    }

    /** What to say of a name that nobody knows. */
    public static String unknown(String name, String place, Collection<String> names) {
        return place + ": there is no evaluator or pipeline \"" + name + "\"." + Nearest.of(name, names)
                + " Add a bean of type Evaluator or EvaluatorFactory with this name, or describe a pipeline by "
                + EvaluationConfig.pipelineKey(name) + ". There are: " + String.join(", ", new TreeSet<>(names)) + ".";
    }

    /** All names that an annotation may use. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(evaluators.names());
        names.addAll(config.settings().keySet());
        names.addAll(config.pipelines().keySet());
        return names;
    }

    private boolean isKnown(String name) {
        return config.pipelines().containsKey(name)
                || evaluators.names().contains(name)
                || config.settings().containsKey(name);
    }

    private void problem(String text) {
        problems.add("HONEYHIVE-007 " + text);
    }

    /** What is to be run for a call that names these; what is not known is left out. */
    List<Plan> plans(List<String> names) {
        List<Plan> plans = known.get(names);
        if (plans == null) {
            plans = make(names);
            if (known.size() < MOST_COMBINATIONS) {
                known.put(List.copyOf(names), plans);
            }
        }
        return plans;
    }

    private synchronized List<Plan> make(List<String> names) {
        List<Plan> plans = new ArrayList<>();
        EvaluationPipeline.Builder single = EvaluationPipeline.builder(UNNAMED, workers);
        boolean any = false;
        for (String name : new LinkedHashSet<>(names)) {
            if (!isKnown(name)) {
                LOG.warning(() -> unknown(name, "HoneyHive.trace().evaluated()", names()) + " It is left out.");
                continue;
            }
            EvaluationPipeline pipeline = pipelines.get(name);
            EvaluationConfig.Pipeline settings = config.pipelines().get(name);
            Evaluator evaluator = settings == null ? evaluator(name) : null;
            if (pipeline != null && settings != null) {
                plans.add(new Plan(pipeline, true, settings.sampleRate()));
            } else if (evaluator != null) {
                single.add(evaluator);
                any = true;
            }
        }
        if (any) {
            plans.add(new Plan(single.build(), false, 1));
        }
        return List.copyOf(plans);
    }

    private void settings(String name) {
        if (config.pipelines().containsKey(name)) {
            problem("honeyhive.evaluation." + name + ".*: \"" + name + "\" is a pipeline, whose settings stand below "
                    + "honeyhive.evaluation.pipeline." + name + ". Give one of the two another name.");
        } else {
            evaluator(name);
        }
    }

    /** The evaluator of a name with its settings, {@code null} and a problem where it cannot be made. One for all its users. */
    private @Nullable Evaluator evaluator(String name) {
        Evaluator there = made.get(name);
        if (there != null) {
            return there;
        }
        Map<String, String> settings = new TreeMap<>(config.settings().getOrDefault(name, Map.of()));
        String kind = settings.remove(EvaluationConfig.KIND);
        try {
            Evaluator evaluator = evaluators.create(kind == null ? name : kind, name, settings);
            made.put(name, evaluator);
            return evaluator;
        } catch (RuntimeException e) {
            problem("honeyhive.evaluation." + name + ".*: " + message(e));
            return null;
        }
    }

    private @Nullable EvaluationPipeline pipeline(String name, Set<String> above) {
        EvaluationPipeline there = pipelines.get(name);
        EvaluationConfig.Pipeline settings = config.pipelines().get(name);
        if (there != null || settings == null) {
            return there;
        }
        String place = EvaluationConfig.pipelineKey(name);
        if (!above.add(name)) {
            problem(place + ": the pipeline contains itself: " + String.join(" > ", above) + " > " + name + '.');
            return null;
        }
        int before = problems.size();
        if (evaluators.names().contains(name)) {
            problem(place + ": there is an evaluator \"" + name
                    + "\", and a name has one score. Give the pipeline another one.");
        }
        if (settings.evaluators().isEmpty()) {
            problem(place + " is not set: the pipeline has no evaluator. Set it, or remove its other settings.");
        }
        List<Evaluator> parts = new ArrayList<>();
        for (String part : settings.evaluators()) {
            check(part, place);
            Evaluator evaluator = config.pipelines().containsKey(part)
                    ? pipeline(part, above)
                    : isKnown(part) ? evaluator(part) : null;
            if (evaluator != null) {
                parts.add(evaluator);
            }
        }
        above.remove(name);
        Aggregator aggregator = aggregator(settings);
        if (aggregator == null
                || problems.size() > before
                || parts.size() < settings.evaluators().size()) {
            return null;
        }
        try {
            EvaluationPipeline pipeline = build(settings, parts, aggregator);
            pipelines.put(name, pipeline);
            return pipeline;
        } catch (RuntimeException e) {
            problem("honeyhive.evaluation.pipeline." + name + ".*: " + message(e));
            return null;
        }
    }

    private @Nullable Aggregator aggregator(EvaluationConfig.Pipeline settings) {
        String name = settings.aggregation();
        for (Aggregation aggregation : Aggregation.values()) {
            if (label(aggregation).equals(name.toLowerCase(Locale.ROOT))) {
                return aggregation;
            }
        }
        Aggregator own = aggregators.get(name);
        if (own == null) {
            List<String> names = Stream.concat(
                            Arrays.stream(Aggregation.values()).map(EvaluationSetup::label),
                            aggregators.keySet().stream())
                    .collect(Collectors.toList());
            problem("honeyhive.evaluation.pipeline." + settings.name() + ".aggregation: there is no aggregation \""
                    + name
                    + "\"." + Nearest.of(name, names) + " There are: " + String.join(", ", names)
                    + "; one of your own is a bean of type Aggregator with @Named.");
        }
        return own;
    }

    private static String label(Aggregation aggregation) {
        return aggregation.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private EvaluationPipeline build(EvaluationConfig.Pipeline settings, List<Evaluator> parts, Aggregator aggregator) {
        EvaluationPipeline.Builder builder = EvaluationPipeline.builder(settings.name(), workers)
                .aggregation(aggregator)
                .timeout(settings.timeout())
                .concurrency(settings.concurrency(), settings.queue());
        parts.forEach(builder::add);
        settings.weights().forEach(builder::weight);
        settings.thresholds().forEach(builder::threshold);
        settings.required().forEach(builder::required);
        settings.mustPass().forEach(builder::mustPass);
        if (settings.passMark() != null) {
            builder.passMark(settings.passMark());
        }
        if (settings.rate() != null) {
            builder.rate(settings.rate(), settings.burst());
        }
        if (settings.budgetCost() != null) {
            builder.budget(Budget.ofCost(settings.budgetCost()));
        } else if (settings.budgetCalls() != null) {
            builder.budget(Budget.ofCalls(settings.budgetCalls()));
        }
        if (settings.cache() > 0) {
            builder.cache(new EvaluationCache(settings.cache()));
        }
        return builder.build();
    }

    private static String message(RuntimeException e) {
        String message = e.getMessage();
        // What somebody else throws may quote what it was given.
        return e instanceof IllegalArgumentException && message != null
                ? message
                : e.getClass().getName();
    }
}
