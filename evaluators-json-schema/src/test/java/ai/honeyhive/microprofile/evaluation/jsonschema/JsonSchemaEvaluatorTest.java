/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.evaluation.Category;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaEvaluatorTest {

    private static final String ORDER = """
            {"type": "object", "required": ["item", "count"], "additionalProperties": false,
             "properties": {"item": {"type": "string"}, "count": {"type": "integer", "minimum": 1},
                            "day": {"type": "string", "format": "date"}}}""";

    private static Evaluator create(Map<String, String> settings) {
        return Evaluators.builtIn()
                .withServices(JsonSchemaEvaluatorTest.class.getClassLoader())
                .create("json-schema", settings);
    }

    private static Evaluation judge(Map<String, String> settings, String output) {
        return create(settings)
                .evaluate(Sample.builder().output(output).build())
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'item': 'tea', 'count': 2}                       | PASS |",
                "{'item': 'tea', 'count': 2, 'day': '2026-02-28'}  | PASS |",
                "{'item': 'tea', 'count': 2, 'day': '2026-02-30'}  | FAIL | /day",
                "{'item': 'tea', 'count': 0}                       | FAIL | /count",
                "{'item': 'tea'}                                   | FAIL | count",
                "{'item': 'tea', 'count': 1, 'note': 'hot'}        | FAIL | note",
                "{'item': 'tea', 'count': 1, 'count': 2}           | FAIL | no JSON: line 1",
                "{'item': 'tea', 'count': 1} Enjoy!                | FAIL | no JSON: line 1",
                "Here you are.                                     | FAIL | no JSON: line 1"
            },
            quoteCharacter = '`')
    void output_is_held_against_the_schema_and_the_place_named(String output, Status status, String explanation) {
        Evaluation evaluation = judge(Map.of("schema", ORDER), output.replace('\'', '"'));

        assertThat(evaluation.status()).isEqualTo(status);
        if (explanation != null) {
            assertThat(evaluation.explanation()).contains(explanation).doesNotContain("Here");
        }
    }

    /** The explanation names places and what the schema wants; what the output says may be somebody's secret. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type': 'integer'}",
                "{'const': 'tea'}",
                "{'enum': ['tea', 'water']}",
                "{'pattern': '^[0-9]+$'}",
                "{'format': 'date'}",
                "{'format': 'email'}",
                "{'format': 'ipv4'}",
                "{'format': 'uuid'}",
                "{'maxLength': 3}",
                "{'minLength': 300}",
                "{'not': {'type': 'string'}}",
                "{'anyOf': [{'type': 'integer'}, {'const': 'tea'}]}",
                "{'oneOf': [{'type': 'string'}, {'minLength': 1}]}",
                "{'allOf': [{'type': 'integer'}, {'const': 'tea'}]}",
                "{'if': {'type': 'string'}, 'then': {'const': 'tea'}}"
            },
            quoteCharacter = '`')
    void no_value_of_the_output_is_in_the_explanation(String keyword) {
        String canary = "hhCanary77a0";
        String keywords = keyword.replace('\'', '"');

        assertThat(judge(Map.of("schema", keywords), '"' + canary + '"'))
                .satisfies(alone -> assertThat(alone.status()).isEqualTo(Status.FAIL))
                .satisfies(alone -> assertThat(alone.toString()).doesNotContain(canary));
        for (String list : List.of(
                "{\"items\": " + keywords + "}",
                "{\"type\": \"array\", \"maxItems\": 1, \"uniqueItems\": true}",
                "{\"prefixItems\": [" + keywords + "], \"items\": false}",
                "{\"contains\": " + keywords + ", \"minContains\": 3}")) {
            assertThat(judge(Map.of("schema", list), "[\"" + canary + "\", \"" + canary + "\"]"))
                    .satisfies(inside -> assertThat(inside.status()).isEqualTo(Status.FAIL))
                    .satisfies(inside -> assertThat(inside.toString()).doesNotContain(canary));
        }
    }

    @Test
    void fences_are_stripped_where_they_are_allowed() {
        String fenced = "```json\n{\"item\": \"tea\", \"count\": 1}\n```";

        assertThat(judge(Map.of("schema", ORDER), fenced).status()).isEqualTo(Status.FAIL);
        assertThat(judge(Map.of("schema", ORDER, "allow-fence", "true"), fenced).status())
                .isEqualTo(Status.PASS);
    }

    @Test
    void a_schema_of_the_class_path_is_of_the_draft_that_it_names() {
        // Draft 7 has no prefixItems: there, the keyword says nothing.
        assertThat(judge(Map.of("resource", "pair-draft-7.json"), "[1, 2]").status())
                .isEqualTo(Status.PASS);
        assertThat(judge(Map.of("schema", "{\"prefixItems\": [{\"type\": \"string\"}]}"), "[1, 2]")
                        .status())
                .isEqualTo(Status.FAIL);
    }

    @Test
    void settings_that_make_no_sense_are_refused_when_it_is_made() {
        assertThatThrownBy(() -> create(Map.of()))
                .hasMessageContaining("'schema'")
                .hasMessageContaining("'resource'");
        assertThatThrownBy(() -> create(Map.of("schema", "{\"type\": ")))
                .hasMessageContaining("setting 'schema' of evaluator 'json-schema' is no JSON: line 1");
        assertThatThrownBy(() -> create(Map.of("schema", "{\"type\": \"text\"}")))
                .hasMessageContaining("is no JSON schema")
                .hasMessageContaining("type");
        assertThatThrownBy(() -> create(Map.of("resource", "none.json")))
                .hasMessageContaining("a resource of the application's class path, not 'none.json'");
        assertThatThrownBy(() -> create(Map.of("schem", ORDER, "schema", ORDER)))
                .hasMessageContaining("schem");
    }

    @Test
    void nothing_is_fetched_for_a_reference() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String elsewhere = "http://localhost:" + server.getAddress().getPort() + "/schema.json";

            assertThatThrownBy(() -> create(Map.of("schema", "{\"$ref\": \"" + elsewhere + "\"}")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be used");
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_schema_that_refers_to_itself_is_followed() {
        String tree = "{\"type\": \"object\", \"properties\": {\"child\": {\"$ref\": \"#\"}}}";

        assertThat(judge(Map.of("schema", tree), "{\"child\": {\"child\": {}}}").status())
                .isEqualTo(Status.PASS);
        assertThat(judge(Map.of("schema", tree), "{\"child\": {\"child\": 3}}").status())
                .isEqualTo(Status.FAIL);
    }

    @Test
    void the_page_has_its_row() throws IOException {
        Evaluator evaluator = create(Map.of("schema", ORDER));

        assertThat(evaluator.category()).isEqualTo(Category.TECHNICAL);
        assertThat(evaluator.needs()).containsExactly(Input.OUTPUT);
        assertThat(Files.readAllLines(Path.of("..", "docs", "evaluators.md")))
                .anyMatch(line -> line.startsWith("| `json-schema` | TECHNICAL | OUTPUT | "));
    }
}
