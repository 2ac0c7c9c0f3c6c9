/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.QualityGate;
import ai.honeyhive.microprofile.QualityGateException;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.internal.cdi.EvaluatedBeans.Broken;
import ai.honeyhive.microprofile.internal.cdi.EvaluatedBeans.Politeness;
import ai.honeyhive.microprofile.internal.cdi.EvaluatedBeans.Words;
import ai.honeyhive.microprofile.internal.config.Settings;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.internal.pipeline.Receiver;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are judged before their caller gets them. */
class QualityGateTest {

    private Receiver honeyHive;

    @BeforeEach
    void listen() throws IOException {
        honeyHive = new Receiver();
    }

    @AfterEach
    void hangUp() {
        honeyHive.close();
    }

    private Settings settings() {
        return Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                .and("honeyhive.url", honeyHive.url())
                .and("honeyhive.export.delay", "20ms")
                .and("honeyhive.evaluation.pipeline.manners.evaluators", "politeness,length")
                .and("honeyhive.evaluation.pipeline.manners.must-pass", "politeness");
    }

    private static Container start(Settings settings) {
        return Container.start(settings, new Weld(), Gated.class, Politeness.class, Words.class, Broken.class);
    }

    @Test
    void good_answer_passes_and_the_attempt_is_an_event_below_the_call_with_its_scores() {
        try (Container container = start(settings())) {
            assertThat(container.bean(Gated.class).answer("please wait")).isEqualTo("please wait");

            Receiver.Event attempt = honeyHive.awaitEvent("Gated.answer attempt");
            Receiver.Event call = honeyHive.awaitEvent("Gated.answer");
            assertThat(attempt.parentId()).isEqualTo(call.spanId());
            assertThat(attempt.attributes())
                    .containsEntry("honeyhive_metrics.politeness", 1.0)
                    .containsEntry("honeyhive_metrics.manners_status", "scored")
                    .containsEntry("honeyhive_outputs.result", "please wait")
                    .doesNotContainKey("honeyhive_error");
        }
    }

    @Test
    void bad_answer_is_an_exception_that_tells_the_scores_and_not_the_answer() {
        try (Container container = start(settings())) {
            Throwable refusal = catchThrowable(() -> container.bean(Gated.class).answer("secretly rude"));

            assertThat(refusal)
                    .isInstanceOf(QualityGateException.class)
                    .hasMessage(
                            "The answer of Gated.answer was refused by its quality gate: politeness FAIL 0.0, manners"
                                    + " FAIL 0.5");
            assertThat(((QualityGateException) refusal).evaluations())
                    .extracting(Evaluation::status)
                    .containsExactly(Evaluation.Status.FAIL, Evaluation.Status.PASS, Evaluation.Status.FAIL);
            Receiver.Event attempt = honeyHive.awaitEvent("Gated.answer attempt");
            assertThat(attempt.attributes())
                    .containsEntry("honeyhive_metrics.politeness", 0.0)
                    .containsEntry("honeyhive_outputs.result", "secretly rude")
                    .containsEntry("honeyhive_error_type", QualityGateException.class.getName());
        }
    }

    @Test
    void annotations_that_are_off_leave_no_span_no_event_and_refuse_nothing() {
        Settings settings = settings().and("honeyhive.annotations.enabled", "false");
        try (Container container = start(settings)) {
            assertThat(settings.read().startUpLine()).contains("annotations off");
            assertThat(container.bean(Gated.class).answer("secretly rude")).isEqualTo("secretly rude");
            assertThat(container.spans()).isEmpty();

            container
                    .bean(HoneyHive.class)
                    .trace("without annotation")
                    .run(() -> container.bean(Gated.class).answer("secretly rude"));
            honeyHive.awaitEvent("without annotation");
            assertThat(honeyHive.names()).containsExactly("without annotation");
        }
    }

    @Test
    void decision_stands_in_the_audit_log_with_its_trace_and_not_the_answer(@TempDir Path directory) throws Exception {
        String trace;
        try (Container container = start(settings()
                .and("honeyhive.audit.enabled", "true")
                .and("honeyhive.audit.directory", directory.toString())
                .and("honeyhive.audit.application", "shop"))) {
            assertThat(catchThrowable(() -> container.bean(Gated.class).answer("secretly rude")))
                    .isInstanceOf(QualityGateException.class);
            trace = honeyHive.awaitEvent("Gated.answer").traceId();
        }
        List<String> records = Files.readAllLines(directory.resolve("shop-1/audit-000001.jsonl"));
        assertThat(records)
                .filteredOn(record -> record.contains("gate.decided"))
                .singleElement()
                .asString()
                .contains("\"outcome\":\"denied\"", "\"target\":\"manners\"", "\"verdict\":\"fail\"")
                .contains("\"trace_id\":\"" + trace + "\"", "\"fail\":\"2\"", "\"pass\":\"1\"");
        assertThat(String.join("", records)).doesNotContain("secretly");
    }

