/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What lets the examples run without any key: as long as the environment holds no key of HoneyHive, traces go to the
 * console on this machine, and as long as it names no model, questions go to the stand-in in this very process.
 *
 * <p>An application of yours needs nothing like it. It sets {@code HH_API_KEY} and is done.
 */
public final class LocalDefaults implements ConfigSource {

    private static final List<String> HONEYHIVE_KEYS =
            List.of("HH_INGESTION_API_KEY", "HH_API_KEY", "HH_PROJECT_API_KEY", "HONEYHIVE_API_KEY");

    private final Map<String, String> environment;

    public LocalDefaults() {
        this(System.getenv());
    }

    LocalDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String getValue(String property) {
        return switch (property) {
            case "honeyhive.url" -> hasHoneyHive() ? null : "http://localhost:8765";
            case "honeyhive.api-key" -> hasHoneyHive() ? null : "local-console";
            case "assistant.model.url" ->
                hasModel()
                        ? variable("OPENAI_BASE_URL", "https://api.openai.com/v1")
                        : "http://localhost:${assistant.port}/v1";
            case "assistant.model.key" -> variable("OPENAI_API_KEY", "none");
            case "assistant.model.name" -> variable("OPENAI_MODEL", hasModel() ? "gpt-4o-mini" : "extractive-stand-in");
            default -> null;
        };
    }

    /** Empty: what a source lists while Quarkus builds the application becomes part of the build. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    /** Below {@code META-INF/microprofile-config.properties}, so that any other setting wins. */
    @Override
    public int getOrdinal() {
        return 50;
    }

    @Override
    public String getName() {
        return "defaults for a machine without keys";
    }

    private boolean hasHoneyHive() {
        return HONEYHIVE_KEYS.stream().anyMatch(key -> !variable(key, "").isEmpty());
    }

    private boolean hasModel() {
        return !variable("OPENAI_API_KEY", "").isEmpty()
                || !variable("OPENAI_BASE_URL", "").isEmpty();
    }

    private String variable(String name, String otherwise) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
