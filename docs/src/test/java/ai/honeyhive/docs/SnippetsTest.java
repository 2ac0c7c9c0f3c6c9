/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.honeyhive.docs.Page.Snippet;
import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** What the pages show compiles, parses, and names keys that exist. */
class SnippetsTest {

    @TempDir
    Path folder;

    static Stream<Snippet> java() {
        return of("java").filter(snippet -> !snippet.note().matches("(?s)(?:not compiled|file): .*"));
    }

    static Stream<Snippet> properties() {
        return of("properties");
    }

    static Stream<Snippet> xml() {
        return of("xml");
    }

    private static Stream<Snippet> of(String language) {
        return Page.all().stream()
                .flatMap(page -> page.snippets().stream())
                .filter(snippet -> snippet.language().equals(language));
    }

    @ParameterizedTest
    @MethodSource("java")
    void java_compiles(Snippet snippet) throws IOException {
        assertThat(Compiler.problems(folder, snippet)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus", "payara", "open-liberty"})
    void java_of_a_tutorial_compiles_together(String name) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Snippet snippet :
                Page.read(Page.ROOT.resolve("docs/" + name + ".md")).snippets()) {
            if (snippet.note().matches("file: .*\\.java")) {
                Path file = folder.resolve(snippet.note().replaceAll(".*/", ""));
                files.add(Files.writeString(file, snippet.code()));
            }
        }
        assertThat(files).hasSizeGreaterThan(1);
        assertThat(Compiler.problems(folder, files)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void properties_name_keys_that_exist_and_values_that_are_allowed(Snippet snippet) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(snippet.code()));
        assertThat(properties).isNotEmpty();
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));

        List<String> problems = HoneyHiveConfig.read(new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(values, snippet.toString(), 100))
                        .build())
                .problems();

        // A snippet shows a part: a key, or what an expression names, is elsewhere.
        assertThat(problems)
                .filteredOn(problem -> !problem.contains("its expression names a property that does not exist")
                        && !problem.contains("is not usable: there is no classpath:")
                        && !problem.contains("has no key of its own")
                        && !problem.startsWith("There is no HoneyHive key"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("xml")
    void xml_is_well_formed(Snippet snippet) {
        String document =
                snippet.code().startsWith("<?xml") ? snippet.code() : "<snippet>" + snippet.code() + "</snippet>";
        assertThatCode(() -> DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(document))))
                .doesNotThrowAnyException();
    }
}
