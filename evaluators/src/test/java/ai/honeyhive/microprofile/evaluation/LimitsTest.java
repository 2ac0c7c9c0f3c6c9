/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimitsTest {

    private final EvaluationWorkers workers = EvaluationWorkers.on(Runnable::run);

    @AfterEach
    void close() {
        workers.close();
    }

    private record Judge(String name, Function<Sample, CompletionStage<Evaluation>> judge) implements Evaluator {
        @Override
        public Category category() {
            return Category.QUALITY;
        }

        @Override
        public boolean isMetered() {
            return true;
        }

        @Override
        public Optional<String> fingerprint() {
            return Optional.of("model-1");
        }

        @Override
        public CompletionStage<Evaluation> evaluate(Sample sample) {
            return judge.apply(sample);
        }
    }

    private static CompletionStage<Evaluation> now(Evaluation evaluation) {
        return CompletableFuture.completedFuture(evaluation);
    }

    @Test
    void bucket_gives_a_burst_and_then_one_token_each_interval() {
        TokenBucket bucket = new TokenBucket(10, 3);
        long now = 5_000_000_000L;
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waits.add(bucket.reserve(now, Long.MAX_VALUE) / 1_000_000);
        }
        assertThat(waits).containsExactly(0L, 0L, 0L, 100L, 200L, 300L);
        assertThat(bucket.reserve(now, 399_000_000)).isEqualTo(-1);
        assertThat(bucket.reserve(now + 400_000_000, 0))
                .as("nothing was taken by the refusal")
                .isZero();
        assertThat(bucket.reserve(now + 60_000_000_000L, 0)).isZero();
        assertThat(bucket.reserve(now + 60_000_000_000L, 0)).isZero();
        assertThat(bucket.reserve(now + 60_000_000_000L, 0)).isZero();
        assertThat(bucket.reserve(now + 60_000_000_000L, 0))
                .as("no more than the burst is saved up")
                .isEqualTo(-1);
    }

    @Test
    void gate_lets_no_more_in_than_it_has_places_and_bounds_the_queue() {
        ConcurrencyGate gate = new ConcurrencyGate(2, 3);
        List<String> entered = new ArrayList<>();
        List<Boolean> accepted = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            accepted.add(gate.enter(() -> entered.add(name)));
        }
        assertThat(accepted).containsExactly(true, true, true, true, true, false);
        assertThat(entered).containsExactly("a", "b");
        gate.leave();
        gate.leave();
        assertThat(entered).containsExactly("a", "b", "c", "d");
    }

    @Test
    void gate_hands_out_many_places_without_a_deep_stack() {
        ConcurrencyGate gate = new ConcurrencyGate(1, 200_000);
        AtomicInteger ran = new AtomicInteger();
        assertThat(gate.enter(() -> {})).isTrue();
        for (int i = 0; i < 100_000; i++) {
            gate.enter(() -> {
                ran.incrementAndGet();
                gate.leave();
            });
        }
        gate.leave();
        assertThat(ran).hasValue(100_000);
    }

    @Test
    void no_more_evaluations_are_in_flight_than_allowed_and_those_beyond_the_queue_abstain() {
        ConcurrentLinkedQueue<CompletableFuture<Evaluation>> inFlight = new ConcurrentLinkedQueue<>();
        EvaluationPipeline pipeline = EvaluationPipeline.builder("p", workers)
                .add(new Judge("judge", sample -> {
                    CompletableFuture<Evaluation> open = new CompletableFuture<>();
                    inFlight.add(open);
                    return open;
                }))
                .concurrency(2, 1)
                .build();
        List<CompletableFuture<PipelineResult>> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            runs.add(pipeline.run(Given.SAMPLE));
        }
        assertThat(inFlight).hasSize(2);
        assertThat(Given.await(runs.get(3)).parts().get(0).explanation()).contains("wait");
        inFlight.forEach(open -> open.complete(Evaluation.scored(1)));
        assertThat(inFlight).hasSize(3);
        inFlight.forEach(open -> open.complete(Evaluation.scored(1)));
        assertThat(Given.await(runs.get(2)).overall().score()).hasValue(1);
    }

    @Test
    void rate_limit_spares_the_unmetered_and_abstains_where_there_is_no_room_before_the_deadline() {
        EvaluationPipeline pipeline = EvaluationPipeline.builder("p", workers)
                .add(new Judge("judge", sample -> now(Evaluation.scored(1))))
                .add(Given.scoring("free", 0))
                .rate(0.001, 1)
                .build();
        assertThat(Given.await(pipeline.run(Given.SAMPLE)).overall().score()).hasValue(0.5);
        PipelineResult second = Given.await(pipeline.run(Given.SAMPLE));
        assertThat(second.part("judge").orElseThrow().status()).isEqualTo(Evaluation.Status.ABSTAIN);
        assertThat(second.overall().score()).hasValue(0);
    }

    @Test
    void delayed_token_is_waited_for_without_a_thread() {
        EvaluationPipeline pipeline = EvaluationPipeline.builder("p", workers)
                .add(new Judge("judge", sample -> now(Evaluation.scored(1))))
                .rate(50, 1)
                .build();
        List<CompletableFuture<PipelineResult>> runs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            runs.add(pipeline.run(Given.SAMPLE));
        }
        assertThat(runs)
                .allSatisfy(
                        run -> assertThat(Given.await(run).overall().score()).hasValue(1));
        assertThat(Given.await(runs.get(4)).overall().took().toMillis()).isGreaterThanOrEqualTo(70);
    }

    @Test
    void budget_stops_metered_evaluators_only() {
        Budget budget = Budget.ofCost(0.25);
        EvaluationPipeline pipeline = EvaluationPipeline.builder("p", workers)
                .add(new Judge("judge", sample -> now(Evaluation.scored(1).withCost(0.1))))
                .add(Given.scoring("free", 0))
                .budget(budget)
                .build();
        List<Evaluation.Status> judged = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            judged.add(Given.await(pipeline.run(Given.SAMPLE)).parts().get(0).status());
        }
        assertThat(judged)
                .containsExactly(
                        Evaluation.Status.SCORED,
                        Evaluation.Status.SCORED,
                        Evaluation.Status.SCORED,
                        Evaluation.Status.ABSTAIN,
                        Evaluation.Status.ABSTAIN);
        assertThat(budget.spent()).isEqualTo(0.1 + 0.1 + 0.1);
        assertThat(budget.calls()).isEqualTo(3);
    }

    @Test
    void equal_content_is_judged_once_and_errors_are_not_kept() {
        AtomicInteger calls = new AtomicInteger();
        EvaluationPipeline pipeline = EvaluationPipeline.builder("p", workers)
                .add(new Judge("judge", sample -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IllegalStateException("not now");
                    }
                    return now(Evaluation.scored(0.5).withCost(3));
                }))
                .cache(new EvaluationCache(10))
                .build();
        Sample same = Sample.builder().input("a", 1).input("b", 2).output("x").build();
        Sample reordered =
                Sample.builder().input("b", 2).input("a", 1).output("x").build();
        Sample other = Sample.builder().input("a", 1).input("b", 2).output("y").build();
        assertThat(part(pipeline, same).status()).isEqualTo(Evaluation.Status.ERROR);
        assertThat(part(pipeline, same).provenance().cached()).isFalse();
        Evaluation cached = part(pipeline, reordered);
        assertThat(cached.provenance().cached()).isTrue();
        assertThat(cached.cost()).as("it did not cost again").isZero();
        assertThat(part(pipeline, other).provenance().cached()).isFalse();
        assertThat(calls).hasValue(3);
    }

    private static Evaluation part(EvaluationPipeline pipeline, Sample sample) {
        return Given.await(pipeline.run(sample)).parts().get(0);
    }

    @Test
    void cache_forgets_the_least_recently_used() {
        EvaluationCache cache = new EvaluationCache(2);
        cache.put("a", Evaluation.scored(1));
        cache.put("b", Evaluation.scored(1));
        assertThat(cache.get("a")).isPresent();
        cache.put("c", Evaluation.scored(1));
        assertThat(cache.get("b")).isEmpty();
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void content_hash_tells_lists_and_neighbours_apart() {
        assertThat(hash(Sample.builder().context("ab").context("c")))
                .isNotEqualTo(hash(Sample.builder().context("a").context("bc")))
                .isNotEqualTo(hash(Sample.builder().context("abc")))
                .isEqualTo(hash(Sample.builder().context("ab").context("c")));
        assertThat(hash(Sample.builder().question("a")))
                .isNotEqualTo(hash(Sample.builder().output("a")));
        assertThat(hash(Sample.builder().output(""))).isNotEqualTo(hash(Sample.builder()));
    }

    private static String hash(Sample.Builder sample) {
        return sample.build().contentHash();
    }
}
