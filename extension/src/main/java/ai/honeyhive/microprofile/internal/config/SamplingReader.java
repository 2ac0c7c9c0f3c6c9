/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Puts the sampling of a tracer together: which classes and rules there are tell the names of properties. */
final class SamplingReader {

    private static final String OWNER = "honeyhive\\.(?:tracer\\.([A-Za-z0-9_-]+)\\.)?";
    private static final Pattern RATE_KEY = Pattern.compile(OWNER + "sampling\\.rate\\.([A-Za-z0-9_-]+)");
    private static final Pattern RULE_KEY = Pattern.compile(
            OWNER
                    + "sampling\\.rule\\.([A-Za-z0-9_-]+)\\.(?:(class|span|route|tenant)|(attribute|baggage|header|claim)\\.(.+))");

    private final Config config;
    private final ConfigReader reader;

    SamplingReader(Config config, ConfigReader reader) {
        this.config = config;
        this.reader = reader;
    }

    SamplingConfig read(String tracer) {
        SamplingConfig.Strategy strategy = value(ConfigKeys.SAMPLING_STRATEGY, tracer);
        if (strategy == SamplingConfig.Strategy.KEEP_ALL) {
            return SamplingConfig.KEEP_ALL;
        }
        Map<String, Double> rates = rates(tracer);
        return new SamplingConfig(
                strategy,
                rates,
                rules(tracer, rates.keySet()),
                value(ConfigKeys.SAMPLING_KEEP_ERRORS, tracer),
                reader.readInherited(ConfigKeys.SAMPLING_KEEP_SLOWER_THAN, tracer),
                reader.readInherited(ConfigKeys.SAMPLING_KEEP_SLOWER_THAN_PERCENTILE, tracer),
                value(ConfigKeys.SAMPLING_KEEP_FEEDBACK, tracer),
                reader.readInherited(ConfigKeys.SAMPLING_KEEP_SCORE_BELOW, tracer),
                value(ConfigKeys.SAMPLING_KEEP_FAILED_EVALUATIONS, tracer),
                value(ConfigKeys.SAMPLING_UNDECIDED_BYTES, tracer),
                value(ConfigKeys.SAMPLING_UNDECIDED_AGE, tracer));
    }

    /** Whether a name is that of a rate or a rule, of any tracer. */
    static boolean isKnown(String name) {
        return RATE_KEY.matcher(name).matches() || RULE_KEY.matcher(name).matches();
    }

    /** What a mistyped name of a rule may have meant. */
    static List<String> candidates(String name) {
        int at = name.indexOf(SamplingKeys.RULE_PATH);
        if (at < 0) {
            return Stream.of(SamplingKeys.RATE, SamplingKeys.RULE_CLASS)
                    .map(ConfigKey::fullName)
                    .toList();
        }
        String before = name.substring(0, at);
        String rule = name.substring(at + SamplingKeys.RULE_PATH.length()).replaceFirst("\\..*", "");
        return SamplingKeys.OF_RULES.stream()
                .map(key -> before + key.at(rule).path())
                .toList();
    }

    private Map<String, Double> rates(String tracer) {
        Map<String, Double> rates = new HashMap<>(SamplingConfig.PRESET);
        Set<String> classes = new TreeSet<>();
        for (Matcher key : matching(RATE_KEY)) {
            if (key.group(1) == null || key.group(1).equals(tracer)) {
                classes.add(key.group(2));
            }
        }
        // An environment variable has no spelling of its own that could be listed.
        classes.addAll(SamplingConfig.PRESET.keySet());
        for (String name : classes) {
            Double rate = reader.readInherited(SamplingKeys.RATE.at(name), tracer);
            if (rate != null) {
                rates.put(name.toLowerCase(Locale.ROOT), rate);
            }
        }
        return rates;
    }

    /** Those of the tracer where it has any, else those of all. */
    private List<SamplingConfig.Rule> rules(String tracer, Set<String> classes) {
        Set<String> own = ruleNames(tracer);
        String owner = own.isEmpty() ? "" : tracer;
        List<SamplingConfig.Rule> rules = new ArrayList<>();
        for (String name : own.isEmpty() ? ruleNames("") : own) {
            SamplingConfig.Rule rule = rule(name, owner, classes);
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private Set<String> ruleNames(String tracer) {
        Set<String> names = new TreeSet<>();
        for (Matcher key : matching(RULE_KEY)) {
            if (tracer.equals(key.group(1) == null ? "" : key.group(1))) {
                names.add(key.group(2));
            }
        }
        return names;
    }

    private SamplingConfig.@Nullable Rule rule(String name, String owner, Set<String> classes) {
        ConfigKey<String> classKey = SamplingKeys.RULE_CLASS.at(name);
        String sampled = reader.read(classKey, owner);
        if (sampled == null) {
            reader.problem(classKey.fullName(owner) + " is not set, or not usable: the rule has no effect. Set it to "
                    + classKey.type().allowed() + ".");
            return null;
        }
        if (!classes.contains(sampled)) {
            reader.problem(classKey.fullName(owner) + " names the class " + sampled
                    + ", which has no rate: all of its traces are kept. Set "
                    + SamplingKeys.RATE.at(sampled).fullName(owner) + ".");
        }
        List<SamplingConfig.Criterion> criteria = criteria(name, owner);
        if (criteria.isEmpty()) {
            reader.problem("The rule honeyhive." + SamplingKeys.RULE_PATH + name
                    + " has no condition, and no effect. Set one of "
                    + String.join(", ", candidates(classKey.fullName(owner)).subList(1, SamplingKeys.OF_RULES.size()))
                    + ".");
            return null;
        }
        return new SamplingConfig.Rule(name, sampled, criteria);
    }

    private List<SamplingConfig.Criterion> criteria(String rule, String owner) {
        List<SamplingConfig.Criterion> criteria = new ArrayList<>();
        for (Matcher key : matching(RULE_KEY)) {
            boolean mine = rule.equals(key.group(2)) && owner.equals(key.group(1) == null ? "" : key.group(1));
            if (mine && !"class".equals(key.group(3))) {
                String subject = key.group(3) == null ? key.group(4) : key.group(3);
                String at = key.group(5) == null ? "" : key.group(5);
                String path = SamplingKeys.RULE_PATH + rule + '.' + subject + (at.isEmpty() ? "" : '.' + at);
                String glob =
                        reader.read(new ConfigKey<>(path, ValueType.TEXT, "", ConfigKey.Scope.INHERITED, ""), owner);
                if (glob != null) {
                    criteria.add(new SamplingConfig.Criterion(
                            SamplingConfig.Subject.valueOf(subject.toUpperCase(Locale.ROOT)), at, Glob.compile(glob)));
                }
            }
        }
        return criteria;
    }

    /** The properties of a form, each once. */
    private List<Matcher> matching(Pattern form) {
        Set<String> names = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            names.add(KeyNames.withoutProfile(property));
        }
        return names.stream().map(form::matcher).filter(Matcher::matches).toList();
    }

    private <T> T value(ConfigKey<T> key, String tracer) {
        T value = reader.readInherited(key, tracer);
        return value == null ? key.defaultValue() : value;
    }
}
