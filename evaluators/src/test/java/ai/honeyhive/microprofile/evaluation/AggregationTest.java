/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Truth tables and properties of the aggregations, through a pipeline. */
class AggregationTest {

    private final EvaluationWorkers workers = EvaluationWorkers.on(Runnable::run);

    @AfterEach
    void close() {
        workers.close();
    }

    /** P pass, F fail, S 0.5 without a verdict, L a label, A abstain, K skipped, E error. */
    @ParameterizedTest(name = "{0} of {1} is {2} {3}")
    @CsvSource({
        "ALL,PPP,PASS,1",
        "ALL,PPF,FAIL,0",
        "ALL,PPE,PASS,1",
        "ALL,PFE,FAIL,0",
        "ALL,PSK,PASS,1",
        "ALL,E,ABSTAIN,",
        "ALL,SS,ABSTAIN,",
        "ALL,KKK,ABSTAIN,",
        "ALL,A,ABSTAIN,",
        "ALL,L,ABSTAIN,",
        "ANY,FFP,PASS,1",
        "ANY,FFF,FAIL,0",
        "ANY,FFE,FAIL,0",
        "ANY,PEE,PASS,1",
        "ANY,EKA,ABSTAIN,",
        "ANY,FS,FAIL,0",
        "MAJORITY,PPF,PASS,0.6666667",
        "MAJORITY,PF,FAIL,0.5",
        "MAJORITY,PFE,FAIL,0.5",
        "MAJORITY,PPFE,PASS,0.6666667",
        "MAJORITY,PFF,FAIL,0.3333333",
        "MAJORITY,EK,ABSTAIN,",
        "MAJORITY,PS,PASS,1",
        "MEDIAN,PFS,SCORED,0.5",
        "MEDIAN,PF,SCORED,0.5",
        "MEDIAN,PSE,SCORED,0.75",
        "MEDIAN,L,ABSTAIN,",
        "MIN,PSP,SCORED,0.5",
        "MIN,PSF,SCORED,0",
        "MIN,PE,SCORED,1",
        "MIN,EL,ABSTAIN,",
        "WEIGHTED_MEAN,PF,SCORED,0.5",
        "WEIGHTED_MEAN,PFE,SCORED,0.5",
        "WEIGHTED_MEAN,PSKA,SCORED,0.75",
        "WEIGHTED_MEAN,PL,SCORED,1",
        "WEIGHTED_MEAN,L,ABSTAIN,",
        "WEIGHTED_MEAN,EEE,ABSTAIN,"
    })
    void truth_table(Aggregation aggregation, String parts, Evaluation.Status status, Double score) {
        EvaluationPipeline.Builder pipeline =
                EvaluationPipeline.builder("p", workers).aggregation(aggregation);
        for (int i = 0; i < parts.length(); i++) {
            pipeline.add(part("e" + i, parts.charAt(i)));
        }
        Evaluation overall = overall(pipeline);
        assertThat(overall.status()).isEqualTo(status);
        if (score == null) {
            assertThat(overall.score()).isEmpty();
        } else {
            assertThat(overall.score().orElseThrow()).isCloseTo(score, within(1e-6));
        }
    }

    private static Evaluator part(String name, char kind) {
        return switch (kind) {
            case 'P' -> Given.returning(name, Evaluation.verdict(true));
            case 'F' -> Given.returning(name, Evaluation.verdict(false));
            case 'S' -> Given.scoring(name, 0.5);
            case 'L' -> Given.returning(name, Evaluation.labelled("polite"));
            case 'A' -> Given.returning(name, Evaluation.abstain("no idea"));
            case 'K' -> Given.returning(name, Evaluation.skipped("no input"));
            default -> Given.throwing(name);
        };
    }

    private static Evaluation overall(EvaluationPipeline.Builder pipeline) {
        return Given.await(pipeline.build().run(Given.SAMPLE)).overall();
    }

    /** What must pass, what is required, and what came out of the one judged part beside. */
    @ParameterizedTest(name = "must-pass {0}, required {1}: {2}")
    @CsvSource({
        "P,P,PASS",
        "F,P,FAIL",
        "F,E,FAIL",
        "E,P,ABSTAIN",
        "K,P,ABSTAIN",
        "A,P,ABSTAIN",
        "S,P,ABSTAIN",
        "L,P,ABSTAIN",
        "P,E,ABSTAIN",
        "P,K,ABSTAIN",
        "P,A,ABSTAIN",
        "P,S,PASS",
        "P,F,PASS"
    })
    void missing_part_makes_the_aggregate_undefined(char mustPass, char required, Evaluation.Status status) {
        Evaluation overall = overall(EvaluationPipeline.builder("p", workers)
                .add(part("critical", mustPass))
                .add(part("needed", required))
                .add(Given.scoring("other", 1))
                .mustPass("critical")
                .required("needed")
                .passMark(0.6));
        assertThat(overall.status()).isEqualTo(status);
    }

    @Test
    void weights_go_by_name() {
        Evaluation overall = overall(EvaluationPipeline.builder("p", workers)
                .add(Given.throwing("a"))
                .add(Given.scoring("b", 1))
                .add(Given.scoring("c", 0))
                .weight("a", 10)
                .weight("b", 3)
                .weight("c", 1));
        assertThat(overall.score()).hasValue(0.75);
    }

