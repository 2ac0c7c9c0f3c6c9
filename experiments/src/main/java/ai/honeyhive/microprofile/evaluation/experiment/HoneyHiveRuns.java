/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HoneyHive's API, as far as runs need it. Never follows a redirect, speaks plain HTTP to this machine only, and never
 * writes the key anywhere but into the header. Repeats what was refused with 429, 502, 503 or 504 or failed before an
 * answer, twice. Thread-safe.
 */
public final class HoneyHiveRuns {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;
    private static final long LONGEST_PAUSE_MS = 10_000;
    private static final Set<Integer> WORTH_A_RETRY = Set.of(429, 502, 503, 504);

    private final URI base;
    private final Supplier<String> key;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();

    private HoneyHiveRuns(URI base, Supplier<String> key) {
        this.base = base;
        this.key = key;
    }

    /**
     * The API at this address.
     *
     * @param base without a path, such as {@code https://api.dp1.us.honeyhive.ai}; https, or http to this machine
     * @param key gives the project's key at each call, so that a rotated one is taken up
     */
    public static HoneyHiveRuns at(URI base, Supplier<String> key) {
        String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
        boolean local = Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(base.getHost()));
        if (base.getHost() == null || !(scheme.equals("https") || (scheme.equals("http") && local))) {
            throw new IllegalArgumentException("HoneyHive's address must be https, or http to this machine, not "
                    + scheme + "://" + base.getHost());
        }
        return new HoneyHiveRuns(base, key);
    }

    /** Sends; null if it was taken, else why not, without any secret. */
    @Nullable
    String send(String method, String path, Map<String, ? extends @Nullable Object> body) throws InterruptedException {
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long pause = 200L << attempt;
            CompletableFuture<HttpResponse<Void>> exchange;
            try {
                exchange = client.sendAsync(request(method, path, body), HttpResponse.BodyHandlers.discarding());
            } catch (RuntimeException e) {
                // Such as a key with a line break: the JDK's message would quote it.
                return "the request could not be made (" + e.getClass().getSimpleName()
                        + "); look at the key and the address";
            }
            try {
                HttpResponse<Void> response = exchange.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                int status = response.statusCode();
                if (status / 100 == 2) {
                    return null;
                }
                failure = "status " + status + meaning(status);
                if (!WORTH_A_RETRY.contains(status)) {
                    return failure;
                }
                pause = Math.min(LONGEST_PAUSE_MS, Math.max(pause, retryAfter(response)));
            } catch (TimeoutException e) {
                exchange.cancel(true);
                return "no answer within " + TIMEOUT.toSeconds() + " s"; // it may have arrived: not sent again
            } catch (ExecutionException e) {
                failure = e.getCause() instanceof IOException io ? io.getClass().getSimpleName() : "no connection";
            } finally {
                exchange.cancel(true);
            }
            if (attempt < ATTEMPTS - 1) {
                Thread.sleep(pause);
            }
        }
        return failure;
    }

    private HttpRequest request(String method, String path, Map<String, ? extends @Nullable Object> body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + key.get().strip())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("hh-client-language", "java")
                .header("hh-client-package", "honeyhive-experiments")
                .method(method, HttpRequest.BodyPublishers.ofString(JsonText.of(body)))
                .build();
    }

    private static long retryAfter(HttpResponse<Void> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,6}") ? Long.parseLong(seconds) * 1000 : 0;
    }

    private static String meaning(int status) {
        return switch (status) {
            case 401, 403 -> " (the key is not valid here, or may not write runs)";
            case 404 -> " (a wrong address, or a key that is not valid here)";
            case 301, 302, 303, 307, 308 -> " (redirects are not followed: set the address it leads to)";
            default -> "";
        };
    }

    /** Names no key. */
    @Override
    public String toString() {
        return "HoneyHive at " + base.getHost();
    }
}
