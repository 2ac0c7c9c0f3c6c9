/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Reads single values, and collects what is wrong with them. Never throws. Not thread-safe. */
final class ConfigReader {

    /** A value that is set: its name, its trimmed text and the config source it comes from. */
    private record Found(String name, String text, String source) {

        String where() {
            return name + " (from " + source + ")";
        }
    }

    private final Config config;
    private final List<String> problems = new ArrayList<>();

    /** What has been read, by full name: a key that several tracers inherit gives one message. */
    private final Map<String, Optional<Object>> known = new HashMap<>();

    ConfigReader(Config config) {
        this.config = config;
    }

    List<String> problems() {
        return problems;
    }

    void problem(String message) {
        problems.add(message);
    }

    /** The environment form of a name, as MicroProfile Config maps it. */
    static String environmentForm(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * The value of a key.
     *
     * @param tracer the tracer whose key is asked for, empty for the default one
     * @return {@code null} where it is unset or wrong
     */
    @SuppressWarnings("unchecked") // A key's value is of the key's type.
    <T> @Nullable T read(ConfigKey<T> key, String tracer) {
        return (T) known.computeIfAbsent(key.fullName(tracer), name -> Optional.ofNullable(search(key, tracer)))
                .orElse(null);
    }

    private <T> @Nullable T search(ConfigKey<T> key, String tracer) {
        Found property = find(key.fullName(tracer));
        if (!tracer.isEmpty()) {
            return property == null ? null : parse(key, property, Function.identity());
        }
        List<Variable> variables = Variable.of(key);
        if (property != null && variables.stream().noneMatch(variable -> isThat(variable, property))) {
            return parse(key, property, Function.identity());
        }
        for (Variable variable : variables) {
            Found found = find(variable);
            T value = found == null ? null : parse(key, found, variable::asValueOfKey);
            if (value != null || (found != null && key.secret())) {
                // A key that is set and wrong is not replaced by another, which would send to another project.
                noteUseOf(variable, found);
                return value;
            }
        }
        return null;
    }

    /** The value that holds for a tracer: its own, else that of all where the key may be inherited. */
    <T> @Nullable T readInherited(ConfigKey<T> key, String tracer) {
        T own = read(key, tracer);
        return own == null && key.scope() == ConfigKey.Scope.INHERITED ? read(key, "") : own;
    }

    /** The value of a key for all tracers, its default where it is unset or wrong. */
    <T> T readOrDefault(ConfigKey<T> key) {
        T value = read(key, "");
        return value == null ? key.defaultValue() : value;
    }

    /** Whether a key of all tracers is set, be it to something wrong. */
    boolean isSet(ConfigKey<?> key) {
        return find(key.fullName()) != null || Variable.of(key).stream().anyMatch(variable -> find(variable) != null);
    }

    /** A key of all tracers that is set, with where it comes from, for messages. */
    String where(ConfigKey<?> key) {
        Found found = find(key.fullName());
        return found == null ? key.fullName() : found.where();
    }

    /** Checks a value that somebody else reads. */
    <T> void check(String name, ValueType<T> type, String remedy) {
        Found found = find(name);
        if (found == null) {
            return;
        }
        try {
            type.parse(found.text());
        } catch (IllegalArgumentException e) {
            problem(found.where() + " is not usable. Allowed is " + type.allowed() + ". " + remedy);
        }
    }

    /** One message for each variable that is set and means nothing here. */
    void noteVariablesNotHonoured() {
        for (Variable variable : Variable.notHonoured()) {
            Found found = find(variable);
            if (found != null) {
                problem(found.where() + " has no effect in this library: " + variable.remark() + ".");
            }
        }
    }

    /** Whether a name that was listed is only another spelling of an environment variable. */
    boolean isFromEnvironment(String name) {
        Found listed = find(name);
        Found variable = find(environmentForm(name));
        return listed != null && variable != null && sameOrigin(listed, variable);
    }

    private <T> @Nullable T parse(ConfigKey<T> key, Found found, Function<String, @Nullable String> form) {
        try {
            String text = form.apply(found.text());
            return text == null ? null : key.type().parse(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            problem(found.where() + " is not usable" + reason(e) + ". Allowed is "
                    + key.type().allowed() + ". Until it is corrected "
                    + (key.defaultText().isEmpty()
                            ? "it counts as unset"
                            : "the default " + key.defaultText() + " is used")
                    + ".");
            return null;
        }
    }

    /** Our own messages only: those of the JDK repeat the value. */
    private static String reason(RuntimeException e) {
        String message = e.getMessage();
        return message != null && message.startsWith("it ") ? ": " + message : "";
    }

    private void noteUseOf(Variable variable, @Nullable Found found) {
        if (variable.preferred() != null && found != null) {
            problem(found.where() + " works, but is " + variable.remark() + ". Use " + variable.preferred() + ".");
        }
    }

    /** {@code HONEYHIVE_API_KEY} is what MicroProfile Config makes of {@code honeyhive.api-key}, and a variable as well. */
    private boolean isThat(Variable variable, Found property) {
        if (!variable.name().equals(environmentForm(property.name()))) {
            return false;
        }
        Found found = find(variable.name());
        return found != null && sameOrigin(property, found);
    }

    private static boolean sameOrigin(Found one, Found other) {
        return one.source().equals(other.source()) && one.text().equals(other.text());
    }

    private @Nullable Found find(Variable variable) {
        Found exact = find(variable.name());
        return exact != null
                ? exact
                : find(variable.name().toLowerCase(Locale.ROOT).replace('_', '.'));
    }

    private @Nullable Found find(String name) {
        try {
            ConfigValue value = config.getConfigValue(name);
            String text = value.getValue();
            String source = value.getSourceName() == null ? "an unnamed config source" : value.getSourceName();
            if (text == null
                    && value.getRawValue() != null
                    && value.getRawValue().contains("${")) {
                unreadable(name + " (from " + source + ")", "its expression names a property that does not exist");
            }
            return text == null || text.isBlank() ? null : new Found(name, text.strip(), source);
        } catch (RuntimeException | LinkageError e) {
            // Not its message: a config source may put the value there.
            unreadable(name, "a config source failed with " + e.getClass().getName());
            return null;
        }
    }

    private void unreadable(String where, String why) {
        String message = where + " cannot be read, and counts as unset: " + why + ".";
        if (!problems.contains(message)) {
            problem(message);
        }
    }
}
