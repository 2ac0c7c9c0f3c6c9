/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a native image leaves out unless told: each file that a jar of ours reads at run time, and each class that a service file
 * names, stands in the jar's metadata for GraalVM; and nothing stands there that is not in the jar.
 */
class NativeMetadataTest {

    /** Read by the container while it builds, which on Quarkus is before the image. */
    private static final Set<String> AT_BUILD = Set.of(
            "META-INF/beans.xml",
            "META-INF/spring-configuration-metadata.json",
            "META-INF/services/jakarta.enterprise.inject.spi.Extension",
            "META-INF/services/jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension");

    private static final Pattern RESOURCE = Pattern.compile("\"pattern\": \"\\\\\\\\Q(.+?)\\\\\\\\E\"");
    private static final Pattern CLASS =
            Pattern.compile("\"name\": \"([\\w.$]+)\",\\s+\"methods\": \\[\\s+\\{\\s+\"name\": \"<init>\"");

    @ParameterizedTest
    @ValueSource(strings = {"evaluators", "evaluators-json-schema", "interceptors", "extension", "secrets"})
    void every_file_and_service_is_in_the_metadata(String module) throws Exception {
        Path resources = Page.ROOT.resolve(module).resolve("src/main/resources");
        Path metadata = resources.resolve("META-INF/native-image/ai.honeyhive.microprofile/honeyhive-" + module);
        Set<String> read = new TreeSet<>();
        Set<String> services = new TreeSet<>();
        try (Stream<Path> files = Files.walk(resources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = resources.relativize(file).toString().replace('\\', '/');
                if (!AT_BUILD.contains(name) && !name.startsWith("META-INF/native-image/")) {
                    read.add(name);
                    if (name.startsWith("META-INF/services/")) {
                        Files.readAllLines(file).stream()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                                .forEach(services::add);
                    }
                }
            }
        }
        assertThat(found(RESOURCE, metadata.resolve("resource-config.json"))).isEqualTo(read);
        assertThat(found(CLASS, metadata.resolve("reflect-config.json"))).isEqualTo(services);
        for (String name : services) {
            assertThat(Page.ROOT.resolve(module).resolve("src/main/java/" + name.replace('.', '/') + ".java"))
                    .exists();
        }
    }

    private static Set<String> found(Pattern pattern, Path file) throws Exception {
        Set<String> found = new TreeSet<>();
        if (Files.exists(file)) {
            for (Matcher matcher = pattern.matcher(Files.readString(file)); matcher.find(); ) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }
}
