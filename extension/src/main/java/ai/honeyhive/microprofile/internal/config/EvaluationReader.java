/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Puts the configuration of evaluation together: which pipelines, rules and evaluators there are tell the names of properties. */
final class EvaluationReader {

    private static final Pattern PIPELINE_KEY =
            Pattern.compile("honeyhive\\.evaluation\\.pipeline\\.([A-Za-z0-9_-]+)\\.(.+)");
    private static final Pattern PIPELINE_VARIABLE =
            Pattern.compile("HONEYHIVE_EVALUATION_PIPELINE_([A-Z0-9_]+)_EVALUATORS");
    private static final Pattern RULE_KEY = Pattern.compile("honeyhive\\.evaluation\\.rule\\.([A-Za-z0-9_-]+)\\.(.+)");
    private static final Pattern EVALUATOR_KEY = Pattern.compile("honeyhive\\.evaluation\\.([A-Za-z0-9_-]+)\\.(.+)");
    private static final Set<String> RESERVED = Set.of("pipeline", "rule", "queue-bytes");

    private final Config config;
    private final ConfigReader reader;

    EvaluationReader(Config config, ConfigReader reader) {
        this.config = config;
        this.reader = reader;
    }

    EvaluationConfig read() {
        Map<String, EvaluationConfig.Pipeline> pipelines = new TreeMap<>();
        pipelineNames(config).forEach(name -> pipelines.put(name, pipeline(name)));
        return new EvaluationConfig(
                reader.readOrDefault(ConfigKeys.EVALUATION_ENABLED),
                reader.readOrDefault(ConfigKeys.EVALUATION_THREADS),
                reader.readOrDefault(ConfigKeys.EVALUATION_QUEUE_BYTES),
                reader.readOrDefault(ConfigKeys.EVALUATION_WAIT),
                reader.readOrDefault(ConfigKeys.EVALUATION_LOG_EVENTS),
                pipelines,
                settings(),
                rules());
    }

