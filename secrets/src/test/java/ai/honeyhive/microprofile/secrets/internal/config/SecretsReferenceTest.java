/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference says what the code does. {@code -Dreference.write} writes it instead. */
class SecretsReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "secrets.md");
    private static final Path SOURCES = Path.of("src", "main", "java");

    @Test
    void reference_lists_every_key() throws IOException {
        String reference = Files.readString(REFERENCE);
        String expected = reference;
        for (Map.Entry<String, List<SecretKey>> part : Map.of(
                        "global", SecretKeys.GLOBAL,
                        "stores", SecretKeys.STORES,
                        "file", SecretKeys.FILE,
                        "vault", SecretKeys.VAULT,
                        "k8s", SecretKeys.KUBERNETES,
                        "aws", SecretKeys.AWS)
                .entrySet()) {
            expected = Pattern.compile(
                            "(<!-- " + part.getKey() + ":[^>]*-->\n).*?(<!-- /" + part.getKey() + " -->)",
                            Pattern.DOTALL)
                    .matcher(expected)
                    .replaceFirst(match ->
                            match.group(1) + Matcher.quoteReplacement(table(part.getValue())) + match.group(2));
        }
        if (System.getProperty("reference.write") != null) {
            Files.writeString(REFERENCE, expected);
        } else {
            assertThat(reference).isEqualTo(expected);
        }
    }

    @Test
    void every_setting_that_the_code_reads_is_a_key() throws IOException {
        Pattern read = Pattern.compile("context\\.(?:setting|require|duration|property)\\(\"([a-z-]+)\"");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(read.matcher(Files.readString(file)).results().map(match -> match.group(1)))
                        .as(file.toString())
                        .allMatch(setting ->
                                SecretKeys.all().anyMatch(key -> key.setting().equals(setting)));
            }
        }
    }

    private static String table(List<SecretKey> keys) {
        StringBuilder table = new StringBuilder("| Key | Type | Default | Meaning |\n|---|---|---|---|\n");
        for (SecretKey key : keys) {
            table.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            key.name(),
                            key.type(),
                            key.defaultText().isEmpty() ? "none" : key.defaultText(),
                            key.meaning()));
        }
        return table.toString();
    }
}
