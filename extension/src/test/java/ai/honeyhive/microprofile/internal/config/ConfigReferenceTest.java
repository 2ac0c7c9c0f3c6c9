/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The reference and the IDE metadata say what the code does. {@code -Dreference.write} writes them instead. */
class ConfigReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");
    private static final Path METADATA =
            Path.of("src", "main", "resources", "META-INF", "spring-configuration-metadata.json");

    @Test
    void reference_lists_every_key_and_variable() throws IOException {
        String reference = Files.readString(REFERENCE);
        String expected = reference;
        for (Map.Entry<String, String> part : parts().entrySet()) {
            expected = Pattern.compile(
                            "(<!-- " + part.getKey() + ":[^>]*-->\n).*?(<!-- /" + part.getKey() + " -->)",
                            Pattern.DOTALL)
                    .matcher(expected)
                    .replaceFirst(match -> match.group(1) + Matcher.quoteReplacement(part.getValue()) + match.group(2));
        }
        checkOrWrite(REFERENCE, reference, expected);
    }

    @Test
    void metadata_for_ides_lists_every_key() throws IOException {
        String properties = Stream.of(
                        ConfigKeys.ALL,
                        SamplingKeys.OF_CLASSES,
                        SamplingKeys.OF_RULES,
                        EvaluationKeys.OF_PIPELINES,
                        EvaluationKeys.OF_RULES,
                        AuditKeys.ALL)
                .flatMap(List::stream)
                .map(ConfigReferenceTest::property)
                .collect(Collectors.joining(",\n"));
        String expected = "{\n  \"properties\": [\n" + properties + "\n  ]\n}\n";
        checkOrWrite(METADATA, Files.exists(METADATA) ? Files.readString(METADATA) : "", expected);
    }

    @Test
    void annotations_that_the_language_server_searches_agree_with_the_keys() throws IllegalAccessException {
        List<ConfigKey<?>> annotated = new ArrayList<>();
        for (Field field : ConfigKeys.class.getDeclaredFields()) {
            ConfigProperty annotation = field.getAnnotation(ConfigProperty.class);
            if (annotation != null && Modifier.isStatic(field.getModifiers())) {
                ConfigKey<?> key = (ConfigKey<?>) field.get(null);
                assertThat(annotation.name()).isEqualTo(key.fullName());
                assertThat(annotation.defaultValue())
                        .isEqualTo(key.defaultText().isEmpty() ? ConfigProperty.UNCONFIGURED_VALUE : key.defaultText());
                annotated.add(key);
            }
        }
        assertThat(annotated).containsExactlyInAnyOrderElementsOf(ConfigKeys.ALL);
    }

    private static void checkOrWrite(Path file, String actual, String expected) throws IOException {
        if (System.getProperty("reference.write") != null) {
            Files.writeString(file, expected);
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static Map<String, String> parts() {
        return Map.of(
                "keys",
                keys(),
                "pipelines",
                named(EvaluationKeys.OF_PIPELINES),
                "rules",
                named(EvaluationKeys.OF_RULES),
                "sampling",
                named(Stream.of(SamplingKeys.OF_CLASSES, SamplingKeys.OF_RULES)
                        .flatMap(List::stream)
                        .toList()),
                "members",
                members(),
                "variables",
                variables(),
                "not-honoured",
                notHonoured());
    }

    private static String keys() {
        StringBuilder table = new StringBuilder(
                "| Key | Type | Default | Meaning | Allowed | For a named tracer |\n|---|---|---|---|---|---|\n");
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            boolean obvious = Set.of("text", "boolean").contains(key.type().label());
            table.append("| `%s` | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            key.fullName(),
                            key.type().label(),
                            key.defaultText().isEmpty() ? "none" : '`' + key.defaultText() + '`',
                            key.meaning(),
                            obvious ? "" : key.type().allowed(),
                            key.scope().label()));
        }
        return table.toString();
    }

    private static String named(List<ConfigKey<?>> keys) {
        return keys.stream()
                .map(key -> "| `%s` | %s | %s | %s | %s |\n"
                        .formatted(
                                key.fullName(),
                                key.type().label(),
                                key.defaultText().isEmpty() ? "none" : '`' + key.defaultText() + '`',
                                key.meaning(),
                                key.type().label().equals("text")
                                        ? ""
                                        : key.type().allowed()))
                .collect(Collectors.joining(
                        "", "| Key | Type | Default | Meaning | Allowed |\n|---|---|---|---|---|\n", ""));
    }

    private static String members() {
        return KeyNames.TRACED_MEMBERS.entrySet().stream()
                .map(member ->
                        "| `" + member.getKey() + "` | " + member.getValue().allowed() + " |\n")
                .collect(Collectors.joining("", "| Member | Allowed |\n|---|---|\n", ""));
    }

    private static String variables() {
        StringBuilder table = new StringBuilder("| Variable, strongest first | Stands for | Remark |\n|---|---|---|\n");
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            for (Variable variable : Variable.of(key)) {
                String instead = variable.preferred() == null ? "" : "; use `" + variable.preferred() + "`";
                table.append("| `%s` | `%s` | %s |\n"
                        .formatted(variable.name(), key.fullName(), variable.remark() + instead));
            }
        }
        return table.toString();
    }

    private static String notHonoured() {
        return Variable.notHonoured().stream()
                .map(variable -> "| `" + variable.name() + "` | " + variable.remark() + " |\n")
                .collect(Collectors.joining("", "| Variable | Instead |\n|---|---|\n", ""));
    }

    private static String property(ConfigKey<?> key) {
        String defaultValue = key.defaultText().isEmpty() ? "" : ",\n  \"defaultValue\": \"" + key.defaultText() + '"';
        return """
                    {
                      "name": "%s",
                      "type": "%s",
                      "description": "%s"%s
                    }""".formatted(
                        key.fullName().replaceAll("<[a-z]+>", "{*}"),
                        key.type().javaType().getName(),
                        key.meaning(),
                        defaultValue)
                .indent(4)
                .stripTrailing();
    }
}
