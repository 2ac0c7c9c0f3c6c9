/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LexicalSupportTest {

    private static final List<Passage> PASSAGES =
            List.of(new Passage("Zoo", "Giraffes", "A giraffe eats acacia leaves.", 1));

    @Test
    void words_of_the_passages_support_an_answer_fully() {
        assertThat(LexicalSupport.of("Giraffes eats the leaves of an acacia. [Zoo]", PASSAGES))
                .isEqualTo(1);
    }

    @Test
    void words_from_nowhere_count_against_the_answer() {
        assertThat(LexicalSupport.of("A giraffe drinks lemonade twice", PASSAGES))
                .isEqualTo(0.25);
    }

    @Test
    void answer_without_a_telling_word_has_no_support() {
        assertThat(LexicalSupport.of("It is.", PASSAGES)).isZero();
    }
}
