/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** Which config source each of our settings comes from. */
final class Origins {

    private Origins() {}

    static Map<String, String> of(Config config) {
        Map<String, String> origins = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(ConfigKey.PREFIX) || name.startsWith("HONEYHIVE_") || name.startsWith("HH_")) {
                origins.put(name, source(config, name));
            }
        }
        return Collections.unmodifiableMap(origins);
    }

    private static String source(Config config, String name) {
        try {
            ConfigValue value = config.getConfigValue(name);
            return value.getSourceName() == null ? "an unnamed config source" : value.getSourceName();
        } catch (RuntimeException | LinkageError e) {
            return "a config source that fails with " + e.getClass().getName();
        }
    }
}
