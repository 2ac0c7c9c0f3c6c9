/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page names tests as its evidence: they must be there. */
class ThreatModelTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT|Kit))`");

    @Test
    void every_test_that_the_threat_model_names_exists() throws Exception {
        Set<String> named = NAMED.matcher(Files.readString(Path.of("..", "docs", "threat-model.md")))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", "") + ".java")
                .collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(15);
        assertThat(sources()).containsAll(named);
    }

    private static Set<String> sources() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("..", "secrets", "src"));
                Stream<Path> more = Files.walk(Path.of("..", "extension", "src"));
                Stream<Path> calls = Files.walk(Path.of("..", "interceptors", "src"));
                Stream<Path> schema = Files.walk(Path.of("..", "evaluators-json-schema", "src"));
                Stream<Path> docs = Files.walk(Path.of("..", "docs", "src"));
                Stream<Path> audit = Files.walk(Path.of("..", "audit", "src"));
                Stream<Path> tck = Files.walk(Path.of("..", "tck-tests"))) {
            return Stream.of(files, more, calls, schema, docs, audit, tck)
                    .flatMap(found -> found)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }
}
