/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.doctor;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;

/** The configuration that an application will have, as far as its files and this process' surroundings tell. */
final class FileConfig {

    private FileConfig() {}

    static Config of(ApplicationFile application, List<Path> more, Map<String, String> environment) throws IOException {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new SysPropConfigSource(), new EnvConfigSource(environment, 300));
        add(builder, application, "META-INF/microprofile-config.properties", 100);
        if (application.isQuarkus()) {
            builder.withProfile(environment.getOrDefault("QUARKUS_PROFILE", "prod"));
            add(builder, application, "application.properties", 250);
            add(builder, application, "config/application.properties", 260);
        }
        for (Path file : more) {
            builder.withSources(source(Files.readString(file), file.toString(), 280));
        }
        return builder.build();
    }

    private static void add(SmallRyeConfigBuilder builder, ApplicationFile application, String path, int ordinal)
            throws IOException {
        for (String text : application.texts(path)) {
            builder.withSources(source(text, path, ordinal));
        }
    }

    private static PropertiesConfigSource source(String text, String name, int ordinal) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            // Not its message, nor the text: a secret may stand in it.
            throw new IOException(name + " is no properties file: it has a malformed \\uxxxx escape");
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return new PropertiesConfigSource(values, name, ordinal);
    }
}
