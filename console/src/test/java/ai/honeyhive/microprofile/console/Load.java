/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends spans to a running console at a rate and counts what has arrived: {@code Load http://localhost:8765 2000 60}. Each request
 * brings 100 spans of 10 sessions, with a prompt, an answer and a score; late requests are sent at once, so that the rate is kept or
 * the lag told. Meanwhile {@link LoadBystanders} look at the views and send what must be refused.
 */
final class Load {
    private static final int BATCH = 100;
    private static final String TEXT = "What is the difference between head and tail sampling? ".repeat(12);

    private Load() {}

    public static void main(String[] arguments) throws Exception {
        String console = arguments[0];
        int rate = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        HttpClient client = HttpClient.newHttpClient();
        long before = spans(client, console);
        long requests = (long) rate * seconds / BATCH;
        long step = 1_000_000_000L * BATCH / rate;
        List<Future<Long>> answers = new ArrayList<>();
        LoadBystanders bystanders = LoadBystanders.start(client, console);
        ExecutorService senders = Executors.newFixedThreadPool(4);
        long start = System.nanoTime();
        for (long i = 0; i < requests; i++) {
            long due = start + i * step;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            byte[] body = request(i);
            answers.add(senders.submit(() -> send(client, console, body, due)));
        }
        List<Long> times = new ArrayList<>();
        long refused = 0;
        for (Future<Long> answer : answers) {
            long nanos = answer.get();
            refused += nanos < 0 ? 1 : 0;
            times.add(nanos);
        }
        double took = (System.nanoTime() - start) / 1e9;
        senders.shutdown();
        long arrived = spans(client, console) - before;
        System.out.printf(
                "sent %d spans in %.1f s (%.0f/s), refused requests %d, arrived %d, lost %d%n",
                requests * BATCH, took, requests * BATCH / took, refused, arrived, requests * BATCH - arrived);
        System.out.println("answer after its due time: " + summary(times));
        bystanders.close();
    }

    static String summary(List<Long> times) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.isEmpty()
                ? "none"
                : "median %d ms, p99 %d ms, worst %d ms (of %d)"
                        .formatted(millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1), sorted.size());
    }

    private static long millis(List<Long> times, double share) {
        return TimeUnit.NANOSECONDS.toMillis(times.get((int) Math.min(times.size() - 1, share * times.size())));
    }

    private static byte[] request(long number) {
        Span.Builder[] spans = new Span.Builder[BATCH];
        String trace = HexFormat.of().toHexDigits(number) + HexFormat.of().toHexDigits(~number);
        for (int i = 0; i < BATCH; i++) {
            String session = new UUID(0x4000, 0x8000_0000_0000_0000L | (number * 10 + i / 10)).toString();
            spans[i] = Spans.bare(
                            HexFormat.of().toHexDigits(number * BATCH + i + 1),
                            "honeyhive.session_id",
                            session,
                            "honeyhive.session_auto_create",
                            true,
                            "honeyhive_event_type",
                            "chain",
                            "honeyhive_inputs.question",
                            TEXT,
                            "honeyhive_outputs.result",
                            TEXT,
                            "honeyhive_metrics.relevance",
                            i / (double) BATCH)
                    .setTraceId(Spans.id(trace))
                    .setName("ask")
                    .setStartTimeUnixNano(System.currentTimeMillis() * 1_000_000)
                    .setEndTimeUnixNano(System.currentTimeMillis() * 1_000_000 + 5_000_000);
        }
        return Spans.request(spans).toByteArray();
    }

    private static long send(HttpClient client, String console, byte[] body, long due) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(console + RunningConsole.TRACES))
                .header("Authorization", "Bearer load")
                .header("Content-Type", RunningConsole.PROTOBUF)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        return status == 200 ? System.nanoTime() - due : -1;
    }

    private static long spans(HttpClient client, String console) throws Exception {
        String health = client.send(
                        HttpRequest.newBuilder(URI.create(console + "/api/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return Long.parseLong(health.replaceAll("(?s).*\"spans\":(\\d+).*", "$1"));
    }
}
