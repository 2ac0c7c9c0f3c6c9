/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.secrets.Secrets;
import io.smallrye.config.inject.ConfigExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application as its author writes it: a bean, an injected property, a properties file; Weld SE with SmallRye. */
class WeldTest {

    /** The application. */
    @ApplicationScoped
    static class Application {

        @Inject
        @ConfigProperty(name = "db.password")
        Provider<String> password;

        @Inject
        Config config;

        String password() {
            return password.get();
        }

        Secrets secrets() {
            return Secrets.of(config);
        }
    }

    @TempDir
    private Path directory;

    @Test
    void injected_property_follows_the_secret() throws Exception {
        Path secret = Files.writeString(directory.resolve("password"), "pa${ss}$$\\ 1\n");
        Path file = directory.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                honeyhive.secrets.store.file.directory=%s
                honeyhive.secrets.store.file.refresh=100ms
                honeyhive.secrets.map.db.password=file:password
                """.formatted(directory));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            try (SeContainer container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(new ConfigExtension())
                    .addBeanClasses(Application.class)
                    .setClassLoader(loader)
                    .initialize()) {
                Application application = container.select(Application.class).get();
                assertThat(application.password()).isEqualTo("pa${ss}$$\\ 1");
                assertThat(application.secrets().get("db.password").reveal()).isEqualTo("pa${ss}$$\\ 1");
                Files.writeString(secret, "pa${ss}$$\\ 2\n");
                Await.until("the rotation", () -> application.password().equals("pa${ss}$$\\ 2"));
                application.secrets().shutDown();
            }
            ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig(loader));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
