/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.honeyhive.microprofile.evaluation.internal.statistics.Wilson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that others published or compute. */
class StatisticsTest {

    private static final double[] DIFFERENCES = {-.3, -.1, .2, -.4, -.05, -.6, .1, -.25, -.15, -.2};

    /** scipy 1.17.1: norm.ppf. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0",
        "0.8, 0.84162123",
        "0.9, 1.28155157",
        "0.95, 1.64485363",
        "0.975, 1.95996398",
        "0.995, 2.5758293"
    })
    void normal_quantile_is_scipys(double share, double expected) {
        assertThat(Normal.quantile(share)).isCloseTo(expected, within(1e-7));
        assertThat(Normal.quantile(1 - share)).isCloseTo(-expected, within(1e-7));
    }

    /** Newcombe, Statistics in Medicine 17 (1998), table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611", "1, 29, 0.0061, 0.1718"})
    void wilson_interval_is_newcombes(int hits, int of, double low, double high) {
        double[] interval = Wilson.interval(hits, of, Normal.quantile(0.975));

        assertThat(interval[0]).isCloseTo(low, within(5e-5));
        assertThat(interval[1]).isCloseTo(high, within(5e-5));
    }

    /** statsmodels, tests of mcnemar(exact=True), there from Vassar College's online computation. */
    @ParameterizedTest
    @CsvSource({
        "121, 59, 0.000004",
        "70, 59, 0.378688",
        "80, 59, 0.089452",
        "30, 60, 0.00206",
        "10, 30, 0.002221",
        "10, 10, 1"
    })
    void mcnemar_is_statsmodels(int worse, int better, double expected) {
        assertThat(McNemar.twoSided(worse, better)).isCloseTo(expected, within(5e-7));
    }

    /** scipy 1.17.1: binomtest(worse, worse + better, alternative='greater'). */
    @ParameterizedTest
    @CsvSource({
        "121, 59, 2.2172246318775823e-06",
        "70, 59, 0.18934383134655924",
        "10, 10, 0.5880985260009766",
        "6, 0, 0.015625",
        "9, 1, 0.0107421875",
        "0, 0, 1"
    })
    void mcnemar_for_the_worse_is_scipys_binomial_test(int worse, int better, double expected) {
        assertThat(McNemar.lower(worse, better)).isCloseTo(expected, within(expected * 1e-9));
    }

    @Test
    void mcnemar_of_thousands_of_changes_does_not_vanish() {
        assertThat(McNemar.twoSided(2000, 2000)).isCloseTo(1, within(1e-9));
        assertThat(McNemar.lower(2000, 2000)).isBetween(0.5, 0.51);
    }

    /** R 4.5.2: p.adjust(p, "holm"). */
    @Test
    void holm_is_rs() {
        assertThat(Holm.adjust(new double[] {0.5, 0.001, 0.9, 0.01, 0.05, 0.1}))
                .containsExactly(new double[] {1, 0.006, 1, 0.05, 0.2, 0.3}, within(1e-12));
    }

    /** scipy 1.17.1: permutation_test(permutation_type='samples', alternative='less', n_resamples=inf), exact. */
    @Test
    void sign_flips_are_scipys_permutation_test() {
        double[] shifted = DIFFERENCES.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += 0.05;
        }

        assertThat(SignFlip.lower(DIFFERENCES, 1)).isEqualTo(0.0244140625);
        assertThat(SignFlip.lower(shifted, 1)).isEqualTo(0.072265625);
    }

    @Test
    void drawn_sign_flips_agree_with_all_of_them() {
        double[] twice = new double[20];
        for (int i = 0; i < 20; i++) {
            twice[i] = DIFFERENCES[i % 10];
        }
        // scipy as above, all 2^20 signs; the standard error of 10,000 draws is 0.0004
        assertThat(SignFlip.lower(twice, 7)).isCloseTo(0.0016222, within(0.0013));
    }

    /** scipy 1.17.1: bootstrap(method='percentile', n_resamples=2000000). */
    @Test
    void bootstrap_interval_is_scipys() {
        assertThat(PairedBootstrap.interval(DIFFERENCES, 0.95, 1))
                .containsExactly(new double[] {-0.315, -0.040}, within(0.006));
        assertThat(PairedBootstrap.interval(DIFFERENCES, 0.90, 2))
                .containsExactly(new double[] {-0.290, -0.060}, within(0.006));
    }

    @Test
    void same_seed_same_interval() {
        assertThat(PairedBootstrap.interval(DIFFERENCES, 0.95, 3))
                .isEqualTo(PairedBootstrap.interval(DIFFERENCES, 0.95, 3))
                .isNotEqualTo(PairedBootstrap.interval(DIFFERENCES, 0.95, 4));
    }

    /** (1.9600 + 0.8416)·s/√n, from the published normal quantiles. */
    @Test
    void smallest_detectable_difference() {
        assertThat(Moments.deviation(new double[] {2, 4, 4, 4, 5, 5, 7, 9})).isCloseTo(2.13809, within(1e-5));
        assertThat(Moments.smallestDetectable(new double[] {2, 4, 4, 4, 5, 5, 7, 9}, 0.95))
                .isCloseTo(2.801585 * 2.13809 / Math.sqrt(8), within(1e-5));
        assertThat(Moments.smallestDetectable(new double[] {1}, 0.95)).isNaN();
    }
}
