/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.internal.cdi.EvaluatedBeans.Asking;
import ai.honeyhive.microprofile.internal.cdi.EvaluatedBeans.Blocking;
import ai.honeyhive.microprofile.internal.cdi.EvaluatedBeans.Broken;
import ai.honeyhive.microprofile.internal.cdi.EvaluatedBeans.Concierge;
import ai.honeyhive.microprofile.internal.cdi.EvaluatedBeans.Politeness;
import ai.honeyhive.microprofile.internal.cdi.EvaluatedBeans.Words;
import ai.honeyhive.microprofile.internal.config.Settings;
import ai.honeyhive.microprofile.internal.evaluate.EvaluationAccount;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.internal.pipeline.Receiver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the scores of evaluated beans, up to the wire. */
class EvaluatedCallsTest {

    private Receiver honeyHive;

    @BeforeEach
    void listen() throws IOException {
        honeyHive = new Receiver();
        Blocking.gate = new CountDownLatch(0);
        Blocking.THREADS.clear();
    }

    @AfterEach
    void hangUp() {
        Blocking.gate.countDown();
        honeyHive.close();
    }

    private Settings settings() {
        return Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                .and("honeyhive.url", honeyHive.url())
                .and("honeyhive.export.delay", "20ms")
                .and("honeyhive.evaluation.pipeline.answer.evaluators", "politeness,exact-match,number-support")
                .and("honeyhive.evaluation.pipeline.answer.weight.politeness", "3")
                .and("honeyhive.evaluation.pipeline.answer.pass-mark", "0.7");
    }

    private Container start(Settings settings) {
        return Container.start(
                settings,
                new Weld(),
                Concierge.class,
                Politeness.class,
                Words.class,
                Blocking.class,
                Broken.class,
                Asking.class);
    }

    @Test
    void scores_explanations_and_aggregate_arrive_inside_the_event() {
        try (Container container = start(settings())) {
            container.bean(Concierge.class).answer("When?", List.of("It opens at 9."), "at 9");

            assertThat(honeyHive.awaitEvent("chat").attributes())
                    .containsEntry("honeyhive_metrics.politeness", 1.0)
                    .containsEntry("honeyhive_metrics.politeness_passed", true)
                    .containsEntry("honeyhive_metrics.politeness_explanation", "says please to When?")
                    .containsEntry("honeyhive_metrics.exact-match", 0.0)
                    .containsEntry("honeyhive_metrics.number-support", 1.0)
                    .containsEntry("honeyhive_metrics.answer", 0.8)
                    .containsEntry("honeyhive_metrics.answer_passed", true)
                    .containsEntry("honeyhive_metrics.answer_status", "pass")
                    .containsKey("honeyhive_metrics.answer_explanation")
                    .containsEntry("honeyhive_feedback.ground_truth", "at 9")
                    .doesNotContainKey("honeyhive_event_id");
            assertThat(honeyHive.updates()).isEmpty();
        }
    }

    @Test
    void evaluated_alone_traces_a_chain_and_single_evaluators_have_no_aggregate() {
        try (Container container = start(settings())) {
            container.bean(Concierge.class).alone("wait");

            assertThat(honeyHive.awaitEvent("Concierge.alone").attributes())
                    .containsEntry("honeyhive_event_type", "chain")
                    .containsEntry("honeyhive_metrics.politeness", 1.0)
                    .containsEntry("honeyhive_metrics.length_passed", true)
                    .doesNotContainKey("honeyhive_metrics.evaluation")
                    .doesNotContainKey("honeyhive_metrics.evaluation_status");
        }
    }

    @Test
    void caller_is_back_while_the_evaluator_still_works_and_the_event_waits_for_it() {
        Blocking.gate = new CountDownLatch(1);
        try (Container container = start(settings())) {
            assertThat(container.bean(Concierge.class).slow("now")).isEqualTo("now");
            container.bean(Concierge.class).alone("in between");
            honeyHive.awaitEvent("Concierge.alone");
            assertThat(honeyHive.names()).doesNotContain("Concierge.slow");

            Blocking.gate.countDown();
            assertThat(honeyHive.awaitEvent("Concierge.slow").attributes())
                    .containsEntry("honeyhive_metrics.blocking", 0.5);
            assertThat(Blocking.THREADS).allMatch(name -> name.startsWith("honeyhive-evaluation-"));
        }
    }

