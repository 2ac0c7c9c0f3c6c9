/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import static ai.honeyhive.microprofile.internal.pipeline.sampling.TraceSamplerTest.LOW;
import static ai.honeyhive.microprofile.internal.pipeline.sampling.TraceSamplerTest.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is slow for its operation. */
class SlowTest {

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    /** Durations from 1 to 1000 ms, each as often as any other, in no order. */
    private static RunningPercentile uniform(double percent, int count) {
        RunningPercentile percentile = new RunningPercentile(percent);
        for (int i = 0; i < count; i++) {
            percentile.isAbove(millis(1 + i * 7919L % 1000));
        }
        return percentile;
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 90, 95, 99, 99.9})
    void percentile_is_never_too_low_and_at_most_five_percent_too_high(double percent) {
        long exact = Math.round(percent * 10);

        assertThat(uniform(percent, 30_000).isAbove(millis(exact))).isFalse();
        assertThat(uniform(percent, 30_000).isAbove((long) (millis(exact) * 1.06)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {90, 95, 99})
    void share_of_what_is_slow_is_what_the_percentile_says(double percent) {
        RunningPercentile percentile = new RunningPercentile(percent);
        Random random = new Random(20_240_613);
        int above = 0;
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            above += percentile.isAbove((long) (millis(50) * Math.exp(random.nextGaussian()))) ? 1 : 0;
        }

        double share = 1 - percent / 100;
        assertThat((double) above / count).isCloseTo(share, within(0.2 * share));
    }

    @Test
    void nothing_is_slow_before_enough_is_known() {
        assertThat(RunningPercentile.leastCount(95)).isEqualTo(200);
        assertThat(RunningPercentile.leastCount(99)).isEqualTo(1_000);
        assertThat(uniform(95, 199).isAbove(millis(60_000))).isFalse();
        assertThat(uniform(95, 200).isAbove(millis(60_000))).isTrue();
    }

    @Test
    void operation_that_has_become_slower_is_not_slow_for_ever() {
        RunningPercentile percentile = uniform(99, 20_000);
        int slow = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean above = percentile.isAbove(millis(10 * (1 + i * 7919L % 1000)));
            slow += above && i >= 10_000 ? 1 : 0;
        }

        assertThat(slow).isLessThan(200);
    }

    @Test
    void clock_that_went_back_harms_nothing() {
        RunningPercentile percentile = uniform(50, 1_000);

        assertThat(percentile.isAbove(-5)).isFalse();
        assertThat(percentile.isAbove(0)).isFalse();
        assertThat(percentile.isAbove(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void operations_are_bounded_and_those_in_use_stay() {
        SlowOperations operations = new SlowOperations(90);
        for (int i = 0; i < 20_000; i++) {
            operations.isSlow("GET /orders", millis(10));
            operations.isSlow("GET /orders/" + i, millis(10));
        }

        assertThat(operations.operations()).isEqualTo(SlowOperations.MOST);
        assertThat(operations.isSlow("GET /orders", millis(20))).isTrue();
        assertThat(operations.isSlow("GET /orders/7", millis(20))).isFalse();
    }

    @Test
    void trace_above_the_percentile_of_its_operation_is_kept() {
        TestSurroundings around = new TestSurroundings();
        TraceSampler sampler = around.sampler(System::nanoTime, "honeyhive.sampling.keep.slower-than-percentile", "90");
        for (int i = 0; i < 200; i++) {
            trace(sampler, "usual " + i, 100);
        }
        assertThat(around.kept).isEmpty();
        trace(sampler, "slow", 120);
        trace(sampler, "usual again", 100);

        assertThat(around.kept).hasSize(2);
        assertThat(around.kept
                        .get(0)
                        .record()
                        .content()
                        .get(AttributeKey.stringKey("honeyhive_metadata.sampling.reason")))
                .isEqualTo("slow");
    }

    /** Its longest span stands for it. */
    private static void trace(TraceSampler sampler, String part, long millis) {
        sampler.take(part, span(LOW, null, Attributes.empty(), StatusCode.UNSET, 1, Baggage.empty()));
        sampler.take(part, span(LOW, null, Attributes.empty(), StatusCode.UNSET, millis, Baggage.empty()));
        sampler.ended(part);
    }
}
