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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The record that a part ends with takes a shorter way; what is decided must be the same. */
class LastRecordTest {

    private static final String HIGH = "0af7651916cd43dd84ffffffffffffff";

    private final TestSurroundings around = new TestSurroundings();

    private TraceSampler sampler(String... keysAndValues) {
        return around.sampler(System::nanoTime, keysAndValues);
    }

    private List<String> reasons() {
        return around.kept.stream()
                .map(arrival ->
                        arrival.record().content().get(AttributeKey.stringKey("honeyhive_metadata.sampling.reason")))
                .toList();
    }

    private static Arrival with(Attributes attributes) {
        return span(LOW, null, attributes, StatusCode.UNSET, 1, Baggage.empty());
    }

    private static Arrival withWord(String word) {
        Baggage baggage = Baggage.builder().put("honeyhive.sampling", word).build();
        return span(LOW, Importance.STANDARD, Attributes.empty(), StatusCode.UNSET, 1, baggage);
    }

    static Stream<Arrival> everyKind() {
        return Stream.of(
                span(LOW, null),
                span(HIGH, null),
                span(LOW, Importance.IMPORTANT),
                span(LOW, Importance.CRITICAL),
                span(LOW, null, Attributes.empty(), StatusCode.ERROR, 1, Baggage.empty()),
                with(Attributes.of(AttributeKey.longKey("http.response.status_code"), 503L)),
                with(Attributes.of(AttributeKey.longKey("http.response.status_code"), 404L)),
                with(Attributes.of(AttributeKey.stringKey("honeyhive_feedback.rating"), "down")),
                with(Attributes.of(AttributeKey.stringKey("honeyhive_feedback.ground_truth"), "42")),
                span(LOW, null, Attributes.empty(), StatusCode.UNSET, 5_000, Baggage.empty()),
                withWord("keep"),
                withWord("drop"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void decision_is_that_on_a_part_that_ends_afterwards(Arrival arrival) {
        TraceSampler usual = sampler("honeyhive.sampling.keep.slower-than", "2s");
        usual.take("part", arrival);
        usual.ended("part");
        List<String> expected = reasons();
        List<List<Object>> expectedCounts = usual.decisions();
        long expectedDrops = around.dropped.getAndSet(0);
        around.kept.clear();
        TraceSampler sampler = sampler("honeyhive.sampling.keep.slower-than", "2s");
        sampler.takeLast("part", arrival);

        assertThat(reasons()).isEqualTo(expected);
        assertThat(around.dropped).hasValue(expectedDrops);
        assertThat(sampler.decisions()).isEqualTo(expectedCounts).hasSize(1);
        assertThat(sampler.undecidedBytes()).isZero();
    }

    @Test
    void duration_counts_among_those_of_its_operation() {
        TraceSampler sampler = sampler("honeyhive.sampling.keep.slower-than-percentile", "90");
        for (int i = 0; i < 200; i++) {
            sampler.takeLast("usual " + i, span(LOW, null, Attributes.empty(), StatusCode.UNSET, 100, Baggage.empty()));
        }
        assertThat(around.kept).isEmpty();
        sampler.takeLast("slow", span(LOW, null, Attributes.empty(), StatusCode.UNSET, 120, Baggage.empty()));

        assertThat(reasons()).containsExactly("slow");
    }

    @Test
    void what_comes_later_follows_the_decision() {
        TraceSampler sampler = sampler();
        sampler.takeLast("left out", span(LOW, null));
        sampler.takeLast("kept", span(HIGH, null));
        sampler.take("left out", span(LOW, Importance.CRITICAL));
        sampler.takeLast("kept", span(LOW, null));

        assertThat(around.dropped).hasValue(2);
        assertThat(reasons()).containsExactly("class", "class");
    }

    @Test
    void what_is_held_of_the_part_is_decided_with_it() {
        TraceSampler sampler = sampler();
        sampler.take("part", span(LOW, null, Attributes.empty(), StatusCode.UNSET, 1, Baggage.empty()));
        sampler.take("other", span(LOW, null));
        sampler.takeLast("part", span(LOW, null, Attributes.empty(), StatusCode.ERROR, 1, Baggage.empty()));
        sampler.ended("part");

        assertThat(reasons()).containsExactly("error", "error");
        assertThat(around.dropped).hasValue(0);
        sampler.ended("other");
        assertThat(around.dropped).hasValue(1);
    }

    @Test
    void scores_that_may_keep_it_are_waited_for() {
        around.evaluates = true;
        TraceSampler sampler = sampler("honeyhive.sampling.keep.score-below", "0.5");
        sampler.takeLast("part", span(LOW, Importance.STANDARD));
        sampler.ended("part");
        assertThat(around.kept).isEmpty();
        assertThat(around.dropped).hasValue(0);
        around.answer(0.3, false);

        assertThat(reasons()).containsExactly("score");
    }
}