    @Test
    void scores_that_come_too_late_follow_their_event() {
        Blocking.gate = new CountDownLatch(1);
        try (Container container = start(settings().and("honeyhive.evaluation.wait", "50ms"))) {
            container.bean(Concierge.class).slow("now");
            Receiver.Event event = honeyHive.awaitEvent("Concierge.slow");
            assertThat(event.attributes()).doesNotContainKey("honeyhive_metrics.blocking");
            String id = (String) event.attributes().get("honeyhive_event_id");
            assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

            Blocking.gate.countDown();
            Receiver.await(() -> !honeyHive.updates().isEmpty(), "update");
            assertThat(honeyHive.updates())
                    .containsExactly("PUT {\"event_id\":\"" + id
                            + "\",\"metrics\":{\"blocking\":0.5,\"blocking_explanation\":\"in the end\"}}");
            HoneyHiveRuntime runtime = container.bean(HoneyHiveRuntime.class);
            Receiver.await(() -> runtime.updates().sent() == 1, "account of the update");
            assertThat(runtime.evaluations()).isEqualTo(account(1, 1, 0, 0, 1));
        }
    }

    @Test
    void feedback_of_a_reader_follows_its_event_masked_and_by_its_id() {
        try (Container container = start(settings())) {
            HoneyHive honeyHiveApi = container.bean(HoneyHive.class);
            List<String> ids = new ArrayList<>();
            honeyHiveApi.trace("reply").run(() -> {
                ids.add(honeyHiveApi.currentEvent().id());
                ids.add(honeyHiveApi.currentEvent().id());
            });

            honeyHiveApi.feedback(ids.get(0), "thumbs_up", false);
            honeyHiveApi.feedback(ids.get(0), "comment", "my key is " + Settings.PROJECT_KEY);
            honeyHiveApi.feedback(" ", "thumbs_up", true);
            honeyHiveApi.feedback(ids.get(0), "nothing", null);

            assertThat(ids.get(1)).isEqualTo(ids.get(0));
            assertThat(honeyHive.awaitEvent("reply").attributes()).containsEntry("honeyhive_event_id", ids.get(0));
            Receiver.await(() -> honeyHive.updates().size() == 2, "both");
            assertThat(honeyHive.updates().get(0))
                    .isEqualTo("PUT {\"event_id\":\"" + ids.get(0) + "\",\"feedback\":{\"thumbs_up\":false}}");
            assertThat(honeyHive.updates().get(1))
                    .contains("\"comment\":\"my key is ")
                    .doesNotContain(Settings.PROJECT_KEY);
            HoneyHiveRuntime runtime = container.bean(HoneyHiveRuntime.class);
            Receiver.await(() -> runtime.updates().sent() == 2, "account of the updates");
            assertThat(honeyHiveApi.currentEvent().id()).as("outside any call").isEmpty();
        }
    }

    @Test
    void event_with_an_id_of_its_own_keeps_it_for_its_late_scores() {
        Blocking.gate = new CountDownLatch(1);
        try (Container container = start(settings().and("honeyhive.evaluation.wait", "0s"))) {
            HoneyHive honeyHiveApi = container.bean(HoneyHive.class);
            List<String> ids = new ArrayList<>();
            honeyHiveApi.trace("reply").evaluated("blocking").call(() -> {
                ids.add(honeyHiveApi.currentEvent().id());
                return "now";
            });
            assertThat(honeyHive.awaitEvent("reply").attributes()).containsEntry("honeyhive_event_id", ids.get(0));

            Blocking.gate.countDown();
            Receiver.await(() -> !honeyHive.updates().isEmpty(), "update");
            assertThat(honeyHive.updates().get(0)).startsWith("PUT {\"event_id\":\"" + ids.get(0) + '"');
        }
    }

