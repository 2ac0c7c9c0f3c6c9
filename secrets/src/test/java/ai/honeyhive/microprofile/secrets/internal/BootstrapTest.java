/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.audit.AuditLease;
import ai.honeyhive.microprofile.secrets.internal.source.SecretsConfigSourceProvider;
import io.quarkus.deployment.SimulatedQuarkusBuild;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in beside SmallRye's own. */
class BootstrapTest {

    @TempDir
    private Path directory;

    @Test
    void without_smallrye_in_sight_settings_come_from_the_default_sources() throws Exception {
        Path secret = Files.writeString(directory.resolve("password"), "from a file");
        Path file = directory.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                honeyhive.secrets.store.file.directory=%s
                honeyhive.secrets.map.db.password=file:${which}
                which=password
                """.formatted(secret.getParent()));
        URL[] ours = {
            SecretsConfigSourceProvider.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation(),
            AuditLease.class.getProtectionDomain().getCodeSource().getLocation(),
            directory.toUri().toURL()
        };
        try (URLClassLoader application = new URLClassLoader(ours, new WithoutSmallRye())) {
            ConfigSourceProvider provider = (ConfigSourceProvider) application
                    .loadClass(SecretsConfigSourceProvider.class.getName())
                    .getConstructor()
                    .newInstance();
            assertThat(provider.getClass().getClassLoader()).isSameAs(application);
            ConfigSource source =
                    provider.getConfigSources(application).iterator().next();
            assertThat(source.getValue("db.password")).isEqualTo("from a file");
            ((AutoCloseable) source).close();
        }
    }

    @Test
    void build_of_a_quarkus_application_gets_no_source_and_reads_nothing() {
        Iterable<ConfigSource> sources = SimulatedQuarkusBuild.run(() ->
                new SecretsConfigSourceProvider().getConfigSources(getClass().getClassLoader()));
        assertThat(sources).isEmpty();
    }

    @Test
    void run_of_the_same_application_gets_one() {
        assertThat(new SecretsConfigSourceProvider().getConfigSources(null)).hasSize(1);
    }

    /** An application server's view: MicroProfile's API can be seen, the implementation behind it cannot. */
    private static final class WithoutSmallRye extends ClassLoader {

        private static final List<String> VISIBLE = List.of("java.", "javax.", "jdk.", "org.eclipse.microprofile.");

        WithoutSmallRye() {
            super(BootstrapTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (VISIBLE.stream().noneMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        public URL getResource(String name) {
            return null;
        }

        @Override
        public java.util.Enumeration<URL> getResources(String name) {
            return java.util.Collections.emptyEnumeration();
        }
    }
}
