/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceSamplerTest {

    private static final AttributeKey<Double> ADJUSTED =
            AttributeKey.doubleKey("honeyhive_metadata.sampling.adjusted_count");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("honeyhive_metadata.sampling.reason");
    private static final AttributeKey<String> CLASS = AttributeKey.stringKey("honeyhive_metadata.sampling.class");

    /** The two-sided 99.9 % quantile of the normal distribution. */
    private static final double Z = 3.2905;

    /** A trace that the rates of the preset leave out, but for that of critical ones. */
    static final String LOW = "0af7651916cd43dd8400000000000001";

    private final Random random = new Random(20_240_613);
    private final AtomicLong now = new AtomicLong();
    private final TestSurroundings around = new TestSurroundings();
    private final AtomicLong dropped = around.dropped;
    private final List<Arrival> kept = around.kept;

    private TraceSampler sampler(String... keysAndValues) {
        return around.sampler(now::get, keysAndValues);
    }

    private String newTrace() {
        return TraceId.fromLongs(random.nextLong(), random.nextLong() | 1);
    }

    static Arrival span(String trace, Importance importance) {
        return span(trace, importance, Attributes.empty(), StatusCode.UNSET, 1, Baggage.empty());
    }

    static Arrival span(
            String trace,
            Importance importance,
            Attributes attributes,
            StatusCode status,
            long millis,
            Baggage baggage) {
        return new Arrival(
                new SpanRecord(
                        SpanContext.create(trace, SpanId.fromLong(7), TraceFlags.getSampled(), TraceState.getDefault()),
                        SpanContext.getInvalid(),
                        "ask",
                        SpanKind.INTERNAL,
                        0,
                        Duration.ofMillis(millis).toNanos(),
                        attributes,
                        Attributes.empty(),
                        List.of(),
                        List.of(),
                        status,
                        "",
                        0,
                        new SpanRecord.Scope("test", "", ""),
                        Attributes.empty(),
                        false),
                List.of(),
                importance,
                baggage);
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL, 1.0", "IMPORTANT, 0.5", "STANDARD, 0.05"})
    void kept_share_of_a_class_is_its_rate_as_the_documentation_says(Importance importance, double rate)
            throws IOException {
        int traces = 100_000;
        TraceSampler sampler = sampler();
        for (int i = 0; i < traces; i++) {
            String trace = newTrace();
            sampler.take(trace, span(trace, importance));
            sampler.take(trace, span(trace, null));
            sampler.ended(trace);
        }

        double bound = Z * Math.sqrt(traces * rate * (1 - rate));
        assertThat(kept.size() / 2.0).isCloseTo(traces * rate, within(bound));
        assertThat(kept.size() + dropped.get()).isEqualTo(2L * traces);
        double scaledBack = kept.stream()
                        .mapToDouble(arrival -> arrival.record().content().get(ADJUSTED))
                        .sum()
                / 2;
        assertThat(scaledBack).isCloseTo(traces, within(bound / rate + 1e-6));
        assertThat(sampler.undecidedBytes()).isZero();
        assertThat(Path.of("../docs/sampling.md"))
                .content()
                .contains(String.format(
                        Locale.ROOT,
                        "| `%s` | %s | %,d | %,.0f – %,.0f | %,.0f |",
                        importance.name().toLowerCase(Locale.ROOT),
                        rate,
                        kept.size() / 2,
                        Math.ceil(traces * rate - bound),
                        Math.floor(traces * rate + bound),
                        scaledBack));
    }

    @Test
    void no_trace_is_kept_in_half_however_its_spans_are_mixed_with_others() {
        TraceSampler sampler = sampler();
        List<String> traces = random.longs(2_000).mapToObj(any -> newTrace()).toList();
        for (int round = 0; round < 3; round++) {
            for (String trace : traces) {
                Importance importance =
                        round == 1 && trace.charAt(0) < '8' ? Importance.IMPORTANT : Importance.STANDARD;
                sampler.take(trace, span(trace, importance));
            }
        }
        traces.forEach(sampler::ended);
        traces.forEach(trace -> sampler.take(trace, span(trace, Importance.CRITICAL)));

        assertThat(kept).isNotEmpty();
        for (String trace : traces) {
            assertThat(kept.stream()
                            .filter(arrival ->
                                    arrival.record().span().getTraceId().equals(trace))
                            .count())
                    .isIn(0L, 4L);
        }
    }

    @Test
    void two_services_keep_the_same_traces_and_a_greater_rate_keeps_them_too() {
        TraceSampler one = sampler();
        TraceSampler other = sampler("honeyhive.sampling.rate.standard", "0.2");
        List<String> firstKept = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            String trace = newTrace();
            one.take(trace, span(trace, Importance.STANDARD));
            one.ended(trace);
            boolean first = !kept.isEmpty();
            kept.clear();
            other.take(trace, span(trace, Importance.STANDARD));
            other.ended(trace);
            if (first) {
                firstKept.add(trace);
                assertThat(kept).hasSize(1);
            }
            kept.clear();
        }
        assertThat(firstKept).isNotEmpty();
    }

    @Test
    void error_on_any_span_keeps_all_of_them() {
        TraceSampler sampler = sampler();
        sampler.take(LOW, span(LOW, Importance.STANDARD));
        assertThat(kept).isEmpty();
        sampler.take(LOW, span(LOW, null, Attributes.empty(), StatusCode.ERROR, 1, Baggage.empty()));
        sampler.take(LOW, span(LOW, null));

        assertThat(kept)
                .hasSize(3)
                .allSatisfy(arrival ->
                        assertThat(arrival.record().content().get(REASON)).isEqualTo("error"));
        assertThat(kept.get(0).record().content().get(ADJUSTED)).isEqualTo(1.0);
    }

    @ParameterizedTest
    @CsvSource({"500, 1", "599, 1", "499, 0"})
    void server_error_of_http_keeps_the_trace(long status, int spans) {
        TraceSampler sampler = sampler();
        Attributes http = Attributes.of(AttributeKey.longKey("http.response.status_code"), status);
        sampler.take(LOW, span(LOW, null, http, StatusCode.UNSET, 1, Baggage.empty()));
        sampler.ended(LOW);

        assertThat(kept).hasSize(spans);
    }

    @Test
    void errors_are_sampled_where_the_configuration_says_so() {
        TraceSampler sampler = sampler("honeyhive.sampling.keep.errors", "false");
        sampler.take(LOW, span(LOW, null, Attributes.empty(), StatusCode.ERROR, 1, Baggage.empty()));
        sampler.ended(LOW);

        assertThat(kept).isEmpty();
        assertThat(dropped).hasValue(1);
    }

    @Test
    void slow_trace_and_one_with_feedback_are_kept() {
        TraceSampler sampler = sampler("honeyhive.sampling.keep.slower-than", "2s");
        sampler.take("at the bound", span(LOW, null, Attributes.empty(), StatusCode.UNSET, 2_000, Baggage.empty()));
        sampler.ended("at the bound");
        sampler.take("slow", span(LOW, null, Attributes.empty(), StatusCode.UNSET, 2_001, Baggage.empty()));
        sampler.ended("slow");
        Attributes thumb = Attributes.of(AttributeKey.stringKey("honeyhive_feedback.rating"), "down");
        sampler.take("feedback", span(LOW, null, thumb, StatusCode.UNSET, 1, Baggage.empty()));
        sampler.ended("feedback");
        Attributes truth = Attributes.of(AttributeKey.stringKey("honeyhive_feedback.ground_truth"), "42");
        sampler.take("truth", span(LOW, null, truth, StatusCode.UNSET, 1, Baggage.empty()));
        sampler.ended("truth");

        assertThat(kept)
                .extracting(arrival -> arrival.record().content().get(REASON))
                .containsExactly("slow", "feedback");
    }

    @Test
    void word_of_a_parent_in_baggage_beats_everything() {
        TraceSampler sampler = sampler();
        Baggage drop = Baggage.builder().put("honeyhive.sampling", "drop").build();
        sampler.take("drop", span(LOW, Importance.CRITICAL, Attributes.empty(), StatusCode.ERROR, 1, drop));
        sampler.ended("drop");
        Baggage keep = Baggage.builder().put("honeyhive.sampling", "keep").build();
        sampler.take("keep", span(LOW, null, Attributes.empty(), StatusCode.UNSET, 1, keep));
        sampler.ended("keep");

        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).record().content().get(REASON)).isEqualTo("parent");
    }

    private static Arrival withState(String key, String value) {
        Arrival arrival = span(LOW, null);
        SpanRecord record = arrival.record();
        SpanContext context = SpanContext.create(
                LOW,
                record.span().getSpanId(),
                TraceFlags.getSampled(),
                TraceState.builder().put(key, value).build());
        return new Arrival(
                new SpanRecord(
                        context,
                        record.parent(),
                        record.name(),
                        record.kind(),
                        record.startEpochNanos(),
                        record.endEpochNanos(),
                        record.attributes(),
                        record.content(),
                        record.events(),
                        record.links(),
                        record.status(),
                        record.statusDescription(),
                        record.droppedAttributes(),
                        record.scope(),
                        record.resource(),
                        record.critical()),
                List.of(),
                null,
                Baggage.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "honeyhive, keep, parent",
        "honeyhive, perhaps, ",
        "honeyhive, drop, ",
        "ot, rv:ffffffffffffff, class",
        "ot, rv:00000000000001, "
    })
    void trace_state_carries_the_word_of_a_parent_and_the_randomness(String key, String value, String reason) {
        TraceSampler sampler = sampler();
        sampler.take(LOW, withState(key, value));
        sampler.ended(LOW);

        assertThat(kept)
                .extracting(arrival -> arrival.record().content().get(REASON))
                .isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    @Test
    void baggage_beats_the_trace_state() {
        TraceSampler sampler = sampler();
        Arrival drop = withState("honeyhive", "drop");
        sampler.take(
                LOW,
                new Arrival(
                        drop.record(),
                        List.of(),
                        null,
                        Baggage.builder().put("honeyhive.sampling", "keep").build()));

        assertThat(kept).hasSize(1);
    }

    @Test
    void rules_give_classes_by_baggage_route_and_attribute() {
        TraceSampler sampler = sampler(
                "honeyhive.sampling.rate.premium", "1",
                "honeyhive.sampling.rate.noise", "0",
                "honeyhive.sampling.rule.tier.baggage.user.tier", "premium*",
                "honeyhive.sampling.rule.tier.class", "premium",
                "honeyhive.sampling.rule.health.route", "/health/*",
                "honeyhive.sampling.rule.health.class", "noise",
                "honeyhive.sampling.rule.paid.attribute.http.request.header.x-plan", "gold",
                "honeyhive.sampling.rule.paid.class", "critical");
        Baggage premium = Baggage.builder().put("user.tier", "premium-eu").build();
        sampler.take("tier", span(LOW, null, Attributes.empty(), StatusCode.UNSET, 1, premium));
        Attributes gold =
                Attributes.of(AttributeKey.stringArrayKey("http.request.header.x-plan"), List.of("silver", "gold"));
        sampler.take("paid", span(LOW, null, gold, StatusCode.UNSET, 1, Baggage.empty()));
        String high = "0af7651916cd43dd84ffffffffffffff";
        Attributes health = Attributes.of(AttributeKey.stringKey("http.route"), "/health/live");
        sampler.take("health", span(high, null, health, StatusCode.UNSET, 1, Baggage.empty()));
        sampler.take("plain", span(high, null));
        List.of("tier", "paid", "health", "plain").forEach(sampler::ended);

        assertThat(kept)
                .extracting(arrival -> arrival.record().content().get(CLASS))
                .containsExactly("premium", "critical", "standard");
    }

    @Test
    void memory_is_bounded_and_no_critical_trace_is_lost_in_a_burst() {
        TraceSampler sampler = sampler("honeyhive.sampling.undecided-bytes", "64K");
        for (int i = 0; i < 20_000; i++) {
            String trace = newTrace();
            sampler.take(trace, span(trace, Importance.STANDARD));
            if (i % 10 == 0) {
                String critical = newTrace();
                sampler.take(critical, span(critical, null));
                sampler.take(critical, span(critical, Importance.CRITICAL));
            }
            assertThat(sampler.undecidedBytes()).isLessThanOrEqualTo(64 << 10);
        }

        assertThat(kept.stream().filter(arrival -> arrival.importance() == Importance.CRITICAL))
                .hasSize(2_000);
        sampler.close();
        assertThat(kept.size() + dropped.get()).isEqualTo(24_000);
        assertThat(sampler.undecidedBytes()).isZero();
    }

    @Test
    void trace_that_never_ends_is_decided_when_it_is_old() {
        TraceSampler sampler = sampler("honeyhive.sampling.undecided-age", "1s");
        sampler.take(LOW, span(LOW, null));
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        sampler.expire();
        assertThat(dropped).hasValue(0);
        now.incrementAndGet();
        sampler.expire();

        assertThat(dropped).hasValue(1);
        sampler.take(LOW, span(LOW, Importance.CRITICAL));
        assertThat(dropped).hasValue(2);
        assertThat(kept).isEmpty();
    }
}