    @Test
    void update_that_is_refused_at_first_is_sent_again() {
        Blocking.gate = new CountDownLatch(1);
        honeyHive.answerUpdates(404);
        try (Container container = start(settings().and("honeyhive.evaluation.wait", "0s"))) {
            container.bean(Concierge.class).slow("now");
            honeyHive.awaitEvent("Concierge.slow");
            Blocking.gate.countDown();
            Receiver.await(() -> !honeyHive.updates().isEmpty(), "first attempt");
            honeyHive.answerUpdates(200);

            HoneyHiveRuntime runtime = container.bean(HoneyHiveRuntime.class);
            Receiver.await(() -> runtime.updates().sent() == 1, "another attempt");
            assertThat(runtime.updates().lost()).isZero();
        }
    }

    @Test
    void evaluator_that_fails_leaves_no_score_and_says_why() {
        try (Container container = start(settings())) {
            container.bean(Concierge.class).judgedByBroken("x");

            assertThat(honeyHive.awaitEvent("Concierge.judgedByBroken").attributes())
                    .doesNotContainKey("honeyhive_metrics.broken")
                    .containsEntry(
                            "honeyhive_metadata.evaluation_not_judged",
                            "broken ERROR: UnsupportedOperationException: not today");
            assertThat(container.bean(HoneyHiveRuntime.class).evaluations()).isEqualTo(account(1, 0, 1, 0, 0));
        }
    }

    @Test
    void failed_call_is_judged_only_by_what_needs_no_answer() {
        try (Container container = start(settings())) {
            assertThatThrownBy(() -> container.bean(Concierge.class).fail("yes"))
                    .hasMessage("no");

            assertThat(honeyHive.awaitEvent("Concierge.fail").attributes())
                    .containsEntry("honeyhive_error", "no")
                    .containsEntry("honeyhive_metrics.latency_passed", true)
                    .doesNotContainKey("honeyhive_metrics.exact-match");
        }
    }

    @Test
    void result_in_pieces_is_judged_as_a_whole_when_it_has_ended() {
        try (Container container = start(settings())) {
            container.bean(Concierge.class).stream().subscribe(new Reader());

            assertThat(honeyHive.awaitEvent("Concierge.stream").attributes())
                    .containsEntry("honeyhive_outputs.result", "please wait")
                    .containsEntry("honeyhive_metrics.politeness", 1.0);
        }
    }

    @Test
    void what_an_evaluator_calls_is_not_evaluated_in_its_turn() {
        try (Container container = start(settings())) {
            container.bean(Concierge.class).judgedByModel("x");

            assertThat(honeyHive.awaitEvent("Concierge.judgedByModel").attributes())
                    .containsEntry("honeyhive_metrics.asking", "fine");
            assertThat(honeyHive.awaitEvent("judge").attributes()).doesNotContainKey("honeyhive_metrics.asking");
            assertThat(container.bean(HoneyHiveRuntime.class).evaluations().due())
                    .isEqualTo(1);
        }
    }

    @Test
    void programmatic_call_is_evaluated_and_a_name_that_nobody_knows_is_left_out() {
        try (Container container = start(settings())) {
            container
                    .bean(HoneyHive.class)
                    .trace("rephrase")
                    .input("text", "hurry")
                    .expected("please hurry")
                    .evaluated("exact-match", "nobody")
                    .call(() -> "please hurry");

            assertThat(honeyHive.awaitEvent("rephrase").attributes())
                    .containsEntry("honeyhive_metrics.exact-match", 1.0);
        }
    }

