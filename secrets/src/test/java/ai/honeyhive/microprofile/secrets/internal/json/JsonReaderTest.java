/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader, judged by Eclipse Parsson. */
class JsonReaderTest {

    private static final Path RECORDED = Path.of("src", "test", "resources", "vault-recorded-exchanges.jsonl");

    @Test
    void recorded_answers_are_read_as_parsson_reads_them() throws Exception {
        for (String line : Files.readAllLines(RECORDED)) {
            assertThat(same(JsonReader.read(line), parsson(line))).isTrue();
        }
    }

    @Test
    void mutated_answers_are_refused_whenever_parsson_refuses_them() throws Exception {
        List<String> lines = Files.readAllLines(RECORDED);
        Random random = new Random(4711);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(lines.get(random.nextInt(lines.size())));
            for (int j = 0; j <= random.nextInt(3); j++) {
                text.setCharAt(
                        random.nextInt(text.length()), "{}[]\",:\\u0e-.+ tfn\t\u0001x".charAt(random.nextInt(21)));
            }
            Object ours;
            try {
                ours = JsonReader.read(text.toString());
            } catch (JsonException e) {
                continue;
            }
            try {
                assertThat(same(ours, parsson(text.toString())))
                        .as(text.toString())
                        .isTrue();
                accepted++;
            } catch (NumberFormatException e) {
                // A number that is written well, and too large for Parsson.
                assertThat(text.toString()).containsIgnoringCase("e");
            }
        }
        assertThat(accepted).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "{]",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "/**/{}",
                "{\"a\":1/**/}"
            })
    void malformed_text_is_refused(String text) {
        assertThatThrownBy(() -> JsonReader.readObject(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void deep_nesting_is_refused_before_the_stack_ends() {
        assertThatThrownBy(() -> JsonReader.readObject("{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("too deep");
    }

    @Test
    void invalid_utf8_is_refused() {
        byte[] bytes = "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        bytes[6] = (byte) 0xC0;
        assertThatThrownBy(() -> JsonReader.readObject(bytes)).isInstanceOf(JsonException.class);
    }

    @Test
    void refusal_shows_nothing_of_the_text() {
        assertThatThrownBy(() -> JsonReader.readObject("{\"password\":\"canary\" canary}"))
                .hasMessageNotContaining("canary");
    }

    @Test
    void written_text_is_read_back_by_parsson() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x250; c++) {
            all.append(c);
        }
        String json = JsonWriter.object(Map.of("value", all + "😀"));
        assertThat(Json.createReader(new StringReader(json)).readObject().getString("value"))
                .isEqualTo(all + "😀");
    }

    private static JsonValue parsson(String text) {
        return Json.createReader(new StringReader(text)).readValue();
    }

    private static boolean same(Object ours, JsonValue theirs) {
        if (ours instanceof JsonObject object) {
            jakarta.json.JsonObject other = theirs.asJsonObject();
            return object.names().equals(other.keySet())
                    && object.names().stream().allMatch(name -> same(object.get(name), other.get(name)));
        }
        if (ours instanceof List<?> list) {
            JsonArray other = theirs.asJsonArray();
            boolean same = list.size() == other.size();
            for (int i = 0; same && i < list.size(); i++) {
                same = same(list.get(i), other.get(i));
            }
            return same;
        }
        if (ours instanceof String text) {
            return text.equals(((JsonString) theirs).getString());
        }
        if (ours instanceof JsonNumber number) {
            return new java.math.BigDecimal(number.text())
                            .compareTo(((jakarta.json.JsonNumber) theirs).bigDecimalValue())
                    == 0;
        }
        return ours == null ? theirs == JsonValue.NULL : (Boolean) ours == (theirs == JsonValue.TRUE);
    }
}
