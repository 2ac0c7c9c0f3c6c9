/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {

    private static final String UNESCAPED = "{\"text\":\"two\nlines and a \\u0022\"}";

    @Test
    void strings_withAndWithoutEscapes() throws JsonException {
        assertThat(Json.read("[\"\",\"plain\",\"a\\tb\",\"\\\\\",\"\\ud83d\\ude00\"]"))
                .isEqualTo(List.of("", "plain", "a\tb", "\\", "\uD83D\uDE00"));
    }

    @Test
    void controlCharactersInStrings_areForForeignTextOnly() {
        assertThat(Json.readForeign(UNESCAPED)).isEqualTo(Map.of("text", "two\nlines and a \""));
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.read(UNESCAPED))
                .withMessage("a control character in a string must be escaped at character 13");
    }

    @Test
    void foreignText_thatIsNoJsonOrTooMuchOfIt_isNothing() throws JsonException {
        String most = "[" + "1,".repeat(19_998) + "1]";
        String more = "[" + "1,".repeat(19_999) + "1]";

        assertThat((List<?>) Json.readForeign(most)).hasSize(19_999);
        assertThat(Json.readForeign(more)).isNull();
        assertThat((List<?>) Json.read(more)).hasSize(20_000);
        assertThat(Json.readForeign("[\"cut at a len")).isNull();
        assertThat(Json.readForeign("[".repeat(100_000))).isNull();
    }

    @Test
    void structure_isAnArrayOrAnObject() {
        assertThat(Json.readForeignStructure(" [1] ")).isEqualTo(List.of(BigDecimal.ONE));
        assertThat(Json.readForeignStructure("{}")).isEqualTo(Map.of());
        assertThat(Json.readForeignStructure("1")).isNull();
        assertThat(Json.readForeignStructure("[1] and more")).isNull();
    }
}
