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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The class of a trace by what the application and the server know of the request. */
class ClassesTest {

    private static final AttributeKey<String> CLASS = AttributeKey.stringKey("honeyhive_metadata.sampling.class");

    private final TestSurroundings around = new TestSurroundings();

    private TraceSampler sampler(String... keysAndValues) {
        return around.sampler(System::nanoTime, keysAndValues);
    }

    private List<String> classes() {
        List<String> classes = new ArrayList<>();
        around.kept.forEach(arrival -> classes.add(arrival.record().content().get(CLASS)));
        return classes;
    }

    @Test
    void classifier_sees_the_span_and_its_answer_counts() {
        List<String> seen = new ArrayList<>();
        around.classifier(request -> {
            seen.add(request.tracer() + request.name() + request.attribute("plan") + request.baggage("user.tier"));
            return "gold".equals(request.attribute("plan")) ? "Critical" : null;
        });
        TraceSampler sampler = sampler();
        Attributes gold = Attributes.of(AttributeKey.stringKey("plan"), "gold");
        Baggage tier = Baggage.builder().put("user.tier", "eu").build();
        sampler.take("gold", span(LOW, null, gold, StatusCode.UNSET, 1, tier));
        sampler.ended("gold");
        sampler.take("other", span(LOW, null));
        sampler.ended("other");

        assertThat(seen).containsExactly("askgoldeu", "asknullnull");
        assertThat(classes()).containsExactly("critical");
        assertThat(around.dropped).hasValue(1);
    }

    @Test
    void rule_beats_classifier_and_classifier_beats_annotation() {
        around.classifier(request -> "noise");
        TraceSampler sampler = sampler(
                "honeyhive.sampling.rate.noise", "0",
                "honeyhive.sampling.rule.paid.attribute.plan", "gold",
                "honeyhive.sampling.rule.paid.class", "critical");
        sampler.take(
                "rule",
                span(
                        LOW,
                        null,
                        Attributes.of(AttributeKey.stringKey("plan"), "gold"),
                        StatusCode.UNSET,
                        1,
                        Baggage.empty()));
        sampler.ended("rule");
        sampler.take("annotation", span(LOW, Importance.CRITICAL));
        sampler.ended("annotation");

        assertThat(classes()).containsExactly("critical");
        assertThat(around.dropped).hasValue(1);
    }

    @Test
    void of_several_classifiers_the_highest_rate_counts() {
        around.classifier(request -> "standard", request -> "critical", request -> "important");
        TraceSampler sampler = sampler();
        sampler.take(LOW, span(LOW, null));

        assertThat(classes()).containsExactly("critical");
    }

    @Test
    void classifier_that_throws_is_counted_and_the_others_are_asked() {
        around.classifier(
                request -> {
                    throw new LinkageError("gone");
                },
                request -> "critical");
        TraceSampler sampler = sampler();
        sampler.take(LOW, span(LOW, null));

        assertThat(classes()).containsExactly("critical");
        assertThat(around.faults).singleElement().isInstanceOf(LinkageError.class);
    }

    @Test
    void classifier_is_not_asked_of_spans_that_it_makes_itself() {
        TraceSampler[] sampler = new TraceSampler[1];
        List<String> asked = new ArrayList<>();
        around.classifier(request -> {
            asked.add(request.name());
            sampler[0].take("its own", span(LOW, null));
            return "critical";
        });
        sampler[0] = sampler();
        sampler[0].take(LOW, span(LOW, null));

        assertThat(asked).hasSize(1);
        assertThat(classes()).containsExactly("critical");
    }

    @Test
    void rules_read_headers_and_claims_of_the_request() {
        TraceSampler sampler = sampler(
                "honeyhive.sampling.rule.plan.header.X-Plan", "gold",
                "honeyhive.sampling.rule.plan.class", "critical",
                "honeyhive.sampling.rule.staff.claim.groups", "staff",
                "honeyhive.sampling.rule.staff.class", "critical");
        Attributes recorded = Attributes.of(AttributeKey.stringArrayKey("http.request.header.x-plan"), List.of("gold"));
        sampler.take("recorded", span(LOW, null, recorded, StatusCode.UNSET, 1, Baggage.empty()));
        around.request.put("HEADER X-Plan", "gold");
        sampler.take("header", span(LOW, null));
        around.request.clear();
        around.request.put("CLAIM groups", List.of("users", "staff"));
        sampler.take("claim", span(LOW, null));
        around.request.clear();
        sampler.take("neither", span(LOW, null));
        sampler.ended("neither");

        assertThat(classes()).containsExactly("critical", "critical", "critical");
        assertThat(around.dropped).hasValue(1);
    }
}
