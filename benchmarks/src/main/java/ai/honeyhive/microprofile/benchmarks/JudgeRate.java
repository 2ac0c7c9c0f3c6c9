/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.evaluation.ChatAnswer;
import ai.honeyhive.microprofile.evaluation.ChatModel;
import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.Judges;
import ai.honeyhive.microprofile.evaluation.Sample;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many answers a second a pipeline with a judge gets judged, where the model takes 200 ms and 500 questions are under way
 * at a time: how many answers. Prompt, verdict and all checks of it are real, only the model is a stand-in that waits.
 */
public final class JudgeRate {

    static final int IN_FLIGHT = 500;
    static final long MODEL_MILLIS = 200;

    private JudgeRate() {}

    public static void main(String[] arguments) throws InterruptedException {
        int answers = Integer.parseInt(arguments[0]);
        ChatModel model = request -> {
            try {
                TimeUnit.MILLISECONDS.sleep(MODEL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            return ChatAnswer.of("{\"reason\":\"It answers the question.\",\"score\":4}");
        };
        try (EvaluationWorkers workers = EvaluationWorkers.ofThreads(IN_FLIGHT)) {
            EvaluationPipeline pipeline = EvaluationPipeline.builder("quality", workers)
                    .add(Judges.relevance("stand-in", model))
                    .concurrency(IN_FLIGHT, IN_FLIGHT)
                    .build();
            judge(pipeline, IN_FLIGHT * 5);
            long begin = System.nanoTime();
            int judged = judge(pipeline, answers);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (judged != answers) {
                throw new IllegalStateException(judged + " of " + answers + " were judged");
            }
            System.out.printf(Locale.ROOT, "RESULT %.1f%n", answers / seconds);
        }
    }

    /** How many were judged: each takes the place of one that is done. */
    private static int judge(EvaluationPipeline pipeline, int answers) throws InterruptedException {
        Semaphore places = new Semaphore(IN_FLIGHT);
        AtomicInteger judged = new AtomicInteger();
        for (int i = 0; i < answers; i++) {
            places.acquire();
            Sample sample = Sample.builder()
                    .question("When is the shop open? " + i)
                    .output("From 9 to 17, says sheet " + i)
                    .build();
            CompletableFuture<?> unused = pipeline.run(sample).whenComplete((result, thrown) -> {
                if (result != null && result.overall().status().isJudged()) {
                    judged.incrementAndGet();
                }
                places.release();
            });
        }
        places.acquire(IN_FLIGHT);
        return judged.get();
    }
}