    @Test
    void what_waits_beyond_the_bound_goes_without_scores_and_is_counted() {
        Blocking.gate = new CountDownLatch(1);
        try (Container container = start(settings().and("honeyhive.evaluation.queue-bytes", "64K"))) {
            container.bean(Concierge.class).slow("a".repeat(40_000));
            assertThat(honeyHive.awaitEvent("Concierge.slow").attributes())
                    .as("argument and result are more than the bound")
                    .doesNotContainKey("honeyhive_metrics.blocking");

            EvaluationAccount account = container.bean(HoneyHiveRuntime.class).evaluations();
            assertThat(account.dropped()).containsOnly(Map.entry(EvaluationAccount.Reason.QUEUE_FULL, 1L));
            assertThat(account.due()).isEqualTo(1);
            assertThat(container.metric("honeyhive.evaluation.runs"))
                    .containsEntry("{honeyhive.outcome=\"dropped\", honeyhive.reason=\"queue-full\"}", 1L);
        }
    }

    @Test
    void end_of_the_application_sends_what_waits_counts_it_and_leaves_no_thread() {
        Blocking.gate = new CountDownLatch(1);
        HoneyHiveRuntime runtime;
        try (Container container = start(settings().and("honeyhive.export.shutdown-timeout", "1s"))) {
            runtime = container.bean(HoneyHiveRuntime.class);
            container.bean(Concierge.class).slow("now");
            Receiver.await(() -> !Blocking.THREADS.isEmpty(), "evaluator at work");
        }
        assertThat(honeyHive.event("Concierge.slow").attributes()).doesNotContainKey("honeyhive_metrics.blocking");
        assertThat(runtime.evaluations().dropped()).containsOnly(Map.entry(EvaluationAccount.Reason.SHUTDOWN, 1L));
        assertThat(runtime.evaluations().running()).isZero();
        Receiver.await(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("honeyhive-")),
                "no thread of ours");
    }

    @Test
    void nothing_is_evaluated_where_it_is_switched_off_or_not_sampled() {
        try (Container container = start(settings().and("honeyhive.evaluation.pipeline.answer.sample-rate", "0"))) {
            container.bean(Concierge.class).answer("When?", List.of(), "at 9");
            assertThat(honeyHive.awaitEvent("chat").attributes()).doesNotContainKey("honeyhive_metrics.politeness");
            assertThat(container.bean(HoneyHiveRuntime.class).evaluations().due())
                    .isZero();
        }
        try (Container container = start(settings().and("honeyhive.evaluation.enabled", "false"))) {
            container.bean(Concierge.class).alone("wait");
            assertThat(honeyHive.awaitEvent("Concierge.alone").attributes())
                    .doesNotContainKey("honeyhive_metrics.politeness");
        }
    }

    @Test
    void each_score_is_a_log_record_on_the_span_that_was_evaluated_without_what_may_quote_the_answer() {
        try (Container container = start(settings())) {
            container.bean(Concierge.class).alone("wait");
            Receiver.Event event = honeyHive.awaitEvent("Concierge.alone");

            LogRecordData politeness = container.logs().stream()
                    .filter(log -> "politeness".equals(log.getAttributes().get(text("gen_ai.evaluation.name"))))
                    .findFirst()
                    .orElseThrow();
            assertThat(politeness.getSpanContext().getSpanId()).isEqualTo(event.spanId());
            assertThat(politeness.getSpanContext().getTraceId()).isEqualTo(event.traceId());
            assertThat(politeness.getAttributes().get(text("event.name"))).isEqualTo("gen_ai.evaluation.result");
            assertThat(politeness.getAttributes().get(AttributeKey.doubleKey("gen_ai.evaluation.score.value")))
                    .isCloseTo(1.0, within(0.0));
            assertThat(politeness.getAttributes().get(text("gen_ai.evaluation.score.label")))
                    .isEqualTo("pass");
            assertThat(politeness.getAttributes().get(text("gen_ai.evaluation.explanation")))
                    .isNull();
        }
    }

    private static AttributeKey<String> text(String name) {
        return AttributeKey.stringKey(name);
    }

    private static EvaluationAccount account(long due, long evaluated, long failed, long notJudged, long late) {
        return new EvaluationAccount(due, evaluated, notJudged, failed, Map.of(), 0, late);
    }

    private static final class Reader implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String item) {
            // What it says does not matter here.
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            // Nor that it ends.
        }
    }
}
