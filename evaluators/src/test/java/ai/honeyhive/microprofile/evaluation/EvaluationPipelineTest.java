/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EvaluationPipelineTest {

    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final EvaluationWorkers workers = EvaluationWorkers.on(pool);

    @AfterEach
    void close() {
        workers.close();
        pool.shutdownNow();
    }

    private EvaluationPipeline.Builder pipeline() {
        return EvaluationPipeline.builder("quality", workers);
    }

    @Test
    void evaluators_run_side_by_side() {
        CountDownLatch together = new CountDownLatch(3);
        EvaluationPipeline.Builder pipeline = pipeline();
        for (String name : List.of("a", "b", "c")) {
            pipeline.add(Evaluator.of(name, Category.QUALITY, Set.of(), sample -> {
                together.countDown();
                return Evaluation.verdict(awaits(together));
            }));
        }
        assertThat(Given.await(pipeline.build().run(Given.SAMPLE)).parts())
                .extracting(Evaluation::status)
                .containsOnly(Evaluation.Status.PASS);
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void completion_in_every_order_gives_the_same_result() {
        List<String> names = List.of("a", "b", "c");
        List<Evaluation> seen = new ArrayList<>();
        for (List<String> order : List.of(
                List.of("a", "b", "c"),
                List.of("a", "c", "b"),
                List.of("b", "a", "c"),
                List.of("b", "c", "a"),
                List.of("c", "a", "b"),
                List.of("c", "b", "a"))) {
            Map<String, CompletableFuture<Evaluation>> open = Map.of(
                    "a", new CompletableFuture<>(), "b", new CompletableFuture<>(), "c", new CompletableFuture<>());
            EvaluationPipeline.Builder pipeline = pipeline();
            names.forEach(name -> pipeline.add(Given.async(name, sample -> open.get(name))));
            CompletableFuture<PipelineResult> run = pipeline.build().run(Given.SAMPLE);
            order.forEach(name -> open.get(name).complete(Evaluation.scored(1.0 / (name.charAt(0) - 'a' + 3))));
            PipelineResult result = Given.await(run);
            assertThat(result.parts())
                    .extracting(part -> part.provenance().evaluator())
                    .containsExactly("a", "b", "c");
            seen.add(result.overall().stamped(Provenance.UNKNOWN, Duration.ZERO));
        }
        assertThat(seen).hasSize(6).containsOnly(seen.get(0));
    }

    @Test
    void failures_of_every_kind_are_errors_without_a_score() {
        PipelineResult result = Given.await(pipeline()
                .add(Given.throwing("throws"))
                .add(Given.async("null", sample -> null))
                .add(Given.async("null-later", sample -> CompletableFuture.completedFuture(null)))
                .add(Given.async(
                        "fails",
                        sample -> CompletableFuture.failedFuture(
                                new CompletionException(new IllegalStateException("deep")))))
                .add(Given.async("assertion", sample -> {
                    throw new AssertionError("no");
                }))
                .add(Evaluator.of("not-a-number", Category.QUALITY, Set.of(), sample -> Evaluation.scored(0.0 / 0.0)))
                .add(Given.scoring("sound", 0.8))
                .build()
                .run(Given.SAMPLE));
        assertThat(result.parts().subList(0, 6)).allSatisfy(part -> {
            assertThat(part.status()).isEqualTo(Evaluation.Status.ERROR);
            assertThat(part.score()).isEmpty();
            assertThat(part.error()).isNotNull();
        });
        assertThat(result.part("fails").orElseThrow().explanation()).isEqualTo("IllegalStateException: deep");
        assertThat(result.overall().score()).hasValue(0.8);
        assertThat(result.metrics()).containsOnlyKeys("sound", "quality", "quality_explanation");
    }

    @Test
    void evaluator_without_its_input_is_skipped_and_not_called() {
        Evaluator needy = Evaluator.of("needy", Category.QUALITY, Set.of(Input.EXPECTED, Input.OUTPUT), sample -> {
            throw new AssertionError("called");
        });
        PipelineResult result = Given.await(
                pipeline().add(needy).add(Given.scoring("a", 0.4)).build().run(Given.SAMPLE));
        assertThat(result.parts().get(0).status()).isEqualTo(Evaluation.Status.SKIPPED);
        assertThat(result.parts().get(0).explanation()).contains("EXPECTED").doesNotContain("OUTPUT");
        assertThat(result.overall().score()).hasValue(0.4);
    }

    @Test
    void blocking_evaluator_is_interrupted_at_the_deadline_and_the_thread_is_clean_after() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        ExecutorService one = Executors.newSingleThreadExecutor();
        try (EvaluationWorkers single = EvaluationWorkers.on(one)) {
            Evaluator hanging = Evaluator.of("hanging", Category.QUALITY, Set.of(), sample -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                }
                return Evaluation.scored(1);
            });
            PipelineResult result = Given.await(EvaluationPipeline.builder("p", single)
                    .add(hanging)
                    .timeout(Duration.ofMillis(50))
                    .build()
                    .run(Given.SAMPLE));
            assertThat(result.parts().get(0).status()).isEqualTo(Evaluation.Status.ERROR);
            assertThat(result.parts().get(0).error()).isInstanceOf(TimeoutException.class);
            assertThat(result.overall().status()).isEqualTo(Evaluation.Status.ABSTAIN);
            assertThat(Given.await(interrupted)).isTrue();
            assertThat(one.submit(() -> Thread.currentThread().isInterrupted()).get())
                    .isFalse();
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void deadline_holds_when_no_thread_is_free() {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            pool.execute(() -> awaits(release));
        }
        PipelineResult result = Given.await(pipeline()
                .add(Given.scoring("a", 1))
                .timeout(Duration.ofMillis(50))
                .build()
                .run(Given.SAMPLE));
        release.countDown();
        assertThat(result.parts().get(0).error()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void cancelling_the_run_cancels_what_is_in_flight_through_nested_pipelines() {
        CompletableFuture<Evaluation> never = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        EvaluationPipeline inner = EvaluationPipeline.builder("inner", workers)
                .add(Given.async("slow", sample -> {
                    begun.countDown();
                    return never;
                }))
                .build();
        CompletableFuture<PipelineResult> run = pipeline().add(inner).build().run(Given.SAMPLE);
        assertThat(awaits(begun)).isTrue();
        run.cancel(true);
        assertThatThrownBy(() -> never.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    }

    @Test
    void nested_pipelines_share_one_thread_without_deadlock() {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try (EvaluationWorkers single = EvaluationWorkers.on(one)) {
            EvaluationPipeline inner = EvaluationPipeline.builder("inner", single)
                    .add(Given.scoring("a", 0.2))
                    .add(Given.scoring("b", 0.6))
                    .build();
            PipelineResult result = Given.await(EvaluationPipeline.builder("outer", single)
                    .add(inner)
                    .add(Given.scoring("c", 1))
                    .weight("inner", 3)
                    .concurrency(1, 10)
                    .build()
                    .run(Given.SAMPLE));
            assertThat(result.overall().score().orElseThrow()).isCloseTo(0.55, within(1e-12));
            assertThat(result.parts().get(0).details()).containsEntry("a", 0.2).containsEntry("b", 0.6);
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void executor_that_refuses_gives_an_abstention() {
        try (EvaluationWorkers full = EvaluationWorkers.on(task -> {
            throw new RejectedExecutionException("full");
        })) {
            PipelineResult result = Given.await(EvaluationPipeline.builder("p", full)
                    .add(Given.scoring("a", 1))
                    .build()
                    .run(Given.SAMPLE));
            assertThat(result.parts().get(0).status()).isEqualTo(Evaluation.Status.ABSTAIN);
        }
    }

    @Test
    void executor_that_breaks_once_does_not_stop_what_comes_after() {
        AtomicInteger calls = new AtomicInteger();
        try (EvaluationWorkers broken = EvaluationWorkers.on(task -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("going down");
            }
            task.run();
        })) {
            EvaluationPipeline pipeline = EvaluationPipeline.builder("p", broken)
                    .add(Given.scoring("a", 1))
                    .concurrency(1, 5)
                    .build();
            assertThat(Given.await(pipeline.run(Given.SAMPLE)).parts().get(0).status())
                    .isEqualTo(Evaluation.Status.ERROR);
            assertThat(Given.await(pipeline.run(Given.SAMPLE)).parts().get(0).status())
                    .isEqualTo(Evaluation.Status.SCORED);
        }
    }

    @Test
    void run_on_closed_workers_ends_with_errors_and_no_exception() {
        EvaluationWorkers closed = EvaluationWorkers.ofThreads(1);
        closed.close();
        PipelineResult result = Given.await(EvaluationPipeline.builder("p", closed)
                .add(Given.scoring("a", 1))
                .build()
                .run(Given.SAMPLE));
        assertThat(result.parts().get(0).status()).isEqualTo(Evaluation.Status.ERROR);
    }

    @Test
    void no_thread_of_ours_outlives_close() {
        EvaluationWorkers own = EvaluationWorkers.ofThreads(2);
        ConcurrentLinkedQueue<Thread> used = new ConcurrentLinkedQueue<>();
        Given.await(EvaluationPipeline.builder("p", own)
                .add(Evaluator.of("a", Category.QUALITY, Set.of(), sample -> {
                    used.add(Thread.currentThread());
                    return Evaluation.scored(1);
                }))
                .build()
                .run(Given.SAMPLE));
        own.close();
        assertThat(used).hasSize(1).allSatisfy(thread -> {
            assertThat(thread.getName()).startsWith("honeyhive-evaluation");
            assertThat(thread.isDaemon()).isTrue();
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        });
    }

    @Test
    void wrong_settings_name_what_is_wrong_and_the_nearest_name() {
        assertThatThrownBy(() -> pipeline()
                        .add(Given.scoring("rouge-l", 1))
                        .weight("rouje-l", 2)
                        .build())
                .hasMessageContaining("'rouje-l'")
                .hasMessageContaining("Did you mean 'rouge-l'?");
        assertThatThrownBy(() -> pipeline().add(Given.scoring("a", 1)).add(Given.scoring("a", 0)))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> pipeline().build()).hasMessageContaining("no evaluator");
        assertThatThrownBy(() -> pipeline().weight("a", Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> pipeline().threshold("a", Double.POSITIVE_INFINITY))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> pipeline().timeout(Duration.ZERO)).hasMessageContaining("positive");
    }

    @Test
    void infinities_and_scores_without_judgement_are_refused() {
        assertThatThrownBy(() -> Evaluation.scored(Double.NEGATIVE_INFINITY)).hasMessageContaining("finite");
        assertThatThrownBy(() -> Evaluation.verdict(true, Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> Evaluation.scored(1).withCost(Double.NaN)).hasMessageContaining("finite");
    }

    @Test
    void texts_of_results_quote_no_content() {
        assertThat(Sample.of("secret question", "secret answer").toString()).doesNotContain("secret");
        assertThat(Evaluation.scored(1).withExplanation("quotes secret").toString())
                .doesNotContain("secret");
    }
}
