/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import ai.honeyhive.microprofile.secrets.Secrets;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** A real SmallRye Config that finds our source as every application does, with a properties file of the test's own. */
public final class TestConfig implements AutoCloseable {

    private final SmallRyeConfig config;

    private TestConfig(SmallRyeConfig config) {
        this.config = config;
    }

    /** Settings as name, value, name, value. */
    public static TestConfig of(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        return of(properties);
    }

    public static TestConfig of(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(settings);
        // On a busy machine a first handshake takes its time, and no test is about the default.
        properties.putIfAbsent("honeyhive.secrets.boot-budget", "2m");
        return new TestConfig(new SmallRyeConfigBuilder()
                .forClassLoader(TestConfig.class.getClassLoader())
                .addDefaultInterceptors()
                .addDiscoveredSources()
                .withSources(new PropertiesConfigSource(properties, "the test's file", 100))
                .build());
    }

    public SmallRyeConfig config() {
        return config;
    }

    public Secrets secrets() {
        return Secrets.of(config);
    }

    public String text(String property) {
        return config.getOptionalValue(property, String.class).orElse(null);
    }

    @Override
    public void close() {
        secrets().shutDown();
    }
}
