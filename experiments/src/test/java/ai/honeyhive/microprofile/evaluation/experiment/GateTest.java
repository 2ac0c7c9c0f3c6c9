/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();

    @Test
    void a_score_below_the_limit_fails_and_says_what_the_rows_can_show() {
        Gate gate = new Gate(0.7, NONE, NONE, 0, 0.95);

        assertThat(gate.check(Some.scored(0.7, 0.7, 0.7), null).passed()).isTrue();
        assertThat(gate.check(Some.scored(0.9, 0.6, 0.5), null)).satisfies(verdict -> {
            assertThat(verdict.passed()).isFalse();
            // s = 0.2082, so 2.8016 × 0.2082 / √3
            assertThat(verdict.lines().get(0))
                    .startsWith("FAIL score 0.667, at least 0.700")
                    .contains("can show is 0.337");
        });
    }

    @Test
    void limits_that_are_none_are_refused() {
        assertThatThrownBy(() -> new Gate(Double.NaN, NONE, NONE, 0, 0.95))
                .hasMessageContaining("minScore must be set");
        assertThatThrownBy(() -> new Gate(70, NONE, NONE, 0, 0.95)).hasMessageContaining("minScore");
        assertThatThrownBy(() -> new Gate(0, OptionalDouble.of(2), NONE, 0, 0.95))
                .hasMessageContaining("minPassRate");
        assertThatThrownBy(() -> new Gate(0, NONE, OptionalDouble.of(-1), 0, 0.95))
                .hasMessageContaining("maxRegression");
        assertThatThrownBy(() -> new Gate(0, NONE, NONE, -1, 0.95)).hasMessageContaining("maxFailureRate");
        assertThatThrownBy(() -> new Gate(0, NONE, NONE, 0, 95)).hasMessageContaining("confidence");
        assertThatThrownBy(() -> new Gate(0, NONE, OptionalDouble.of(0), 0, 0.95).check(Some.scored(1), null))
                .hasMessageContaining("baseline");
    }

    @Test
    void the_pass_rate_counts_what_nobody_judged_as_not_passed() {
        ExperimentResult result = Some.result(List.of(
                Some.scored("a", new Score("quality", Status.PASS, 1.0, null, null), 1),
                Some.scored("b", new Score("quality", Status.ABSTAIN, null, null, null), 1)));

        Gate.Verdict verdict = new Gate(0.9, OptionalDouble.of(0.6), NONE, 0, 0.95).check(result, null);

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.lines()).anySatisfy(line -> assertThat(line).startsWith("ok   score 1.000"));
        assertThat(verdict.lines()).anySatisfy(line -> assertThat(line).startsWith("FAIL pass rate 0.500 (1 of 2)"));
        assertThat(verdict.lines()).anySatisfy(line -> assertThat(line).contains("1 of 2 cases could not be judged"));
    }

    @Test
    void failed_cases_leave_the_score_alone_and_the_gate_without_one() {
        ExperimentResult result = Some.result(List.of(
                Some.scored("a", new Score("quality", Status.PASS, 0.8, null, null), 1),
                Some.scored("b", new Score("quality", Status.PASS, 0.9, null, null), 1),
                Some.failed("c")));

        assertThat(new Gate(0, NONE, NONE, 0, 0.95).check(result, null)).satisfies(verdict -> {
            assertThat(verdict.passed()).isFalse();
            assertThat(verdict.lines().get(0)).startsWith("FAIL score undefined: 1 of 3 cases failed");
        });
        assertThat(new Gate(0.85, NONE, NONE, 1 / 3.0, 0.95).check(result, null))
                .satisfies(verdict -> {
                    assertThat(verdict.passed()).isTrue();
                    assertThat(verdict.lines().get(0)).startsWith("ok   score 0.850");
                    assertThat(verdict.lines())
                            .contains("1 of 3 cases failed: they are not in the score, and have not passed");
                });
        assertThat(new Gate(0, OptionalDouble.of(0.7), NONE, 1, 0.95)
                        .check(result, null)
                        .lines())
                .anySatisfy(line -> assertThat(line).startsWith("FAIL pass rate 0.667 (2 of 3)"));
    }

    /** Answers are lost, the others stay as good: only the pass rate can say so. */
    @Test
    void rows_that_fail_now_and_did_not_before_are_a_regression() {
        double[] good = new double[30];
        Arrays.fill(good, 0.9);
        List<CaseResult> cases = new ArrayList<>(Some.scored(good).cases().subList(0, 20));
        for (int i = 20; i < 30; i++) {
            cases.add(Some.failed("EXT-row-" + i));
        }

        Comparison comparison = Comparison.of(Some.scored(good), Some.result(cases));

        assertThat(comparison.metrics().get(0).pairs()).isEqualTo(20);
        assertThat(comparison.regressions()).extracting(Comparison.Metric::name).containsExactly(Comparison.PASS_RATE);
    }

    @Test
    void nothing_judged_is_no_pass_and_a_pass_rate_needs_verdicts() {
        ExperimentResult none =
                Some.result(List.of(Some.scored("a", new Score("quality", Status.ABSTAIN, null, null, null), 1)));
        ExperimentResult scores =
                Some.result(List.of(Some.scored("a", new Score("quality", Status.SCORED, 1.0, null, null), 1)));

        assertThat(new Gate(0, NONE, NONE, 0, 0.95).check(none, null).passed()).isFalse();
        assertThat(new Gate(0, OptionalDouble.of(0), NONE, 0, 0.95).check(scores, null))
                .satisfies(verdict -> assertThat(verdict.lines().toString()).contains("needs a pass mark"));
    }

    @Test
    void a_clear_regression_fails_and_one_within_the_margin_does_not() {
        double[] before = new double[30];
        double[] after = new double[30];
        for (int i = 0; i < 30; i++) {
            before[i] = 0.8 + (i % 5) * 0.02;
            after[i] = before[i] - 0.1 - (i % 3) * 0.01;
        }

        assertThat(gate(0.02).check(Some.scored(after), Some.scored(before))).satisfies(verdict -> {
            assertThat(verdict.passed()).isFalse();
            assertThat(verdict.lines())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("FAIL overall")
                            .contains("-0.110")
                            .contains("smallest difference these pairs can show is 0.00")
                            .contains("allowed -0.02"));
        });
        assertThat(gate(0.2).check(Some.scored(after), Some.scored(before)).passed())
                .isTrue();
        assertThat(gate(0.02).check(Some.scored(before), Some.scored(after)).passed())
                .isTrue();
    }

    @Test
    void verdicts_that_turn_are_seen_where_scores_hardly_move() {
        double[] before = new double[40];
        double[] after = new double[40];
        Arrays.fill(before, 0.51);
        Arrays.fill(after, 0.51);
        for (int i = 0; i < 12; i++) {
            after[i] = 0.49;
        }
        Comparison comparison = Comparison.of(Some.scored(before), Some.scored(after), 0.1, 0.95);

        assertThat(comparison.regressions()).extracting(Comparison.Metric::name).containsExactly(Comparison.PASS_RATE);
    }

    @Test
    void rows_are_paired_by_id_and_the_others_named() {
        ExperimentResult before = Some.scored(0.2, 0.4, 0.6);
        ExperimentResult after = Some.scored(0.2, 0.5, 0.6, 1);

        Comparison comparison = Comparison.of(before, after);

        assertThat(comparison.common()).hasSize(3);
        assertThat(comparison.onlyAfter()).containsExactly("EXT-row-3");
        assertThat(comparison.metrics().get(0)).satisfies(overall -> {
            assertThat(overall.name()).isEqualTo(Comparison.OVERALL);
            assertThat(overall.pairs()).isEqualTo(3);
            assertThat(overall.improved()).isEqualTo(1);
            assertThat(overall.degraded()).isZero();
        });
        assertThatThrownBy(() -> Comparison.of(
                        before,
                        Some.result(
                                List.of(Some.scored("other", new Score("quality", Status.PASS, 1.0, null, null), 1)))))
                .hasMessageContaining("no datapoint in common");
    }

    /** Two runs of one system, 500 times: score, pass rate and one evaluator may alarm together in 5 % at the most. */
    @Test
    void at_most_one_alarm_in_twenty_is_false() {
        for (int rows : new int[] {10, 25, 40}) {
            Random random = new Random(rows);
            int alarms = 0;
            int runs = 500;
            for (int run = 0; run < runs; run++) {
                double[] before = new double[rows];
                double[] after = new double[rows];
                for (int i = 0; i < rows; i++) {
                    double difficulty = random.nextDouble();
                    before[i] = answer(difficulty, random);
                    after[i] = answer(difficulty, random);
                }
                alarms += gate(0).check(Some.scored(after), Some.scored(before)).passed() ? 0 : 1;
            }
            assertThat((double) alarms / runs).as("%d rows", rows).isLessThanOrEqualTo(0.05);
        }
    }

    /** The same gate, where the newer system is worse by what 60 such rows can show: most runs alarm. */
    @Test
    void a_real_regression_is_found() {
        Random random = new Random(1);
        int alarms = 0;
        for (int run = 0; run < 100; run++) {
            double[] before = new double[60];
            double[] after = new double[60];
            for (int i = 0; i < 60; i++) {
                double difficulty = random.nextDouble();
                before[i] = answer(difficulty, random);
                after[i] = Math.max(0, answer(difficulty, random) - 0.25);
            }
            alarms += gate(0).check(Some.scored(after), Some.scored(before)).passed() ? 0 : 1;
        }
        assertThat(alarms).isGreaterThan(80);
    }

    private static double answer(double difficulty, Random random) {
        return Math.max(0, Math.min(1, 1 - difficulty + random.nextGaussian() * 0.3));
    }

    private static Gate gate(double margin) {
        return new Gate(0, NONE, OptionalDouble.of(margin), 0, 0.95);
    }
}
