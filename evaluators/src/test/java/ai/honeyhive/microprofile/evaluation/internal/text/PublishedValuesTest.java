/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedValuesTest {

    static List<PublishedValues.Row> rows() {
        return PublishedValues.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void our_value_is_the_published_one(PublishedValues.Row row) {
        assertThat(row.ours()).isCloseTo(row.published(), within(row.tolerance()));
    }

    /** Flesch's and Kincaid's formulas stand on syllables, which textstat looks up and we estimate. */
    @Test
    void estimated_syllables_come_near_to_counted_ones() {
        var texts = Reference.object(Reference.text("textstat.json"));
        Readability text = Readability.of((String) texts.get("long"));
        assertThat(text.words()).isEqualTo(372);
        assertThat(text.sentences()).isEqualTo(17);
        assertThat(text.fleschReadingEase()).isCloseTo(59.771, within(8.0));
        assertThat(text.fleschKincaidGrade()).isCloseTo(10.359, within(1.2));
    }

    @Test
    void levenshtein_counts_the_classical_example() {
        assertThat(EditDistance.levenshtein("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.levenshtein("", "abc")).isEqualTo(3);
        assertThat(EditDistance.similarity("", "")).isEqualTo(1);
    }
}
