/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What lets the examples run without any key: as long as the environment holds no key of HoneyHive, traces go to the
 * console on this machine, and as long as it names no model, questions go to the stand-in in this very process.
 *
 * <p>An application of yours needs nothing like it. It sets {@code HH_API_KEY} and is done.
 */
public final class LocalDefaults implements ConfigSource {

    @Override
    public String getValue(String property) {
        return switch (property) {
            case "honeyhive.url" -> hasHoneyHiveKey() ? null : "http://localhost:8765";
            case "honeyhive.api-key" -> hasHoneyHiveKey() ? null : "local-console";
            case "assistant.model.url" ->
                hasModel()
                        ? environment("OPENAI_BASE_URL", "https://api.openai.com/v1")
                        : "http://localhost:${assistant.port}/v1";
            case "assistant.model.key" -> environment("OPENAI_API_KEY", "none");
            case "assistant.model.name" ->
                environment("OPENAI_MODEL", hasModel() ? "gpt-4o-mini" : "extractive-stand-in");
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

    private static boolean hasHoneyHiveKey() {
        return isSet("HH_API_KEY") || isSet("HH_INGESTION_API_KEY") || isSet("HONEYHIVE_API_KEY");
    }

    private static boolean hasModel() {
        return isSet("OPENAI_API_KEY") || isSet("OPENAI_BASE_URL");
    }

    private static boolean isSet(String variable) {
        return !environment(variable, "").isEmpty();
    }

    private static String environment(String variable, String otherwise) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
