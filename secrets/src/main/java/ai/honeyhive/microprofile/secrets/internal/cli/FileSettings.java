/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cli;

import ai.honeyhive.microprofile.secrets.internal.config.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of the command line: the environment, by its usual names, and a properties file. */
final class FileSettings implements Settings {

    private final Properties properties = new Properties();

    FileSettings(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
    }

    @Override
    public @Nullable String get(String property) {
        String variable = System.getenv(property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
        return variable == null ? properties.getProperty(property) : variable;
    }

    @Override
    public Set<String> names() {
        return properties.stringPropertyNames();
    }
}