    @Test
    void bad_answer_is_replaced_or_only_recorded_where_the_gate_says_so() {
        try (Container container = start(settings())) {
            Gated gated = container.bean(Gated.class);
            assertThat(gated.replaced("rude")).isEqualTo("Ask again later.");
            assertThat(gated.emptied("rude")).isEmpty();
            assertThat(gated.recorded("rude")).isEqualTo("rude");

            assertThat(honeyHive.awaitEvent("Gated.recorded attempt").attributes())
                    .containsEntry("honeyhive_metrics.politeness", 0.0)
                    .doesNotContainKey("honeyhive_error");
        }
    }

    @Test
    void stage_is_judged_when_it_completes_and_fails_with_the_refusal() {
        try (Container container = start(settings())) {
            Gated gated = container.bean(Gated.class);
            CompletableFuture<String> answer = new CompletableFuture<>();
            CompletionStage<String> judged = gated.later(answer);
            assertThat(judged.toCompletableFuture()).isNotDone();
            answer.complete("rude");

            assertThatThrownBy(() -> judged.toCompletableFuture().join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(QualityGateException.class);
            assertThat(gated.later(CompletableFuture.completedFuture("please"))
                            .toCompletableFuture()
                            .join())
                    .isEqualTo("please");
            IllegalStateException own = new IllegalStateException("no model");
            assertThatThrownBy(() -> gated.later(CompletableFuture.failedFuture(own))
                            .toCompletableFuture()
                            .join())
                    .hasCause(own);
        }
    }

    @Test
    void what_cannot_be_judged_passes_unless_the_gate_is_strict() {
        try (Container container = start(settings())) {
            Gated gated = container.bean(Gated.class);
            assertThat(gated.undecided("x")).isEqualTo("x");
            assertThatThrownBy(() -> gated.strict("x"))
                    .isInstanceOf(QualityGateException.class)
                    .hasMessageContaining("broken ERROR");
        }
    }

    @Test
    void exception_of_the_method_leaves_the_gate_unchanged() {
        try (Container container = start(settings())) {
            assertThatThrownBy(() -> container.bean(Gated.class).failing()).hasMessage("mine");
        }
    }

    @Test
    void gate_judges_without_a_key_and_whatever_is_captured_and_lets_everything_pass_where_evaluation_is_off() {
        try (Container container = start(Settings.with("honeyhive.evaluation.pipeline.manners.evaluators", "politeness")
                .and("honeyhive.evaluation.pipeline.manners.must-pass", "politeness"))) {
            assertThatThrownBy(() -> container.bean(Gated.class).answer("rude"))
                    .isInstanceOf(QualityGateException.class);
        }
        try (Container container = start(settings().and("honeyhive.capture.content", "none"))) {
            assertThatThrownBy(() -> container.bean(Gated.class).answer("rude"))
                    .isInstanceOf(QualityGateException.class);
            container.bean(HoneyHiveRuntime.class).flush(Duration.ofSeconds(10));
            assertThat(honeyHive.event("Gated.answer attempt").attributes())
                    .doesNotContainKey("honeyhive_outputs.result");
        }
        try (Container container = start(settings().and("honeyhive.evaluation.enabled", "false"))) {
            assertThat(container.bean(Gated.class).answer("rude")).isEqualTo("rude");
        }
    }

    @Test
    void gate_on_a_result_in_pieces_fails_the_deployment() {
        assertThatThrownBy(() ->
                        Container.start(settings(), new Weld(), Piecemeal.class).close())
                .hasMessageContaining("HONEYHIVE-008 " + Piecemeal.class.getName() + ".pieces()");
    }

    @ApplicationScoped
    static class Gated {

        @LLMTraced
        @QualityGate("manners")
        String answer(String answer) {
            return answer;
        }

        @QualityGate(value = "manners", onFail = QualityGate.OnFail.REPLACE, replacement = "Ask again later.")
        String replaced(String answer) {
            return answer;
        }

        @QualityGate(value = "politeness", onFail = QualityGate.OnFail.REPLACE)
        Optional<String> emptied(String answer) {
            return Optional.of(answer);
        }

        @QualityGate(value = "politeness", onFail = QualityGate.OnFail.RECORD)
        String recorded(String answer) {
            return answer;
        }

        @QualityGate("politeness")
        CompletionStage<String> later(CompletionStage<String> answer) {
            return answer;
        }

        @QualityGate("broken")
        String undecided(String answer) {
            return answer;
        }

        @QualityGate(value = "broken", strict = true)
        String strict(String answer) {
            return answer;
        }

        @Evaluated("politeness")
        @QualityGate("politeness")
        String failing() {
            throw new IllegalStateException("mine");
        }
    }

    @ApplicationScoped
    static class Piecemeal {

        @QualityGate("length")
        Stream<String> pieces() {
            return Stream.of("a");
        }
    }
}
