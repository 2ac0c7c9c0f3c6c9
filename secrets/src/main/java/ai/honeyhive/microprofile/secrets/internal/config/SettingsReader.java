/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is under {@code honeyhive.secrets}. Everything that is wrong is told at once, and nothing starts then. */
public final class SettingsReader {

    /** How an encrypted value begins, where a reference would stand. */
    public static final String ENCRYPTED = "enc:";

    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.\"/\\[\\]-]{0,253}");

    /** What must not come from a store: it decides how configuration itself is read. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "(honeyhive\\.secrets|mp\\.config|smallrye\\.config|quarkus\\.config)(\\..*)?|config_ordinal");

    /** Below these nobody may choose names by writing into a store. */
    private static final Set<String> NO_IMPORT =
            Set.of("honeyhive", "mp", "smallrye", "quarkus", "otel", "java", "javax", "jakarta", "jdk", "sun");

    private final Settings settings;
    private final List<String> problems = new ArrayList<>();
    private final List<Mapping> mappings = new ArrayList<>();
    private final List<Import> imports = new ArrayList<>();
    private final Map<String, String> encrypted = new LinkedHashMap<>();

    private SettingsReader(Settings settings) {
        this.settings = settings;
    }

    /**
     * Reads the settings. Never asks {@link Settings} for anything outside {@code honeyhive.secrets}.
     *
     * @throws IllegalArgumentException if something is wrong; the message lists all of it, and holds no value
     */
    public static SecretsSettings read(Settings settings) {
        return new SettingsReader(settings).read();
    }

    private SecretsSettings read() {
        boolean enabled = choice(SecretKeys.ENABLED, List.of("true", "false")).equals("true");
        if (enabled) {
            List<NamePattern> optional = NamePattern.parse(text(SecretKeys.OPTIONAL));
            for (String name : new TreeSet<>(settings.names())) {
                if (name.startsWith(SecretKeys.MAP)) {
                    map(name, optional);
                } else if (name.startsWith(SecretKeys.IMPORT)) {
                    importFrom(name, optional);
                }
            }
        }
        SecretsSettings read = new SecretsSettings(
                List.copyOf(mappings),
                List.copyOf(imports),
                Map.copyOf(encrypted),
                parse(SecretKeys.ORDINAL, Integer::parseInt, "a whole number"),
                duration(SecretKeys.BOOT_BUDGET),
                duration(SecretKeys.MAX_STALE),
                choice(SecretKeys.ON_DELETED, List.of("keep", "drop")).equals("drop"),
                choice(SecretKeys.EXPRESSIONS, List.of("auto", "smallrye", "payara", "spec", "none")));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return read;
    }

    private void map(String key, List<NamePattern> optional) {
        String property = unquoted(key.substring(SecretKeys.MAP.length()));
        String text = settings.get(key);
        if (text == null || text.isBlank() || !mayBeMapped(key, property)) {
            return;
        }
        if (text.startsWith(ENCRYPTED)) {
            encrypted.put(property, text.substring(ENCRYPTED.length()).strip());
            return;
        }
        Reference reference = reference(key, text);
        if (reference != null) {
            mappings.add(new Mapping(property, reference, !NamePattern.anyMatches(optional, property)));
        }
    }

    private boolean mayBeMapped(String key, String property) {
        if (!PROPERTY.matcher(property).matches() || FORBIDDEN.matcher(property).matches()) {
            problems.add(key + " maps a property that no store may set. Map another name.");
            return false;
        }
        if (property.startsWith("otel.")) {
            // A config source that lists otel.* names ends the deployment on Payara, one that does not is overlooked on
            // Open Liberty: the name must stand in a file.
            problems.add(
                    key + " maps an OpenTelemetry property, which not every server reads from a config source of ours."
                            + " Map a name of your own, and use it in your configuration file: " + property
                            + "=...${your.name}...");
            return false;
        }
        return true;
    }

    private void importFrom(String key, List<NamePattern> optional) {
        String prefix = unquoted(key.substring(SecretKeys.IMPORT.length()));
        String text = settings.get(key);
        if (text == null || text.isBlank()) {
            return;
        }
        String root = prefix.contains(".") ? prefix.substring(0, prefix.indexOf('.')) : prefix;
        if (!PROPERTY.matcher(prefix).matches() || NO_IMPORT.contains(root)) {
            problems.add(key + " imports under a prefix that belongs to a library. Import under one of your own.");
            return;
        }
        Reference reference = reference(key, text);
        if (reference == null) {
            return;
        }
        List<NamePattern> fields = NamePattern.parse(reference.field());
        if (fields.isEmpty()
                || fields.stream().anyMatch(pattern -> pattern.text().isEmpty())) {
            problems.add(key + " does not say which fields may become properties."
                    + " Name them after #, as in vault:secret/app#password,db-*");
            return;
        }
        imports.add(new Import(prefix, reference.document(), fields, !NamePattern.anyMatches(optional, prefix + ".")));
    }

    private @Nullable Reference reference(String key, String text) {
        try {
            return Reference.parse(text);
        } catch (IllegalArgumentException e) {
            problems.add(key + " is not usable: " + e.getMessage() + ". Allowed is " + Reference.ALLOWED + ", or "
                    + ENCRYPTED + " with an encrypted value.");
            return null;
        }
    }

    private static String unquoted(String name) {
        return name.length() > 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    private Duration duration(SecretKey key) {
        return parse(key, Durations::parse, Durations.ALLOWED);
    }

    private String choice(SecretKey key, List<String> allowed) {
        return parse(
                key,
                text -> {
                    String word = text.toLowerCase(Locale.ROOT);
                    if (!allowed.contains(word)) {
                        throw new IllegalArgumentException("it is none of the words");
                    }
                    return word;
                },
                "one of " + String.join(", ", allowed));
    }

    private <T> T parse(SecretKey key, Function<String, T> parser, String allowed) {
        try {
            return parser.apply(text(key));
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add(key.name() + " is not usable. Allowed is " + allowed + ".");
            return parser.apply(key.defaultText());
        }
    }

    private String text(SecretKey key) {
        String text = settings.get(key.name());
        return text == null || text.isBlank() ? key.defaultText() : text.strip();
    }
}
