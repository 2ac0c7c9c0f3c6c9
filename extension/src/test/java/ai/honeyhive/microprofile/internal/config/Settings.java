/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** A real MicroProfile Config over a properties file and an environment that a test makes up. */
public final class Settings {

    /** Keys of the shapes that section 1.4 of the contract lists; nobody ever issued them. */
    public static final String PROJECT_KEY = "hh_canary0123456789";

    public static final String INGESTION_KEY = "hh_ingst_" + "a1".repeat(12) + "_" + "Z_-9".repeat(16);

    private final Map<String, String> file = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    public static Settings with(String property, String value) {
        return new Settings().and(property, value);
    }

    public static Settings withVariable(String variable, String value) {
        return new Settings().andVariable(variable, value);
    }

    public Settings and(String property, String value) {
        file.put(property, value);
        return this;
    }

    public Settings andVariable(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Config config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new PropertiesConfigSource(file, "app.properties", 100), new EnvConfigSource(environment, 300))
                .build();
    }

    public HoneyHiveConfig read() {
        return HoneyHiveConfig.read(config());
    }
}