    @Test
    void part_with_weight_zero_is_reported_and_does_not_count() {
        PipelineResult result = Given.await(EvaluationPipeline.builder("p", workers)
                .add(Given.scoring("a", 0))
                .add(Given.scoring("b", 1))
                .weight("a", 0)
                .build()
                .run(Given.SAMPLE));
        assertThat(result.overall().score()).hasValue(1);
        assertThat(result.part("a").orElseThrow().score()).hasValue(0);
    }

    @Test
    void majority_goes_by_weight() {
        Evaluation overall = overall(EvaluationPipeline.builder("p", workers)
                .add(part("a", 'P'))
                .add(part("b", 'F'))
                .add(part("c", 'F'))
                .weight("a", 3)
                .aggregation(Aggregation.MAJORITY));
        assertThat(overall.status()).isEqualTo(Evaluation.Status.PASS);
    }

    @Test
    void threshold_turns_a_score_into_a_verdict_and_keeps_it() {
        PipelineResult result = Given.await(EvaluationPipeline.builder("p", workers)
                .add(Given.scoring("a", 0.7))
                .add(Given.scoring("b", 0.69))
                .threshold("a", 0.7)
                .threshold("b", 0.7)
                .aggregation(Aggregation.ALL)
                .build()
                .run(Given.SAMPLE));
        assertThat(result.overall().status()).isEqualTo(Evaluation.Status.FAIL);
        assertThat(result.part("a").orElseThrow().status()).isEqualTo(Evaluation.Status.PASS);
        assertThat(result.part("b").orElseThrow().score()).hasValue(0.69);
    }

    @Test
    void mean_of_equal_scores_reaches_a_pass_mark_of_that_score() {
        Evaluation overall = overall(EvaluationPipeline.builder("p", workers)
                .add(Given.scoring("a", 0.7))
                .add(Given.scoring("b", 0.7))
                .add(Given.scoring("c", 0.7))
                .passMark(0.7));
        assertThat(overall.status()).isEqualTo(Evaluation.Status.PASS);
    }

    @Test
    void own_aggregator_decides_and_what_it_throws_is_an_error() {
        EvaluationPipeline.Builder two = EvaluationPipeline.builder("p", workers)
                .add(Given.scoring("a", 0.2))
                .add(Given.scoring("b", 0.9));
        assertThat(overall(two.aggregation(parts -> Evaluation.verdict(parts.size() == 2, 0.42)))
                        .score())
                .hasValue(0.42);
        Evaluation broken = overall(two.aggregation(parts -> Evaluation.scored(Double.NaN)));
        assertThat(broken.status()).isEqualTo(Evaluation.Status.ERROR);
        assertThat(broken.score()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void random_parts_in_any_order_give_the_same_within_bounds(Aggregation aggregation) {
        Random random = new Random(20261125);
        for (int round = 0; round < 500; round++) {
            List<Aggregator.Part> parts = new ArrayList<>();
            int size = 1 + random.nextInt(8);
            for (int i = 0; i < size; i++) {
                double score = random.nextDouble();
                Evaluation evaluation = random.nextBoolean()
                        ? Evaluation.scored(score)
                        : Evaluation.verdict(random.nextBoolean(), score);
                parts.add(new Aggregator.Part("e" + i, 0.01 + random.nextDouble(), evaluation));
            }
            Evaluation first = aggregation.aggregate(parts);
            Collections.shuffle(parts, random);
            Evaluation second = aggregation.aggregate(parts);
            assertThat(second).isEqualTo(first);
            if (aggregation == Aggregation.WEIGHTED_MEAN
                    || aggregation == Aggregation.MEDIAN
                    || aggregation == Aggregation.MIN) {
                double lowest =
                        parts.stream().mapToDouble(AggregationTest::score).min().orElseThrow();
                double highest =
                        parts.stream().mapToDouble(AggregationTest::score).max().orElseThrow();
                assertThat(first.score().orElseThrow()).isBetween(lowest - 1e-12, highest + 1e-12);
            }
        }
    }

    /** Adding what says nothing changes nothing: the difference to counting it as 0. */
    @ParameterizedTest
    @EnumSource
    void parts_that_were_not_judged_change_nothing(Aggregation aggregation) {
        Random random = new Random(4711);
        for (int round = 0; round < 200; round++) {
            EvaluationPipeline.Builder with =
                    EvaluationPipeline.builder("p", workers).aggregation(aggregation);
            EvaluationPipeline.Builder without =
                    EvaluationPipeline.builder("p", workers).aggregation(aggregation);
            for (int i = 0; i < 4; i++) {
                Evaluator judged =
                        Given.returning("j" + i, Evaluation.verdict(random.nextBoolean(), random.nextDouble()));
                with.add(judged).add(part("n" + i, "AKE".charAt(random.nextInt(3))));
                without.add(judged);
            }
            OptionalDouble score = overall(without).score();
            assertThat(overall(with).score()).isEqualTo(score);
        }
    }

    private static double score(Aggregator.Part part) {
        return part.evaluation().score().orElseThrow();
    }
}
