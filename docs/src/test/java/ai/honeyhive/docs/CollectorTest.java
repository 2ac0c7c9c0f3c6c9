/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The configurations of OpenTelemetry Collectors in the pages, as far as that can be told without a collector: each part that a
 * pipeline names is there and used, each field exists and has a value of its type, and each policy of the tail sampling has the
 * section of its type. Fields and types are those of {@code config.schema.yaml} in {@code processor/tailsamplingprocessor} and
 * {@code exporter/loadbalancingexporter} of opentelemetry-collector-contrib, and in {@code receiver/otlpreceiver}, {@code
 * exporter/otlphttpexporter}, {@code config/confighttp}, {@code config/configgrpc}, {@code config/confignet} and {@code
 * config/configtls} of opentelemetry-collector (commit 934999f of August 2026).
 */
class CollectorTest {

    private static final Predicate<Object> TEXT = String.class::isInstance;
    private static final Predicate<Object> INTEGER = Integer.class::isInstance;
    private static final Predicate<Object> NUMBER = Number.class::isInstance;
    private static final Predicate<Object> BOOLEAN = Boolean.class::isInstance;
    private static final Predicate<Object> STATUS = Set.of("OK", "ERROR", "UNSET")::contains;

    private static final Map<String, Predicate<Object>> FIELDS = Map.ofEntries(
            Map.entry("receivers.otlp.protocols.http.endpoint", TEXT),
            Map.entry("receivers.otlp.protocols.http.traces_url_path", TEXT),
            Map.entry("receivers.otlp.protocols.grpc.endpoint", TEXT),
            Map.entry("processors.tail_sampling.decision_wait", CollectorTest::isDuration),
            Map.entry("processors.tail_sampling.num_traces", INTEGER),
            Map.entry("processors.tail_sampling.policies.name", TEXT),
            Map.entry("processors.tail_sampling.policies.type", TEXT),
            Map.entry("processors.tail_sampling.policies.status_code.status_codes", STATUS),
            Map.entry("processors.tail_sampling.policies.numeric_attribute.key", TEXT),
            Map.entry("processors.tail_sampling.policies.numeric_attribute.min_value", INTEGER),
            Map.entry("processors.tail_sampling.policies.numeric_attribute.max_value", INTEGER),
            Map.entry("processors.tail_sampling.policies.latency.threshold_ms", INTEGER),
            Map.entry("processors.tail_sampling.policies.string_attribute.key", TEXT),
            Map.entry("processors.tail_sampling.policies.string_attribute.values", TEXT),
            Map.entry("processors.tail_sampling.policies.probabilistic.sampling_percentage", NUMBER),
            Map.entry("exporters.loadbalancing.routing_key", TEXT),
            Map.entry("exporters.loadbalancing.protocol.otlp.tls.insecure", BOOLEAN),
            Map.entry("exporters.loadbalancing.resolver.dns.hostname", TEXT),
            Map.entry("exporters.loadbalancing.resolver.dns.port", TEXT),
            Map.entry("exporters.otlphttp.traces_endpoint", TEXT),
            Map.entry("exporters.otlphttp.headers.Authorization", TEXT));

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
        Map<String, Object> configuration = parse(snippet.code());

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

    @ParameterizedTest
    @MethodSource("configurations")
    void fields_exist_and_have_values_of_their_type(Page.Snippet snippet) {
        assertThat(problems(snippet.code())).isEmpty();
    }

    @Test
    void policies_have_the_section_of_their_type() {
        List<Map<String, Object>> policies = configurations()
                .map(snippet -> parse(snippet.code()))
                .map(configuration -> map(map(configuration.get("processors")).get("tail_sampling")))
                .flatMap(sampling -> list(sampling.getOrDefault("policies", List.of())).stream())
                .map(CollectorTest::map)
                .toList();

        assertThat(policies).extracting(policy -> policy.get("name")).hasSize(5).doesNotHaveDuplicates();
        assertThat(policies)
                .allSatisfy(policy -> assertThat(policy.keySet())
                        .containsExactlyInAnyOrder("name", "type", (String) policy.get("type")));
    }

    @ParameterizedTest
    @CsvSource({
        "num_traces:, num_trace:, processors.tail_sampling.num_trace",
        "decision_wait: 60s, decision_wait: 60, processors.tail_sampling.decision_wait",
        "threshold_ms: 2000, threshold_ms: 2s, processors.tail_sampling.policies.latency.threshold_ms",
        "[ERROR], [FAILED], processors.tail_sampling.policies.status_code.status_codes",
        "port: \"4317\", port: 4317, exporters.loadbalancing.resolver.dns.port"
    })
    void mistake_is_found(String right, String wrong, String place) {
        String configuration = configurations()
                .map(Page.Snippet::code)
                .filter(code -> code.contains(right))
                .findFirst()
                .orElseThrow();

        assertThat(problems(configuration.replace(right, wrong))).containsExactly(place);
    }

    /** The places with a field that does not exist, or a value that is none of its type. */
    private static List<String> problems(String configuration) {
        Map<String, Object> parts = new LinkedHashMap<>(parse(configuration));
        parts.remove("service");
        List<String> problems = new ArrayList<>();
        check("", parts, problems);
        return problems;
    }

    private static void check(String place, Object value, List<String> problems) {
        if (value instanceof Map) {
            // What stands behind the slash tells two of a kind apart.
            map(value)
                    .forEach((name, inner) ->
                            check((place.isEmpty() ? "" : place + '.') + name.replaceAll("/.*", ""), inner, problems));
        } else if (value instanceof List<?> several) {
            several.forEach(each -> check(place, each, problems));
        } else if (!FIELDS.getOrDefault(place, any -> false).test(value)) {
            problems.add(place);
        }
    }

    private static boolean isDuration(Object value) {
        return value instanceof String text && text.matches("\\d+(ms|s|m|h)");
    }

    private static Map<String, Object> parse(String configuration) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return map(new Yaml(new SafeConstructor(strict)).load(configuration));
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
