/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.internal.config.Settings;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.internal.pipeline.Receiver;
import ai.honeyhive.microprofile.spi.RequestClassifier;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sampling where no processor of ours sees the spans: each outermost call stands for its request. */
class FallbackSamplingTest {

    @ApplicationScoped
    static class Shop {

        @Inject
        Till till;

        @Inject
        HoneyHive honeyHive;

        @LLMTraced
        String order(String what) {
            try {
                return till.pay(what);
            } catch (IllegalStateException e) {
                return "not paid";
            }
        }

        @Evaluated("length")
        String praise(String what) {
            return what;
        }

        @LLMTraced
        String rated(String what) {
            honeyHive.currentEvent().feedback("thumb", "down");
            return what;
        }
    }

    @ApplicationScoped
    static class Till {

        @LLMTraced
        String pay(String what) {
            if (what.equals("air")) {
                throw new IllegalStateException("nothing to pay for");
            }
            return "paid";
        }
    }

    /** Uses what is injected, as one that asks for a customer does. */
    @ApplicationScoped
    static class Contract implements RequestClassifier {

        @Inject
        Till till;

        @Override
        public String classify(Request request) {
            if (request.name().equals("Shop.praise")) {
                throw new IllegalStateException("not today");
            }
            till.pay("for being asked");
            return request.name().equals("Shop.rated") ? "critical" : null;
        }
    }

    private Receiver honeyHive;

    @BeforeEach
    void listen() throws IOException {
        honeyHive = new Receiver();
    }

    @AfterEach
    void hangUp() {
        honeyHive.close();
    }

    private Container start(Settings more, Class<?>... beans) {
        return Container.start(
                more.and("honeyhive.api-key", Settings.PROJECT_KEY)
                        .and("honeyhive.url", honeyHive.url())
                        .and("honeyhive.export.delay", "20ms")
                        .and("honeyhive.sampling.strategy", "tiered")
                        .and("honeyhive.sampling.rate.standard", "0"),
                new Weld(),
                beans);
    }

    private static void flush(Container container) {
        assertThat(container.bean(HoneyHiveRuntime.class).flush(Duration.ofSeconds(20)))
                .isTrue();
    }

    @Test
    void error_in_a_second_call_of_a_request_is_kept_though_the_first_was_left_out() {
        try (Container container = start(new Settings(), Shop.class, Till.class)) {
            Span request = container
                    .bean(OpenTelemetry.class)
                    .getTracer("server")
                    .spanBuilder("GET /order")
                    .startSpan();
            try (Scope ignored = request.makeCurrent()) {
                container.bean(Shop.class).order("bread");
                container.bean(Shop.class).order("air");
            } finally {
                request.end();
            }
            flush(container);

            assertThat(honeyHive.names()).containsExactlyInAnyOrder("Shop.order", "Till.pay");
            assertThat(honeyHive.events())
                    .allSatisfy(event ->
                            assertThat(event.attributes()).containsEntry("honeyhive_metadata.sampling.reason", "error"))
                    .allMatch(event ->
                            event.traceId().equals(request.getSpanContext().getTraceId()));
            assertThat(honeyHive.event("Till.pay").parentId())
                    .isEqualTo(honeyHive.event("Shop.order").spanId());
            assertThat(container.bean(HoneyHiveRuntime.class).accounts().get("").sampledOut())
                    .isEqualTo(2);
        }
    }

    @Test
    void feedback_keeps_a_call_and_its_kind_is_told() {
        try (Container container = start(new Settings(), Shop.class, Till.class)) {
            container.bean(Shop.class).rated("bread");
            container.bean(Shop.class).order("bread");
            flush(container);

            assertThat(honeyHive.names()).containsExactly("Shop.rated");
            assertThat(honeyHive.event("Shop.rated").attributes())
                    .containsEntry("honeyhive_metadata.sampling.reason", "feedback");
        }
    }

    @Test
    void low_score_of_a_real_evaluator_keeps_the_call_with_its_score() {
        Settings settings = new Settings()
                .and("honeyhive.sampling.keep.failed-evaluations", "true")
                .and("honeyhive.evaluation.length.max", "10")
                .and("honeyhive.evaluation.length.unit", "characters");
        try (Container container = start(settings, Shop.class, Till.class)) {
            container.bean(Shop.class).praise("fine");
            container.bean(Shop.class).praise("too long for the limit, by far");
            flush(container);

            assertThat(honeyHive.events()).hasSize(1);
            assertThat(honeyHive.event("Shop.praise").attributes())
                    .containsEntry("honeyhive_metadata.sampling.reason", "score")
                    .containsEntry("honeyhive_metrics.length_passed", false);
            HoneyHiveRuntime runtime = container.bean(HoneyHiveRuntime.class);
            assertThat(runtime.evaluations().evaluated()).isEqualTo(2);
            assertThat(runtime.accounts().get("").sampledOut()).isEqualTo(1);
        }
    }

    @Test
    void classifier_is_a_bean_that_is_asked_and_may_fail() {
        try (Container container = start(new Settings(), Shop.class, Till.class, Contract.class)) {
            container.bean(Shop.class).rated("bread");
            container.bean(Shop.class).order("bread");
            assertThat(container.bean(Shop.class).praise("fine")).isEqualTo("fine");
            flush(container);

            assertThat(honeyHive.event("Shop.rated").attributes())
                    .containsEntry("honeyhive_metadata.sampling.class", "critical");
            assertThat(honeyHive.names()).doesNotContain("Shop.order", "Shop.praise");
            assertThat(container.bean(HoneyHiveRuntime.class).tallies()).containsEntry("fault", 1L);
        }
    }

    @Test
    void business_code_gets_its_own_exception() {
        try (Container container = start(new Settings(), Shop.class, Till.class, Contract.class)) {
            assertThatThrownBy(() -> container.bean(Till.class).pay("air")).hasMessage("nothing to pay for");
        }
    }
}
