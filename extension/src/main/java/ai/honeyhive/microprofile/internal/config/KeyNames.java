/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** What the names of the configured properties tell: which tracers there are, and which keys are mistyped. */
final class KeyNames {

    private static final String TRACED_PREFIX = "honeyhive.traced.";

    /** The keys of modules that know them themselves. */
    private static final List<String> OTHER_MODULES = List.of("honeyhive.secrets.");

    private static final Pattern PROFILE = Pattern.compile("%[^.]+\\.");
    private static final Pattern TRACER_KEY = Pattern.compile("honeyhive\\.tracer\\.([A-Za-z0-9_-]+)\\.(.+)");
    private static final Set<String> TRACER_KEYS = ConfigKeys.ALL.stream()
            .filter(ConfigKey::forNamedTracers)
            .map(ConfigKey::path)
            .collect(Collectors.toUnmodifiableSet());
    private static final Pattern TRACER_VARIABLE = Pattern.compile("HONEYHIVE_TRACER_([A-Z0-9_]+?)_(?:"
            + TRACER_KEYS.stream().map(ConfigReader::environmentForm).collect(Collectors.joining("|"))
            + ")");

    /** The members of {@code @LLMTraced} and what their overrides may say. */
    static final Map<String, ValueType<?>> TRACED_MEMBERS = new TreeMap<>(Map.of(
            "name",
            ValueType.TEXT,
            "kind",
            ValueType.oneOf(Kind.class),
            "provider",
            ValueType.TEXT,
            "model",
            ValueType.TEXT,
            "inputs",
            ValueType.oneOf(Capture.class),
            "output",
            ValueType.oneOf(Capture.class),
            "tracer",
            ValueType.TEXT,
            "importance",
            ValueType.oneOf(Importance.class)));

    private KeyNames() {}

    /** The names of the named tracers that have any key. Reads no value. */
    static Set<String> tracers(Config config) {
        Set<String> names = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            Matcher key = TRACER_KEY.matcher(withoutProfile(property));
            Matcher variable = TRACER_VARIABLE.matcher(property);
            // A config source may list a variable in small letters with dots as well, which splits the name elsewhere.
            if (key.matches() && TRACER_KEYS.contains(key.group(2))) {
                names.add(key.group(1));
            } else if (variable.matches()) {
                names.add(variable.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        return names;
    }

    /** Adds a problem for each {@code honeyhive.*} property that nobody reads. */
    static void check(Config config, ConfigReader reader) {
        Set<String> checked = new TreeSet<>();
        ValueType<String> tracer = tracerName(tracers(config));
        for (String property : config.getPropertyNames()) {
            String name = withoutProfile(property);
            if (name.startsWith(ConfigKey.PREFIX)
                    && OTHER_MODULES.stream().noneMatch(name::startsWith)
                    && checked.add(name)) {
                check(name, reader, tracer);
            }
        }
    }

    private static ValueType<String> tracerName(Set<String> configured) {
        String allowed = "the name of a tracer; " + (configured.isEmpty() ? "there is none" : "there are: ")
                + String.join(", ", configured);
        return new ValueType<>("name", String.class, allowed, text -> {
            if (!configured.contains(text)) {
                throw new IllegalArgumentException("nobody configured such a tracer");
            }
            return text;
        });
    }

    private static void check(String name, ConfigReader reader, ValueType<String> tracer) {
        if (name.startsWith(TRACED_PREFIX)) {
            checkTraced(name, reader, tracer);
        } else if (SamplingReader.isKnown(name)
                || AuditKeys.isKnown(name)
                || (name.startsWith(EvaluationKeys.PREFIX) && EvaluationReader.isKnown(name))) {
            return;
        } else if (!candidates(name).contains(name) && !reader.isFromEnvironment(name)) {
            reader.problem(unknown(name, nearest(name, candidates(name))));
        }
    }

    private static void checkTraced(String name, ConfigReader reader, ValueType<String> tracer) {
        int slash = name.lastIndexOf('/');
        String member = name.substring(slash + 1);
        ValueType<?> type = TRACED_MEMBERS.get(member);
        if (slash < 0) {
            reader.problem(unknown(name, TRACED_PREFIX + "<class>/<method>/<member>"));
        } else if (type == null) {
            reader.problem(unknown(name, name.substring(0, slash + 1) + nearest(member, TRACED_MEMBERS.keySet())));
        } else if (member.equals("tracer")) {
            reader.check(name, tracer, "Until it is corrected these calls are not recorded.");
        } else {
            reader.check(name, type, "Until it is corrected the annotation's own value is used.");
        }
    }

    private static String unknown(String name, String nearest) {
        return name + " is no key of HoneyHive and has no effect. The nearest valid key is " + nearest + ".";
    }

    private static List<String> candidates(String name) {
        Matcher tracer = TRACER_KEY.matcher(name);
        List<String> candidates = new ArrayList<>();
        if (name.startsWith(EvaluationKeys.PREFIX)) {
            candidates.addAll(EvaluationReader.candidates(name));
        }
        if (name.contains(".sampling.")) {
            candidates.addAll(SamplingReader.candidates(name));
        }
        if (name.startsWith(AuditKeys.PREFIX)) {
            candidates.addAll(AuditKeys.names());
        }
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            if (!name.startsWith(ConfigKey.TRACER_PREFIX)) {
                candidates.add(key.fullName());
            } else if (key.forNamedTracers()) {
                candidates.add(key.fullName(tracer.matches() ? tracer.group(1) : "<name>"));
            }
        }
        return candidates;
    }

    private static String nearest(String name, Iterable<String> candidates) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** How many characters must be inserted, removed or replaced to turn one name into the other. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }

    static String withoutProfile(String property) {
        return property.startsWith("%") ? PROFILE.matcher(property).replaceFirst("") : property;
    }
}
