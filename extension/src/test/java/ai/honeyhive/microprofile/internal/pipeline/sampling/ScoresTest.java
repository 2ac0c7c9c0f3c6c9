/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import static ai.honeyhive.microprofile.internal.pipeline.sampling.TraceSamplerTest.LOW;
import static ai.honeyhive.microprofile.internal.pipeline.sampling.TraceSamplerTest.span;
import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces that are kept for what an evaluation says of them, which it mostly says after they have ended. */
class ScoresTest {

    private static final AttributeKey<String> REASON = AttributeKey.stringKey("honeyhive_metadata.sampling.reason");
    private static final AttributeKey<Double> ADJUSTED =
            AttributeKey.doubleKey("honeyhive_metadata.sampling.adjusted_count");

    /** A trace that every rate but 0 keeps. */
    private static final String HIGH = "0af7651916cd43dd84ffffffffffffff";

    private final TestSurroundings around = new TestSurroundings();
    private final AtomicLong now = new AtomicLong();

    @BeforeEach
    void evaluate() {
        around.evaluates = true;
    }

    private TraceSampler sampler(String key, String value) {
        return around.sampler(
                now::get, "honeyhive.sampling.undecided-age", "1s", "honeyhive.sampling.keep." + key, value);
    }

    private static Arrival notEvaluated(String trace) {
        Arrival arrival = span(trace, null);
        return new Arrival(arrival.record(), null, null, arrival.baggage());
    }

    @ParameterizedTest
    @CsvSource({"0.49, 1", "0.5, 0", "0.9, 0"})
    void trace_waits_for_its_scores_and_a_low_one_keeps_all_of_it(double score, int traces) {
        TraceSampler sampler = sampler("score-below", "0.5");
        sampler.take(LOW, notEvaluated(LOW));
        sampler.take(LOW, span(LOW, Importance.STANDARD));
        sampler.ended(LOW);
        assertThat(around.kept).isEmpty();
        assertThat(around.dropped).hasValue(0);
        assertThat(sampler.undecidedBytes()).isPositive();

        around.answer(score, false);

        assertThat(around.kept).hasSize(2 * traces).allSatisfy(arrival -> {
            assertThat(arrival.record().content().get(REASON)).isEqualTo("score");
            assertThat(arrival.record().content().get(ADJUSTED)).isEqualTo(1.0);
            assertThat(arrival.evaluated()).as("not scored again").isNull();
        });
        assertThat(around.dropped).hasValue(2 - 2L * traces);
        assertThat(sampler.undecidedBytes()).isZero();
    }

    @Test
    void all_scores_of_a_trace_are_awaited() {
        TraceSampler sampler = sampler("score-below", "0.5");
        sampler.take(LOW, span(LOW, Importance.STANDARD));
        sampler.take(LOW, span(LOW, Importance.STANDARD));
        sampler.ended(LOW);
        around.answer(0.9, false);
        assertThat(around.dropped).hasValue(0);
        around.answer(0.1, false);

        assertThat(around.kept).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void failed_evaluation_keeps_the_trace(boolean failed, int spans) {
        TraceSampler sampler = sampler("failed-evaluations", "true");
        sampler.take(LOW, span(LOW, Importance.STANDARD));
        sampler.ended(LOW);
        around.answer(0, failed);

        assertThat(around.kept).hasSize(spans);
    }

    /** Else one in twenty of the low ones would stand for twenty, beside all of them that stand for one each. */
    @Test
    void trace_that_chance_would_keep_is_scored_too_and_counts_once_where_the_score_is_low() {
        TraceSampler sampler = sampler("score-below", "0.5");
        for (double score : new double[] {0.1, 0.9}) {
            String part = "part " + score;
            sampler.take(part, span(HIGH, Importance.STANDARD));
            sampler.ended(part);
            around.answer(score, false);
        }

        assertThat(around.kept)
                .extracting(arrival -> arrival.record().content().get(ADJUSTED))
                .containsExactly(1.0, 20.0);
    }

    @Test
    void trace_with_nothing_to_score_or_without_the_rule_does_not_wait() {
        TraceSampler withRule = sampler("score-below", "0.5");
        withRule.take("nothing", notEvaluated(LOW));
        withRule.ended("nothing");
        around.evaluates = false;
        withRule.take("no evaluation", span(LOW, Importance.STANDARD));
        withRule.ended("no evaluation");
        assertThat(around.dropped).hasValue(2);

        around.evaluates = true;
        TraceSampler without = sampler("errors", "true");
        without.take(LOW, span(LOW, Importance.STANDARD));
        without.ended(LOW);
        assertThat(around.dropped).hasValue(3);
        assertThat(around.away).isEmpty();
    }

    @Test
    void what_comes_back_after_the_bound_follows_the_decision() {
        TraceSampler sampler = sampler("score-below", "0.5");
        sampler.take(LOW, notEvaluated(LOW));
        sampler.take(LOW, span(LOW, Importance.STANDARD));
        sampler.ended(LOW);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        sampler.expire();
        assertThat(around.dropped).hasValue(1);

        around.answer(0.1, false);
        assertThat(around.dropped).hasValue(2);
        assertThat(around.kept).isEmpty();
        assertThat(sampler.undecidedBytes()).isZero();
    }

    @Test
    void error_that_comes_meanwhile_keeps_the_trace_and_the_scores_come_along() {
        TraceSampler sampler = sampler("score-below", "0.5");
        sampler.take(LOW, span(LOW, Importance.STANDARD));
        sampler.ended(LOW);
        sampler.take(LOW, span(LOW, null, Attributes.empty(), StatusCode.ERROR, 1, Baggage.empty()));
        assertThat(around.kept).hasSize(1);

        around.answer(0.9, false);
        assertThat(around.kept)
                .hasSize(2)
                .allSatisfy(arrival ->
                        assertThat(arrival.record().content().get(REASON)).isEqualTo("error"));
        assertThat(around.kept.get(1).evaluated()).isNull();
    }

    @Test
    void end_of_the_application_still_waits_for_scores_and_then_for_nothing() {
        TraceSampler sampler = sampler("score-below", "0.5");
        sampler.take("open", span(LOW, Importance.STANDARD));
        sampler.take("other", span(LOW, Importance.STANDARD));
        sampler.endAll();
        around.answer(0.1, false);
        assertThat(around.kept).hasSize(1);

        sampler.close();
        assertThat(sampler.undecidedBytes()).isZero();
        around.answer(0.1, false);
        assertThat(around.kept.size() + around.dropped.get()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"failed-evaluations, true, 1", "score-below, 0.5, 1", "score-below, 0.1, 0"})
    void verdict_of_a_quality_gate_stands_on_the_call_and_need_not_be_awaited(String key, String value, int spans) {
        around.evaluates = false;
        TraceSampler sampler = sampler(key, value);
        Arrival arrival = span(LOW, Importance.STANDARD);
        Attributes verdict = Attributes.builder()
                .put("honeyhive_metrics.manners", 0.2)
                .put("honeyhive_metrics.manners_passed", false)
                .put("honeyhive_metrics.load", 0.0)
                .build();
        sampler.take(
                LOW,
                new Arrival(arrival.record().withContent(Attributes.empty(), verdict), null, null, arrival.baggage()));
        sampler.ended(LOW);

        assertThat(around.kept).hasSize(spans);
    }
}
