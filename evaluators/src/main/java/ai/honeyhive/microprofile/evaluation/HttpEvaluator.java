/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonException;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a service: POSTs the sample as JSON and reads a score, verdict or label from its JSON answer. Never follows
 * redirects (headers hold secrets), speaks plain HTTP to this machine only, and repeats what was refused with 429, 502,
 * 503 or 504 or failed before an answer. Thread-safe.
 */
public final class HttpEvaluator implements Evaluator {

    private static final int LONGEST_ANSWER = 1024 * 1024;
    private static final Set<Integer> WORTH_A_RETRY = Set.of(429, 502, 503, 504);

    private final Builder settings;
    private final HttpClient client;

    private HttpEvaluator(Builder settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout)
                .build();
    }

    /** An evaluator of this name at this address: https, or http to the loopback. */
    public static Builder builder(String name, URI address) {
        return new Builder(name, address);
    }

    /**
     * One of HoneyHive's own server-side evaluators, by {@code POST /v1/metrics/run}.
     *
     * @param api the address of HoneyHive's API without a path, such as {@code https://api.honeyhive.ai}
     * @param key gives the API key, at each call
     * @param metric the metric as HoneyHive's API defines it: name, type, criteria …
     */
    public static Builder honeyHive(String name, URI api, Supplier<String> key, Map<String, Object> metric) {
        return builder(name, api.resolve("/v1/metrics/run"))
                .header("Authorization", () -> "Bearer " + key.get())
                .body(sample -> Map.of("metric", metric, "event", event(sample)))
                .scoreAt("result");
    }

    private static Map<String, @Nullable Object> event(Sample sample) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>(sample.inputs());
        inputs.putIfAbsent("question", sample.question());
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("event_type", "model");
        event.put("inputs", inputs);
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("content", sample.output());
        event.put("outputs", outputs);
        event.put("metadata", sample.metadata());
        if (!sample.expected().isEmpty()) {
            event.put("feedback", Map.of("ground_truth", sample.expected().get(0)));
        }
        return event;
    }

    @Override
    public String name() {
        return settings.name;
    }

    @Override
    public Category category() {
        return settings.category;
    }

    @Override
    public Set<Input> needs() {
        return Set.of(Input.OUTPUT);
    }

    @Override
    public boolean isMetered() {
        return true;
    }

    @Override
    public CompletionStage<Evaluation> evaluate(Sample sample) {
        CompletableFuture<Evaluation> result = new CompletableFuture<>();
        String body = JsonText.of(settings.body.apply(sample));
        send(body, 0, result);
        return result;
    }

    private void send(String body, int attempt, CompletableFuture<Evaluation> result) {
        if (result.isDone()) {
            return;
        }
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(settings.address)
                    .timeout(settings.timeout)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            settings.headers.forEach((name, value) -> request.header(name, value.get()));
            CompletableFuture<HttpResponse<String>> exchange =
                    client.sendAsync(request.build(), info -> new BoundedText(LONGEST_ANSWER));
            CompletableFuture<Evaluation> stopped = result.whenComplete((done, error) -> exchange.cancel(true));
            CompletableFuture<HttpResponse<String>> unused = exchange.whenComplete((response, error) -> {
                boolean again = error != null || WORTH_A_RETRY.contains(response.statusCode());
                if (again && attempt < settings.retries && !stopped.isDone()) {
                    Duration pause = settings.pause.multipliedBy(1L << Math.min(attempt, 10));
                    CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS)
                            .execute(() -> send(body, attempt + 1, result));
                } else if (error != null) {
                    result.completeExceptionally(unanswered(error));
                } else {
                    complete(result, response);
                }
            });
        } catch (RuntimeException e) {
            // Such as a header with a line break: the JDK's message would quote the secret.
            result.completeExceptionally(new IllegalStateException(
                    "the request could not be made: " + e.getClass().getSimpleName()));
        }
    }

    /** Types only: the JDK's messages quote the answer, and a server may answer with the key that it was told. */
    private Exception unanswered(Throwable error) {
        StringJoiner why = new StringJoiner(", by ");
        for (Throwable at = error; at != null; at = at.getCause()) {
            boolean ours = at instanceof IllegalStateException;
            if (!(at instanceof CompletionException)) {
                why.add(ours ? String.valueOf(at.getMessage()) : at.getClass().getSimpleName());
            }
        }
        return new IllegalStateException("no usable answer from " + settings.address.getHost() + " (" + why + ")");
    }

    private void complete(CompletableFuture<Evaluation> result, HttpResponse<String> response) {
        try {
            result.complete(read(response));
        } catch (JsonException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private Evaluation read(HttpResponse<String> response) throws JsonException {
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException("the service answered with status " + response.statusCode());
        }
        Object json = Json.read(response.body());
        Object score = at(json, settings.scoreAt);
        Object explanation = at(json, settings.explanationAt);
        Evaluation evaluation = evaluation(score);
        return explanation == null ? evaluation : evaluation.withExplanation(explanation.toString());
    }

    private Evaluation evaluation(@Nullable Object score) {
        if (score instanceof Boolean verdict) {
            return Evaluation.verdict(verdict);
        }
        if (score instanceof Number number) {
            double share = (number.doubleValue() - settings.min) / (settings.max - settings.min);
            if (share < -1e-9 || share > 1 + 1e-9) {
                throw new IllegalStateException("the service's score " + number + " is not on the scale " + settings.min
                        + " to " + settings.max);
            }
            return Evaluation.scored(Math.max(0, Math.min(1, share)));
        }
        return score == null
                ? Evaluation.abstain("the answer has nothing at '" + settings.scoreAt + "'")
                : Evaluation.labelled(score.toString());
    }

    private static @Nullable Object at(@Nullable Object json, String path) {
        Object value = json;
        for (String name : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return value;
    }

    /** Names no header: they hold secrets. */
    @Override
    public String toString() {
        return settings.name + " at " + settings.address.getHost();
    }

    /** Collects the settings. Not thread-safe, and of no use after {@link #build}. */
    public static final class Builder {
        private final String name;
        private final URI address;
        private final Map<String, Supplier<String>> headers = new LinkedHashMap<>();
        private Category category = Category.QUALITY;
        private Duration timeout = Duration.ofSeconds(10);
        private Duration pause = Duration.ofMillis(200);
        private int retries = 2;
        private String scoreAt = "score";
        private String explanationAt = "explanation";
        private double min = 0;
        private double max = 1;
        private Function<Sample, Map<String, ? extends @Nullable Object>> body = Builder::everything;

        private Builder(String name, URI address) {
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            boolean local = Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(address.getHost()));
            if (!scheme.equals("https") && !(scheme.equals("http") && local)) {
                throw new IllegalArgumentException("the address of evaluator '" + name
                        + "' must be https, or http to this machine, not " + scheme + "://" + address.getHost());
            }
            this.name = name;
            this.address = address;
        }

        private static Map<String, @Nullable Object> everything(Sample sample) {
            Map<String, @Nullable Object> body = new LinkedHashMap<>();
            body.put("question", sample.question());
            body.put("inputs", sample.inputs());
            body.put("output", sample.output());
            body.put("contexts", sample.contexts());
            body.put("expected", sample.expected());
            body.put("metadata", sample.metadata());
            return body;
        }

        /** A header, read at each call, so that a rotated secret is taken up. */
        public Builder header(String header, Supplier<String> value) {
            headers.put(header, value);
            return this;
        }

        /** Default {@link Category#QUALITY}. */
        public Builder category(Category newCategory) {
            this.category = newCategory;
            return this;
        }

        /** How long an attempt may take until the answer begins; the pipeline's deadline bounds the rest. Default 10 s. */
        public Builder timeout(Duration newTimeout) {
            this.timeout = newTimeout;
            return this;
        }

        /** How often a request is repeated, after a pause that doubles each time. Default 2, from 200 ms. */
        public Builder retries(int newRetries, Duration firstPause) {
            this.retries = newRetries;
            this.pause = firstPause;
            return this;
        }

        /** What is sent. Default: question, inputs, output, contexts, expected, metadata. */
        public Builder body(Function<Sample, Map<String, ? extends @Nullable Object>> newBody) {
            this.body = newBody;
            return this;
        }

        /** Where the score stands: names with dots between. A boolean is a verdict, a text a label. Default "score". */
        public Builder scoreAt(String path) {
            this.scoreAt = path;
            return this;
        }

        /** Where the explanation stands, if there is one. Default "explanation". */
        public Builder explanationAt(String path) {
            this.explanationAt = path;
            return this;
        }

        /** The service's scale, brought to 0 to 1; a score outside is an ERROR. Default 0 to 1. */
        public Builder scale(double from, double to) {
            if (!(from < to) || !Double.isFinite(to - from)) {
                throw new IllegalArgumentException("a scale goes up and is finite, not " + from + " to " + to);
            }
            this.min = from;
            this.max = to;
            return this;
        }

        public HttpEvaluator build() {
            return new HttpEvaluator(this);
        }
    }
}
