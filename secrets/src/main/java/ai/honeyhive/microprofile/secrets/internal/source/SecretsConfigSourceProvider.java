/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.source;

import ai.honeyhive.microprofile.secrets.internal.config.Settings;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;
import org.jspecify.annotations.Nullable;

/**
 * The door for MicroProfile Config: gives one source where anything is mapped, none otherwise.
 *
 * <p>Our own settings cannot be asked from the configuration that is just being built: that recurses to the end of the
 * stack. They come from a second one with the default sources only. SmallRye has a better way, which sees
 * {@code application.properties} on Quarkus as well; it is taken where its classes can be seen from here, and not through a
 * service file: an application server hides them, and a service whose interface cannot be found ends the deployment.
 */
public final class SecretsConfigSourceProvider implements ConfigSourceProvider {

    /** For the service loader. */
    public SecretsConfigSourceProvider() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(@Nullable ClassLoader forClassLoader) {
        if (QuarkusBuild.isRunning()) {
            return List.of();
        }
        ClassLoader own = SecretsConfigSourceProvider.class.getClassLoader();
        ClassLoader loader = forClassLoader == null ? own : forClassLoader;
        if (smallRyeIsOurs(own)) {
            return SmallRyeBootstrap.sources(loader);
        }
        Config config = ConfigProviderResolver.instance()
                .getBuilder()
                .forClassLoader(loader)
                .addDefaultSources()
                .build();
        return Starter.start(new DefaultSources(config), loader);
    }

    /** Whether the implementation in use is SmallRye, and the one that our classes would link to. */
    private static boolean smallRyeIsOurs(ClassLoader own) {
        try {
            Class<?> resolver = Class.forName("io.smallrye.config.SmallRyeConfigProviderResolver", false, own);
            Class.forName("io.smallrye.config.ConfigurableConfigSource", false, own);
            return resolver.isInstance(ConfigProviderResolver.instance());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private record DefaultSources(Config config) implements Settings {

        @Override
        public @Nullable String get(String property) {
            return config.getOptionalValue(property, String.class).orElse(null);
        }

        @Override
        public Set<String> names() {
            Set<String> names = new TreeSet<>();
            config.getPropertyNames().forEach(names::add);
            return names;
        }
    }
}
