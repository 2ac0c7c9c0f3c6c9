/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.internal.call.Evaluating;
import ai.honeyhive.microprofile.internal.evaluate.EvaluationService;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Spans of third-party instrumentors, which nobody annotated, are evaluated by rules of the configuration. */
class EvaluationRulesTest {

    private static Application application(String... more) throws IOException {
        String[] settings = {
            "honeyhive.evaluation.pipeline.answer.evaluators", "lexical-support,token-efficiency,exact-match",
            "honeyhive.evaluation.rule.chats.span", "chat*",
            "honeyhive.evaluation.rule.chats.scope", "a*p",
            "honeyhive.evaluation.rule.chats.pipeline", "answer",
        };
        String[] all = Arrays.copyOf(settings, settings.length + more.length);
        System.arraycopy(more, 0, all, settings.length, more.length);
        Application application = new Application(all);
        application.runtime.evaluate(
                new EvaluationService(application.runtime.config().evaluation(), Evaluators.builtIn(), Map.of(), null),
                (record, announcement, content) -> {});
        return application;
    }

    private static void chat(Span span) {
        span.setAttribute("gen_ai.operation.name", "chat");
        span.setAttribute("gen_ai.usage.input_tokens", 30L);
        span.setAttribute("gen_ai.usage.output_tokens", 10L);
        span.setAttribute(
                "gen_ai.input.messages", "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"When?\"}]}]");
        span.setAttribute(
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"At nine.\"}]}]");
        span.setAttribute("honeyhive_inputs.context", "[\"The shop opens at nine.\"]");
    }

    @Test
    void span_that_a_rule_means_is_scored_from_the_messages_of_its_instrumentor() throws IOException {
        try (Application app = application()) {
            app.span("chat gpt-4o", EvaluationRulesTest::chat);

            assertThat(app.received().event("chat gpt-4o").attributes())
                    .containsEntry("honeyhive_metrics.lexical-support", 1.0)
                    .containsEntry("honeyhive_metrics.token-efficiency", 0.25)
                    .containsEntry("honeyhive_metrics.answer", 0.625)
                    .doesNotContainKey("honeyhive_metrics.exact-match")
                    .hasEntrySatisfying(
                            "honeyhive_metadata.answer_not_judged",
                            why -> assertThat(why.toString()).startsWith("exact-match SKIPPED"));
        }
    }

    @Test
    void span_of_another_name_goes_as_it_is() throws IOException {
        try (Application app = application()) {
            app.span("text_completion", EvaluationRulesTest::chat);

            assertThat(app.received().event("text_completion").attributes())
                    .doesNotContainKey("honeyhive_metrics.answer");
            assertThat(app.runtime.evaluations().due()).isZero();
        }
    }

    @Test
    void span_that_an_evaluator_makes_is_not_evaluated() throws IOException {
        try (Application app = application();
                Scope ignored = Evaluating.mark(Context.root()).makeCurrent()) {
            app.span("outer", span -> app.span("chat gpt-4o", EvaluationRulesTest::chat));

            assertThat(app.received().event("chat gpt-4o").attributes()).doesNotContainKey("honeyhive_metrics.answer");
            assertThat(app.runtime.evaluations().due()).isZero();
        }
    }

    @Test
    void the_same_traces_are_sampled_everywhere() throws IOException {
        try (Application app = application("honeyhive.evaluation.pipeline.answer.sample-rate", "0.5")) {
            for (int i = 0; i < 400; i++) {
                app.span("chat " + i, EvaluationRulesTest::chat);
            }
            long due = app.received().events().stream()
                    .peek(event -> assertThat(event.attributes().containsKey("honeyhive_metrics.answer"))
                            .as(event.traceId())
                            .isEqualTo(Long.parseLong(event.traceId().substring(18), 16) >= 1L << 55))
                    .filter(event -> event.attributes().containsKey("honeyhive_metrics.answer"))
                    .count();
            assertThat(due).isEqualTo(app.runtime.evaluations().due()).isBetween(120L, 280L);
        }
    }
}
