/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {

    @TempDir
    Path directory;

    /** The contract's vector, computed by HoneyHive's own formula in Python. */
    @Test
    void ids_are_honeyhives() {
        Dataset dataset = read("a.jsonl", "{\"inputs\": {\"query\": \"test\"}}");

        assertThat(dataset.id()).isEqualTo("EXT-6000ae9fa3f6ca4f");
        assertThat(dataset.datapoints()).extracting(Datapoint::id).containsExactly("EXT-9842cacb60f7c166");
    }

    /** The contract's second vector: keys out of order, non-ASCII, null, a float. */
    @Test
    void ids_are_honeyhives_for_any_json() {
        Dataset dataset = read("a.jsonl", """
                {"inputs":{"b":1,"a":"é"},"ground_truth":{"z":1.5,"x":true,"y":null}}

                {"inputs":{}}
                """);

        assertThat(dataset.id()).isEqualTo("EXT-20ca5f24f54b118f");
        assertThat(dataset.datapoints())
                .extracting(Datapoint::id)
                .containsExactly("EXT-0e78d32d7cec6469", "EXT-3048f55c9cb3ef1c");
    }

    /** Python 3.11: json.dumps(json.loads(row), sort_keys=True) of this row, hashed by the contract's formula. */
    @Test
    void numbers_and_texts_are_written_as_python_writes_them() {
        Dataset dataset = read(
                "a.jsonl",
                "{\"inputs\":{\"z\":1e16,\"a\":1e-5,\"b\":123456789.125,\"c\":0.1,\"d\":1e22,\"e\":5e-324,\"f\":2e-3,"
                        + "\"g\":12345678901234567890,\"h\":-0.5,\"i\":1.0,\"j\":9007199254740993.0,"
                        + "\"k\":2.2250738585072014e-308,\"l\":1.7976931348623157e308,"
                        + "\"m\":\"\\u007f\\n\\t\\\"\\\\/\",\"n\":\"\\ud83d\\ude00\",\"\\ud83d\\ude00\":1,\"\\uffee\":2}}");

        assertThat(dataset.id()).isEqualTo("EXT-4e09c660c38422f7");
        assertThat(dataset.datapoints().get(0).id()).isEqualTo("EXT-96f092133628366f");
    }

    @Test
    void an_id_of_ones_own_is_kept() {
        Dataset dataset = read("a.jsonl", "{\"id\":\"faq-1\",\"inputs\":{}}\n{\"id\":\"EXT-faq-2\",\"inputs\":{}}");

        assertThat(dataset.datapoints()).extracting(Datapoint::id).containsExactly("EXT-faq-1", "EXT-faq-2");
    }

    @Test
    void all_formats_say_the_same() throws IOException {
        Dataset jsonl = read(
                "faq.jsonl",
                "{\"inputs\":{\"question\":\"Open, on \\\"Monday\\\"?\"},\"ground_truth\":{\"expected\":\"Yes,\\nall day\"}}");
        Dataset csv = read(
                "faq.csv",
                "\uFEFFquestion,ground_truth.expected\r\n\"Open, on \"\"Monday\"\"?\",\"Yes,\nall day\"\r\n");
        Dataset yaml = read(
                "faq.yaml",
                "- inputs:\n    question: Open, on \"Monday\"?\n  ground_truth:\n    expected: \"Yes,\\nall day\"\n");

        assertThat(csv).isEqualTo(jsonl);
        assertThat(yaml).isEqualTo(jsonl);
        assertThat(jsonl.name()).isEqualTo("faq");
        assertThat(jsonl.datapoints().get(0).sample().build().expected()).containsExactly("Yes,\nall day");
        assertThat(jsonl.datapoints().get(0).sample().build().question()).isEqualTo("Open, on \"Monday\"?");
    }

    @Test
    void yaml_numbers_get_the_ids_of_json_numbers() {
        Dataset jsonl = read(
                "a.jsonl", "{\"inputs\":{\"i\":3,\"d\":0.25,\"b\":true,\"n\":null,\"big\":123456789012345678901}}");
        Dataset yaml = read("a.yml", "- inputs: {i: 3, d: 0.25, b: true, n: null, big: 123456789012345678901}\n");

        assertThat(yaml.id()).isEqualTo(jsonl.id());
    }

    @Test
    void a_sample_knows_contexts_expected_answers_and_relevance() {
        Datapoint datapoint = read(
                        "a.jsonl",
                        "{\"inputs\":{\"query\":\"q\",\"contexts\":[\"one\",\"two\"],\"tier\":3},"
                                + "\"ground_truth\":{\"answer\":[\"yes\",\"yes!\"],\"relevance\":{\"d1\":2}}}")
                .datapoints()
                .get(0);

        assertThat(datapoint.sample().build()).satisfies(sample -> {
            assertThat(sample.question()).isEqualTo("q");
            assertThat(sample.contexts()).containsExactly("one", "two");
            assertThat(sample.expected()).containsExactly("yes", "yes!");
            assertThat(sample.relevance()).containsExactly(Map.entry("d1", 2));
            assertThat(sample.inputs()).containsKey("tier");
        });
        assertThat(datapoint.input("tier")).isEqualTo("3");
        assertThatThrownBy(() -> datapoint.input("teir"))
                .hasMessageContaining("teir")
                .hasMessageContaining("tier");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.jsonl | {'inputs':{}}~{'inputs':{} | line 2",
                "a.jsonl | {'inputs':{}}~[1] | line 2: a row must be an object",
                "a.jsonl | {'input':{}} | line 1: 'inputs' must be an object; the row has [input]",
                "a.jsonl | {'id':'x','inputs':{}}~~{'id':'x','inputs':{}} | line 3: its id is that of line 1",
                "a.jsonl | ~ | has no rows",
                "a.csv | q,expected~a,b~c | line 3: 1 fields, but the header has 2; column 'expected' is missing",
                "a.csv | q,b~'a~x',b~c,d,e | line 4: 3 fields, but the header has 2; a comma inside",
                "a.csv | q~a 'b' | line 2: field 1 has a quote inside and none around it",
                "a.csv | q~'a'b | line 2: after a closing quote",
                "a.csv | q~~'a~b | line 3: the quote that opens field 1 is never closed",
                "a.csv | q,inputs.q~a,b | column 'inputs.q' is there twice",
                "a.csv | q,~a,b | line 1: column 2 has no name",
                "a.csv | ground_truth,ground_truth.x~a,b | exclude each other",
                "a.yaml | - inputs: {a: 1}~- inputs: [1] | line 2: 'inputs' must be an object",
                "a.yaml | - inputs: {a: 1}~- b: 'x | line",
                "a.yaml | inputs: {} | line 1: must be a list of rows",
                "a.yaml | - inputs: {a: 1, a: 2} | line 1",
                "a.json | {} | must end in .jsonl, .csv, .yaml or .yml"
            })
    void an_error_names_file_and_place(String file, String content, String message) {
        assertThatThrownBy(() -> read(file, content.replace('~', '\n').replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file)
                .hasMessageContaining(message.strip());
    }

    @Test
    void an_error_never_quotes_the_content() {
        for (String file : List.of("a.jsonl", "a.csv", "a.yaml")) {
            assertThatThrownBy(() -> read(file, "inputs,\"x\"secret-4711\n - {secret-4711: ["))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(error -> assertThat(error.toString()).doesNotContain("4711"));
        }
    }

    @Test
    void bytes_that_are_no_utf8_are_refused_with_their_line() throws IOException {
        Path file = directory.resolve("latin.csv");
        Files.write(file, "q\nfine\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Dataset.read(file)).hasMessageContaining("latin.csv, line 3: not UTF-8");
    }

    @Test
    void missing_files_and_resources_are_named() {
        assertThatThrownBy(() -> Dataset.read(directory.resolve("none.csv"))).hasMessageContaining("none.csv");
        assertThatThrownBy(() -> Dataset.resource("none.csv", getClass().getClassLoader()))
                .hasMessageContaining("none.csv is not on the class path");
    }

    @Test
    void yaml_that_grows_without_end_is_refused() {
        StringBuilder bomb = new StringBuilder("- &a0 {inputs: {x: y}}\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("- &a").append(i).append(" {inputs: {");
            List<String> aliases = new ArrayList<>();
            for (int j = 0; j < 9; j++) {
                aliases.add("k" + j + ": *a" + (i - 1));
            }
            bomb.append(String.join(", ", aliases)).append("}}\n");
        }

        assertThatThrownBy(() -> read("bomb.yaml", bomb.toString())).isInstanceOf(IllegalArgumentException.class);
    }

    private Dataset read(String name, String content) {
        Path file = directory.resolve(name);
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Dataset.read(file);
    }
}