    /** The names of the pipelines. Reads no value. */
    static Set<String> pipelineNames(Config config) {
        Set<String> names = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            Matcher key = PIPELINE_KEY.matcher(KeyNames.withoutProfile(property));
            Matcher variable = PIPELINE_VARIABLE.matcher(property);
            if (key.matches() && isSetting(key.group(2), EvaluationKeys.OF_PIPELINES)) {
                names.add(key.group(1));
            } else if (variable.matches()) {
                names.add(variable.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        return names;
    }

    /** The names of the evaluators that have settings. Reads no value. */
    static Set<String> evaluatorNames(Config config) {
        Set<String> names = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            Matcher key = EVALUATOR_KEY.matcher(KeyNames.withoutProfile(property));
            if (key.matches() && !RESERVED.contains(key.group(1))) {
                names.add(key.group(1));
            }
        }
        return names;
    }

    /** Whether a name below {@code honeyhive.evaluation.} is one that is read; what evaluators allow they tell themselves. */
    static boolean isKnown(String name) {
        Matcher pipeline = PIPELINE_KEY.matcher(name);
        Matcher rule = RULE_KEY.matcher(name);
        Matcher evaluator = EVALUATOR_KEY.matcher(name);
        return (pipeline.matches() && isSetting(pipeline.group(2), EvaluationKeys.OF_PIPELINES))
                || (rule.matches() && isSetting(rule.group(2), EvaluationKeys.OF_RULES))
                || (evaluator.matches() && !RESERVED.contains(evaluator.group(1)));
    }

    /** What a mistyped name of a pipeline or rule may have meant. */
    static List<String> candidates(String name) {
        Matcher pipeline = PIPELINE_KEY.matcher(name);
        Matcher rule = RULE_KEY.matcher(name);
        return Stream.of(
                        named(EvaluationKeys.OF_PIPELINES, pipeline.matches() ? pipeline.group(1) : "<name>"),
                        named(EvaluationKeys.OF_RULES, rule.matches() ? rule.group(1) : "<name>"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> named(List<ConfigKey<?>> keys, String name) {
        return keys.stream().map(key -> key.at(name).fullName()).toList();
    }

    private static boolean isSetting(String setting, Collection<ConfigKey<?>> keys) {
        return keys.stream().anyMatch(key -> {
            String path = key.path().substring(key.path().indexOf("<name>.") + "<name>.".length());
            int named = path.indexOf('<');
            return named < 0
                    ? path.equals(setting)
                    : setting.startsWith(path.substring(0, named)) && setting.length() > named;
        });
    }

    private EvaluationConfig.Pipeline pipeline(String name) {
        List<String> evaluators = names(EvaluationKeys.EVALUATORS.at(name));
        Set<String> weighted = new TreeSet<>(evaluators);
        weighted.addAll(named(name, EvaluationKeys.WEIGHT));
        Set<String> judged = new TreeSet<>(evaluators);
        judged.addAll(named(name, EvaluationKeys.THRESHOLD));
        return new EvaluationConfig.Pipeline(
                name,
                evaluators,
                numbers(name, EvaluationKeys.WEIGHT, weighted),
                numbers(name, EvaluationKeys.THRESHOLD, judged),
                names(EvaluationKeys.REQUIRED.at(name)),
                names(EvaluationKeys.MUST_PASS.at(name)),
                value(EvaluationKeys.AGGREGATION.at(name)),
                reader.read(EvaluationKeys.PASS_MARK.at(name), ""),
                value(EvaluationKeys.SAMPLE_RATE.at(name)),
                value(EvaluationKeys.TIMEOUT.at(name)),
                value(EvaluationKeys.CONCURRENCY.at(name)),
                value(EvaluationKeys.QUEUE.at(name)),
                reader.read(EvaluationKeys.RATE.at(name), ""),
                value(EvaluationKeys.BURST.at(name)),
                reader.read(EvaluationKeys.BUDGET_COST.at(name), ""),
                reader.read(EvaluationKeys.BUDGET_CALLS.at(name), ""),
                value(EvaluationKeys.CACHE.at(name)));
    }

    /** The evaluators that a setting of a pipeline names, rightly or wrongly. */
    private Set<String> named(String pipeline, ConfigKey<?> key) {
        String prefix = key.at(pipeline).fullName().replaceFirst("<evaluator>", "");
        Set<String> names = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            String name = KeyNames.withoutProfile(property);
            if (name.startsWith(prefix) && isListed(name)) {
                names.add(name.substring(prefix.length()));
            }
        }
        return names;
    }

    private Map<String, Double> numbers(String pipeline, ConfigKey<Double> key, Set<String> evaluators) {
        Map<String, Double> numbers = new TreeMap<>();
        for (String evaluator : evaluators) {
            Double number = reader.read(key.at(pipeline, evaluator), "");
            if (number != null) {
                numbers.put(evaluator, number);
            }
        }
        return numbers;
    }

    private List<String> names(ConfigKey<List<String>> key) {
        List<String> names = reader.read(key, "");
        return names == null ? List.of() : names;
    }

    private <T> T value(ConfigKey<T> key) {
        return reader.readOrDefault(key);
    }

    private Map<String, Map<String, String>> settings() {
        Map<String, Map<String, String>> settings = new TreeMap<>();
        for (String property : config.getPropertyNames()) {
            String name = KeyNames.withoutProfile(property);
            Matcher key = EVALUATOR_KEY.matcher(name);
            if (key.matches() && !RESERVED.contains(key.group(1)) && isListed(name)) {
                String value = text(name);
                if (value != null) {
                    settings.computeIfAbsent(key.group(1), evaluator -> new TreeMap<>())
                            .put(key.group(2), value);
                }
            }
        }
        return settings;
    }

    /** A variable that a source lists in small letters with dots as well has lost the dashes of its name. */
    private boolean isListed(String name) {
        if (!reader.isFromEnvironment(name)) {
            return true;
        }
        String variable = ConfigReader.environmentForm(name);
        for (ConfigSource source : config.getConfigSources()) {
            Set<String> names = source.getPropertyNames();
            if (names.contains(name) && !names.contains(variable)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String text(String name) {
        return reader.read(
                new ConfigKey<>(
                        name.substring(ConfigKey.PREFIX.length()), ValueType.TEXT, "", ConfigKey.Scope.GLOBAL, ""),
                "");
    }

    private Map<String, EvaluationConfig.Rule> rules() {
        Set<String> names = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            Matcher key = RULE_KEY.matcher(KeyNames.withoutProfile(property));
            if (key.matches() && isSetting(key.group(2), EvaluationKeys.OF_RULES)) {
                names.add(key.group(1));
            }
        }
        return names.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> new EvaluationConfig.Rule(
                                value(EvaluationKeys.RULE_SPAN.at(name)),
                                value(EvaluationKeys.RULE_SCOPE.at(name)),
                                names(EvaluationKeys.RULE_PIPELINE.at(name))),
                        (one, other) -> one,
                        TreeMap::new));
    }
}
