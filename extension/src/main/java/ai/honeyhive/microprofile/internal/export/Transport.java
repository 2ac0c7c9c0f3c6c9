/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ApiKey;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One tracer's way to its server, one request at a time, each cut at its timeout whatever the server does.
 *
 * <p>HTTP/1.1 only: one request at a time gains nothing from HTTP/2, and over plain HTTP the JDK would ask each server
 * for an upgrade. Redirects are never followed: they would take the key elsewhere. The JDK does not send a POST again by
 * itself; what is sent again is decided above.
 *
 * <p>Only the worker's thread uses it.
 */
final class Transport {

    private static final Logger LOGGER = Logger.getLogger(Transport.class.getPackageName());
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REPORT_TIMEOUT = Duration.ofSeconds(2);
    private static final long END_MILLIS = 500;
    private static final int BODY_LIMIT = 64 << 10;
    /** A client that failed so often in a row is replaced: an Error may have killed its inner thread for good. */
    private static final int FAILURES_OF_ONE_CLIENT = 3;

    private final URI traces;
    private final URI tracers;
    private final String source;
    private final Duration timeout;
    private final ThreadGroup group;
    private final BooleanSupplier stopping;
    private final ThreadPoolExecutor executor;
    private @Nullable HttpClient client;
    private int failures;

    /**
     * @param group the worker's own thread group, which then also holds the client's inner thread
     * @param stopping whether an interrupt is meant to end a request
     */
    Transport(TracerConfig config, ThreadGroup group, String threadName, BooleanSupplier stopping) {
        this.traces = URI.create(config.url() + "/opentelemetry/v1/traces");
        this.tracers = URI.create(config.url() + "/api/tracers");
        this.source = headerValue(config.source());
        this.timeout = config.export().timeout();
        this.group = group;
        this.stopping = stopping;
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> ExportThreads.thread(group, task, threadName));
        executor.allowCoreThreadTimeOut(true);
    }

    Reply send(RequestBody body, ApiKey key) {
        BoundedBody answer = new BoundedBody(BODY_LIMIT);
        Reply reply;
        try {
            reply = exchange(request(traces, "application/x-protobuf", body, key), body, answer, timeout);
        } catch (Throwable e) {
            reply = new Reply.Broken(e, body.sentWhole(), Reply.End.FAILED);
        }
        renewIfBroken(reply);
        return reply;
    }

    /** Tells a local console how the tracer stands, once and not for long, as spans wait behind it; false if it is not taken. */
    boolean report(String json, ApiKey key) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        RequestBody body = new RequestBody(bytes, 0, bytes.length, false, bytes.length);
        Reply reply = exchange(
                request(tracers, "application/json", body, key), body, new BoundedBody(BODY_LIMIT), REPORT_TIMEOUT);
        int status = reply instanceof Reply.Answer answer ? answer.status() : 0;
        // Not its text or a cause, which may quote what was sent.
        LOGGER.log(Level.FINE, "A console was told how a tracer stands, and answered {0}", status);
        return status == 200;
    }

    private Reply exchange(HttpRequest request, RequestBody body, BoundedBody answer, Duration longest) {
        HttpClient ready = client();
        if (stopping.getAsBoolean()) {
            // The first client reads the JVM's trust store, which may take longer than we had.
            return new Reply.Broken(new InterruptedException(), false, Reply.End.INTERRUPTED);
        }
        CompletableFuture<HttpResponse<Void>> exchange = ready.sendAsync(request, answer);
        Throwable cause = null;
        Reply.End end = Reply.End.FAILED;
        try {
            await(exchange, longest);
        } catch (ExecutionException e) {
            cause = e.getCause();
        } catch (TimeoutException e) {
            cause = e;
            end = Reply.End.TIMED_OUT;
        } catch (InterruptedException e) {
            cause = e;
            end = Reply.End.INTERRUPTED;
        }
        exchange.cancel(true);
        Reply.Answer received = answer.answer();
        if (received != null) {
            return received;
        }
        return new Reply.Broken(cause == null ? new IOException("no answer") : cause, body.sentWhole(), end);
    }

    /** Until the answer is complete, the time over, or we are stopped; another interrupt is none of our business. */
    private void await(CompletableFuture<?> exchange, Duration longest)
            throws ExecutionException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            try {
                exchange.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                return;
            } catch (InterruptedException e) {
                if (stopping.getAsBoolean()) {
                    throw e;
                }
            }
        }
    }

    private HttpRequest request(URI target, String type, RequestBody body, ApiKey key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + key.revealForHeader())
                .header("X-Source", source)
                .header("User-Agent", ClientVersion.PACKAGE + "/" + ClientVersion.VERSION)
                .header("hh-client-version", ClientVersion.VERSION)
                .header("hh-client-language", "java")
                .header("hh-client-package", ClientVersion.PACKAGE);
        if (body.gzip()) {
            request.header("Content-Encoding", "gzip");
        }
        return request.POST(body).build();
    }

    private static String headerValue(String text) {
        String value = text.replaceAll("[^\\x20-\\x7E]", "?").strip();
        return value.isEmpty() ? "unknown" : value;
    }

    private HttpClient client() {
        HttpClient current = client;
        if (current == null) {
            current = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(timeout.compareTo(CONNECT_TIMEOUT) < 0 ? timeout : CONNECT_TIMEOUT)
                    .executor(executor)
                    .build();
            client = current;
        }
        return current;
    }

    private void renewIfBroken(Reply reply) {
        failures = reply instanceof Reply.Broken ? failures + 1 : 0;
        if (failures >= FAILURES_OF_ONE_CLIENT) {
            failures = 0;
            closeClient();
        }
    }

    /** Ends every connection and every thread but the caller's. */
    void close() {
        closeClient();
        executor.shutdownNow();
        try {
            for (Thread thread : ExportThreads.others(group)) {
                thread.join(END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeClient() {
        HttpClient current = client;
        client = null;
        try {
            if ((Object) current instanceof AutoCloseable closeable) {
                closeNow(closeable);
            } else if (current != null) {
                interruptInnerThread();
            }
        } catch (Throwable e) {
            LOGGER.log(Level.FINE, "The HTTP client did not close", e);
        }
    }

    /** From JDK 21 on the client can be closed: at once if the thread that closes it is interrupted. */
    private static void closeNow(AutoCloseable client) throws Exception {
        try {
            Thread.currentThread().interrupt();
            client.close();
        } finally {
            Thread.interrupted();
        }
    }

    /**
     * Before JDK 21 the client's inner thread ends some seconds after the garbage collector found nobody using the
     * client, which an undeployed application cannot wait for. It also ends, and takes the connections with it, when it
     * is interrupted; in our own group it is the only thread that is not ours.
     */
    private void interruptInnerThread() throws InterruptedException {
        for (Thread thread : ExportThreads.others(group)) {
            if (!thread.getName().startsWith(ExportThreads.PREFIX)) {
                thread.interrupt();
                thread.join(END_MILLIS);
            }
        }
    }
}
