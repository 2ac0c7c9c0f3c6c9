/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hundreds of pairs, as sacrebleu 2.6.0 and rouge_scorer.py score them; see reference/README.md. */
class RecordedValuesTest {

    private static final double EXACT = 1e-9;

    @Test
    void bleu_is_sacrebleus_to_the_last_digit() {
        Bleu.Counts corpus = new Bleu.Counts(List.of(0, 0, 0, 0), List.of(0, 0, 0, 0), 0, 0);
        for (Map<String, Object> row : Reference.rows("sacrebleu.jsonl")) {
            Bleu.Counts counts = Bleu.count((String) row.get("output"), Reference.texts(row.get("expected")));
            assertThat(counts.correct())
                    .as("%s", row)
                    .hasToString(row.get("counts").toString());
            assertThat(counts.total())
                    .as("%s", row)
                    .hasToString(row.get("totals").toString());
            assertThat(counts.length()).isEqualTo((int) Reference.number(row.get("sysLen")));
            assertThat(counts.expectedLength()).isEqualTo((int) Reference.number(row.get("refLen")));
            assertThat(counts.score(true)).as("%s", row).isCloseTo(Reference.number(row.get("bleu")), within(EXACT));
            corpus = corpus.plus(counts);
        }
        assertThat(corpus.score(false)).isCloseTo(60.784946000760364, within(EXACT));
    }

    @Test
    void chrf_is_sacrebleus_to_the_last_digit() {
        for (Map<String, Object> row : Reference.rows("sacrebleu.jsonl")) {
            String output = (String) row.get("output");
            List<String> expected = Reference.texts(row.get("expected"));
            assertThat(ChrF.score(output, expected, 2))
                    .as("%s", row)
                    .isCloseTo(Reference.number(row.get("chrf")), within(EXACT));
            assertThat(ChrF.plusPlus(output, expected, 2))
                    .as("%s", row)
                    .isCloseTo(Reference.number(row.get("chrfpp")), within(EXACT));
        }
    }

    @Test
    void rouge_is_rouge_scorers_to_the_last_digit() {
        for (Map<String, Object> row : Reference.rows("rouge.jsonl")) {
            String expected = (String) row.get("expected");
            String output = (String) row.get("output");
            assertScore(Rouge.n(1, expected, output), row.get("rouge1"));
            assertScore(Rouge.n(2, expected, output), row.get("rouge2"));
            assertScore(Rouge.l(expected, output), row.get("rougeL"));
            assertScore(Rouge.lSum(expected, output), row.get("rougeLsum"));
        }
    }

    private static void assertScore(Score score, Object recorded) {
        List<Double> numbers = new ArrayList<>();
        ((List<?>) recorded).forEach(number -> numbers.add(Reference.number(number)));
        assertThat(score.precision()).isCloseTo(numbers.get(0), within(EXACT));
        assertThat(score.recall()).isCloseTo(numbers.get(1), within(EXACT));
        assertThat(score.f1()).isCloseTo(numbers.get(2), within(EXACT));
    }
}
