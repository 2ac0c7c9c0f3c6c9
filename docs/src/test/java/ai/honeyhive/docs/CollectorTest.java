/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The configurations of OpenTelemetry Collectors in the pages, as far as that can be told without a collector: each part that a
 * pipeline names is there and used, and each policy of the tail sampling has the fields of its type. These are the
 * {@code mapstructure} names in {@code processor/tailsamplingprocessor/config.go} of opentelemetry-collector-contrib.
 */
class CollectorTest {

    private static final Map<String, Set<String>> POLICIES = Map.of(
            "status_code", Set.of("status_codes"),
            "numeric_attribute", Set.of("key", "min_value", "max_value"),
            "latency", Set.of("threshold_ms"),
            "string_attribute", Set.of("key", "values", "enabled_regex_matching", "cache_max_size", "invert_match"),
            "probabilistic", Set.of("hash_salt", "sampling_percentage"));

    static Stream<Page.Snippet> configurations() {
        return Page.all().stream()
                .flatMap(page -> page.snippets().stream())
                .filter(snippet ->
                        snippet.language().equals("yaml") && snippet.code().contains("\nreceivers:"));
    }

    @Test
    void both_layers_are_in_the_page_on_sampling() {
        assertThat(configurations()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void pipelines_name_all_parts_that_are_there_and_no_others(Page.Snippet snippet) {
        Map<String, Object> configuration = parse(snippet);

        assertThat(configuration.keySet()).isSubsetOf("receivers", "processors", "exporters", "service");
        for (String sort : List.of("receivers", "processors", "exporters")) {
            Set<Object> used = new TreeSet<>();
            map(map(configuration.get("service")).get("pipelines"))
                    .values()
                    .forEach(pipeline -> used.addAll(list(map(pipeline).getOrDefault(sort, List.of()))));
            assertThat(used)
                    .as(sort)
                    .isEqualTo(new TreeSet<>(map(configuration.get(sort)).keySet()));
        }
    }

    @Test
    void policies_have_the_fields_of_their_type() {
        List<Map<String, Object>> policies = configurations()
                .map(CollectorTest::parse)
                .map(configuration -> map(map(configuration.get("processors")).get("tail_sampling")))
                .flatMap(sampling -> list(sampling.getOrDefault("policies", List.of())).stream())
                .map(CollectorTest::map)
                .toList();

        assertThat(policies).extracting(policy -> policy.get("name")).hasSize(5).doesNotHaveDuplicates();
        assertThat(policies).allSatisfy(policy -> {
            String type = (String) policy.get("type");
            assertThat(POLICIES).containsKey(type);
            assertThat(policy.keySet()).containsExactlyInAnyOrder("name", "type", type);
            assertThat(map(policy.get(type)).keySet()).isNotEmpty().isSubsetOf(POLICIES.get(type));
        });
    }

    private static Map<String, Object> parse(Page.Snippet snippet) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return map(new Yaml(new SafeConstructor(strict)).load(snippet.code()));
    }

    @SuppressWarnings("unchecked") // What YAML has with a colon.
    private static Map<String, Object> map(Object node) {
        return node == null ? Map.of() : (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked") // What YAML has with dashes.
    private static List<Object> list(Object node) {
        return (List<Object>) node;
    }
}
