/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What else a console under {@link Load} has to do: somebody looks at each view in turn, as the page asks for them, and somebody sends
 * requests that must be refused.
 */
final class LoadBystanders implements AutoCloseable {
    private static final List<String> VIEWS = List.of(
            "/api/revision",
            "/api/health",
            "/api/sessions?limit=100",
            "/api/sessions?limit=100&text=sampling&source=dev",
            "/api/facets",
            "/api/scores",
            "/api/charts?type=chain",
            "/api/runs?limit=100",
            "/api/requests?limit=200");
    /** 51 MB of zeros in 50 kB. */
    private static final ByteString BOMB = ByteString.copyFrom(RunningConsole.gzip(new byte[51 * 1024 * 1024]));

    private static final Duration BETWEEN = Duration.ofMillis(100);

    /** A request that must be refused, and by which status. */
    private record Bad(String type, String encoding, ByteString body, int status) {}

    private final HttpClient client;
    private final String console;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Map<String, List<Long>> views = new LinkedHashMap<>();
    private final List<Long> refusals = new ArrayList<>();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

    private LoadBystanders(HttpClient client, String console) {
        this.client = client;
        this.console = console;
    }

    static LoadBystanders start(HttpClient client, String console) {
        LoadBystanders bystanders = new LoadBystanders(client, console);
        bystanders.threads.execute(() -> bystanders.repeat(bystanders::look));
        bystanders.threads.execute(() -> bystanders.repeat(bystanders::attack));
        return bystanders;
    }

    private interface Step {
        void take(int number) throws IOException, InterruptedException;
    }

    private void repeat(Step step) {
        try {
            for (int i = 0; !ended.get(); i++) {
                step.take(i);
                TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
            }
        } catch (IOException | InterruptedException e) {
            wrong.add(e.toString());
        }
    }

    private void look(int number) throws IOException, InterruptedException {
        String view = VIEWS.get(number % VIEWS.size());
        time(views.computeIfAbsent(view, path -> new ArrayList<>()), get(view), 200);
        if (view.startsWith("/api/sessions?") && number % 2 == 0) {
            String sessions = client.send(get("/api/sessions?limit=1"), HttpResponse.BodyHandlers.ofString())
                    .body();
            if (sessions.contains("\"key\"")) {
                String key = sessions.replaceAll("(?s).*?\"key\":\"([^\"]+)\".*", "$1");
                time(
                        views.computeIfAbsent("/api/sessions/{key}", path -> new ArrayList<>()),
                        get("/api/sessions/" + key + "?content=false"),
                        200);
            }
        }
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create(console + path)).build();
    }

    private void attack(int number) throws IOException, InterruptedException {
        ByteString garbage = ByteString.copyFromUtf8("<script>alert(1)</script>");
        List<Bad> all = List.of(
                new Bad(RunningConsole.PROTOBUF, "", garbage, 400),
                new Bad(
                        RunningConsole.JSON,
                        "",
                        ByteString.copyFromUtf8("{\"resourceSpans\":" + "[".repeat(10_000)),
                        400),
                new Bad(RunningConsole.PROTOBUF, "gzip", BOMB, 400));
        // The bomb once in fifty: each takes the memory of what it unfolds to.
        Bad bad = all.get(number % 50 == 49 ? all.size() - 1 : number % (all.size() - 1));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console + RunningConsole.TRACES))
                .header("Authorization", "Bearer load")
                .header("Content-Type", bad.type())
                .POST(BodyPublishers.ofByteArray(bad.body().toByteArray()));
        if (!bad.encoding().isEmpty()) {
            request.header("Content-Encoding", bad.encoding());
        }
        time(refusals, request.build(), bad.status());
    }

    private void time(List<Long> times, HttpRequest request, int expected) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        int status =
                client.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode();
        times.add(System.nanoTime() - begun);
        if (status != expected) {
            wrong.add(request.uri().getPath() + " answered " + status + " and not " + expected);
        }
    }

    /** Ends both and tells what they saw. */
    @Override
    public void close() {
        ended.set(true);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
                wrong.add("an answer took more than a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        views.forEach((view, times) -> System.out.println("  " + view + ": " + Load.summary(times)));
        System.out.println("refused requests: " + Load.summary(refusals));
        wrong.stream().distinct().forEach(what -> System.out.println("WRONG: " + what));
    }
}
