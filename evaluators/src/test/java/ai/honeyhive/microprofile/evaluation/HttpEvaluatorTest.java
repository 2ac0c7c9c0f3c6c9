/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.evaluation.internal.text.Reference;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real HTTP server on this machine. */
@Timeout(60)
class HttpEvaluatorTest {

    private record Seen(String path, String key, String body) {}

    private final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile String answer = "{\"score\": 0.75, \"explanation\": \"good\"}";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(new Seen(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    body));
            if (exchange.getRequestURI().getPath().equals("/hang")) {
                awaitRelease();
            }
            Integer status = statuses.poll();
            if (status != null && status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status == null ? 200 : status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    private void awaitRelease() {
        try {
            release.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpEvaluator.Builder evaluator(String path) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return HttpEvaluator.builder("remote", address).retries(2, Duration.ofMillis(5));
    }

    private static Evaluation judge(Evaluator evaluator, Sample sample) {
        return Given.await(
                evaluator.evaluate(sample).exceptionally(Evaluation::error).toCompletableFuture());
    }

    @Test
    void sample_goes_out_and_score_comes_in() {
        Sample sample = Sample.builder()
                .question("q \"1\"")
                .output("o\n")
                .context("c")
                .expected("e")
                .metadata("tier", 3)
                .build();
        Evaluation evaluation = judge(
                evaluator("/judge").header("Authorization", () -> "Bearer key").build(), sample);
        assertThat(evaluation.score()).hasValue(0.75);
        assertThat(evaluation.explanation()).isEqualTo("good");
        assertThat(seen).hasSize(1);
        assertThat(seen.peek().key()).isEqualTo("Bearer key");
        Map<String, Object> body = Reference.object(seen.peek().body());
        assertThat(body)
                .containsEntry("question", "q \"1\"")
                .containsEntry("output", "o\n")
                .containsEntry("contexts", List.of("c"));
    }

    @Test
    void answers_are_mapped_by_their_kind() {
        answer = "{\"data\": {\"ok\": true}}";
        assertThat(judge(evaluator("/").scoreAt("data.ok").build(), Given.SAMPLE)
                        .status())
                .isEqualTo(Evaluation.Status.PASS);
        answer = "{\"score\": 4}";
        assertThat(judge(evaluator("/").scale(1, 5).build(), Given.SAMPLE).score())
                .hasValue(0.75);
        answer = "{\"score\": \"polite\"}";
        assertThat(judge(evaluator("/").build(), Given.SAMPLE).label()).isEqualTo("polite");
        answer = "{\"score\": null}";
        assertThat(judge(evaluator("/").build(), Given.SAMPLE).status()).isEqualTo(Evaluation.Status.ABSTAIN);
    }

    @Test
    void answers_outside_of_the_contract_are_errors() {
        for (String wrong :
                List.of("{\"score\": 7}", "no json", "{\"score\": 1e999999999999}", "", "{".repeat(2_000_000))) {
            answer = wrong;
            Evaluation evaluation = judge(evaluator("/").build(), Given.SAMPLE);
            assertThat(evaluation.status())
                    .as(wrong.substring(0, Math.min(9, wrong.length())))
                    .isEqualTo(Evaluation.Status.ERROR);
        }
    }

    @Test
    void busy_service_is_asked_again_and_a_refusal_is_not() {
        statuses.addAll(List.of(503, 429));
        assertThat(judge(evaluator("/").build(), Given.SAMPLE).score()).hasValue(0.75);
        assertThat(seen).hasSize(3);
        statuses.add(401);
        Evaluation refused = judge(evaluator("/").build(), Given.SAMPLE);
        assertThat(refused.explanation()).contains("401");
        assertThat(seen).hasSize(4);
        statuses.addAll(List.of(503, 503, 503));
        assertThat(judge(evaluator("/").build(), Given.SAMPLE).explanation()).contains("503");
        assertThat(seen).hasSize(7);
    }

    @Test
    void redirect_is_an_error_and_takes_no_header_along() {
        statuses.add(302);
        Evaluation evaluation =
                judge(evaluator("/").header("Authorization", () -> "secret").build(), Given.SAMPLE);
        assertThat(evaluation.status()).isEqualTo(Evaluation.Status.ERROR);
        assertThat(seen).hasSize(1);
    }

    @Test
    void hanging_service_ends_at_the_timeout_or_at_the_pipelines_deadline() {
        Evaluator hanging = evaluator("/hang")
                .timeout(Duration.ofMillis(100))
                .retries(0, Duration.ofMillis(1))
                .build();
        assertThat(judge(hanging, Given.SAMPLE).status()).isEqualTo(Evaluation.Status.ERROR);
        try (EvaluationWorkers workers = EvaluationWorkers.ofThreads(1)) {
            PipelineResult result = Given.await(EvaluationPipeline.builder("p", workers)
                    .add(evaluator("/hang").timeout(Duration.ofMinutes(1)).build())
                    .timeout(Duration.ofMillis(100))
                    .build()
                    .run(Given.SAMPLE));
            assertThat(result.parts().get(0).status()).isEqualTo(Evaluation.Status.ERROR);
        }
    }

    @Test
    void secrets_show_nowhere() {
        HttpEvaluator broken =
                evaluator("/").header("Authorization", () -> "sec\nret").build();
        Evaluation evaluation = judge(broken, Given.SAMPLE);
        assertThat(evaluation.status()).isEqualTo(Evaluation.Status.ERROR);
        assertThat(evaluation.explanation()).doesNotContain("sec\nret").doesNotContain("ret\"");
        assertThat(evaluation.error()).hasNoCause();
        assertThat(broken.toString()).doesNotContain("sec");
    }

    @Test
    void plain_http_is_for_this_machine_only() {
        assertThatThrownBy(() -> HttpEvaluator.builder("remote", URI.create("http://example.org/judge")))
                .hasMessageContaining("must be https");
        assertThat(HttpEvaluator.builder("remote", URI.create("https://example.org/judge"))
                        .build()
                        .name())
                .isEqualTo("remote");
    }

    @Test
    void honeyhives_own_metric_is_run_by_its_api() {
        answer = "{\"success\": true, \"loading\": false, \"result\": 0.5, \"explanation\": \"half\"}";
        URI api = URI.create("http://localhost:" + server.getAddress().getPort());
        Map<String, Object> metric = Map.of("name", "tone", "type", "LLM", "criteria", "[[1]]");
        Evaluator tone =
                HttpEvaluator.honeyHive("tone", api, () -> "hh_key", metric).build();
        Sample sample = Sample.builder().question("q").output("o").expected("e").build();
        assertThat(judge(tone, sample).score()).hasValue(0.5);
        assertThat(seen.peek().path()).isEqualTo("/v1/metrics/run");
        assertThat(seen.peek().key()).isEqualTo("Bearer hh_key");
        Map<String, Object> body = Reference.object(seen.peek().body());
        assertThat((Map<?, ?>) body.get("metric")).isEqualTo(metric);
        assertThat(body.get("event").toString())
                .isEqualTo(
                        "{event_type=model, inputs={question=q}, outputs={content=o}, metadata={}, feedback={ground_truth=e}}");
    }
}
