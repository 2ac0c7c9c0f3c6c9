/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.honeyhive.microprofile.evaluation.internal.judge.Agreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    /** 20 and 15 of 50 agree, 5 and 10 do not: the usual worked example of Cohen's kappa. */
    @Test
    void kappa_of_the_textbook_example() {
        assertThat(Agreement.kappa(20, 5, 10, 15)).isCloseTo(0.4, within(1e-12));
        assertThat(Agreement.kappa(5, 0, 0, 5)).isEqualTo(1);
        assertThat(Agreement.kappa(10, 0, 0, 0)).as("chance agrees as well").isZero();
    }

    /** The example in SciPy's documentation of spearmanr; the one with ties computed by SciPy 1.17.1. */
    @Test
    void spearman_is_scipys() {
        assertThat(Agreement.spearman(new double[] {1, 2, 3, 4, 5}, new double[] {5, 6, 7, 8, 7}))
                .isCloseTo(0.8207826816681233, within(1e-12));
        assertThat(Agreement.spearman(new double[] {1, 1, 2, 3, 3, 3}, new double[] {2, 1, 2, 5, 4, 4}))
                .isCloseTo(0.9057894597833127, within(1e-12));
        assertThat(Agreement.spearman(new double[] {1, 1}, new double[] {1, 2})).isZero();
    }

    private static List<Calibration.Row> rows(int size, double noise, long seed) {
        Random random = new Random(seed);
        List<Calibration.Row> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double truth = random.nextDouble();
            rows.add(new Calibration.Row(truth + noise * random.nextGaussian(), truth, truth >= 0.6));
        }
        return rows;
    }

    @Test
    void good_judge_gets_a_threshold_near_the_peoples() {
        Calibration calibration = Calibration.of(rows(300, 0.05, 1), 42);
        assertThat(calibration.threshold().orElseThrow()).isCloseTo(0.6, within(0.06));
        assertThat(calibration.kappa().low()).isGreaterThan(0.7);
        assertThat(calibration.accuracy().value()).isGreaterThan(0.9);
        assertThat(calibration.spearman().value())
                .isBetween(calibration.spearman().low(), calibration.spearman().high());
        assertThat(Calibration.of(rows(300, 0.05, 1), 42)).as("seeded").isEqualTo(calibration);
    }

    @Test
    void judge_that_guesses_must_not_gate() {
        int gates = 0;
        for (int seed = 0; seed < 40; seed++) {
            gates += Calibration.of(rows(60, 1000, seed), 42).threshold().isPresent() ? 1 : 0;
        }
        assertThat(gates).as("of 40 judges that guess").isLessThanOrEqualTo(2);
    }

    @Test
    void too_few_or_one_sided_rows_are_refused() {
        assertThatThrownBy(() -> Calibration.of(rows(10, 0.1, 1), 1)).hasMessageContaining("at least 20");
        List<Calibration.Row> allGood = rows(50, 0.1, 1).stream()
                .map(row -> new Calibration.Row(row.judge(), row.human(), true))
                .toList();
        assertThatThrownBy(() -> Calibration.of(allGood, 1)).hasMessageContaining("50 good");
        assertThatThrownBy(() -> Calibration.Row.of(Double.NaN, true)).hasMessageContaining("finite");
    }
}
