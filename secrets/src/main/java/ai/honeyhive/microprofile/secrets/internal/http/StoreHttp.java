/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.http;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of one store. It never follows a redirect: Java 17 would take the token along to any host, Java 25 still
 * those in headers it does not know (run). Every request has one limit for everything, body included, and every answer one
 * for its size.
 */
public final class StoreHttp implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final URI base;
    private final @Nullable String caFile;
    private final @Nullable ClientCertificate own;
    private final String caProperty;
    private final Duration timeout;
    private final String what;
    private @Nullable HttpClient client;
    private @Nullable ExecutorService executor;

    /**
     * @param what the server in words, for messages
     * @param base the server's address, from {@link AddressGuard#parse}
     * @param caProperty where {@code caFile} is configured
     * @param caFile the certificates that the server's must come from, {@code null} for those that Java trusts
     * @param own what we show a server that asks who we are, {@code null} for nothing
     * @param timeout the longest that a request may take
     */
    public StoreHttp(
            String what,
            URI base,
            String caProperty,
            @Nullable String caFile,
            @Nullable ClientCertificate own,
            Duration timeout) {
        this.what = what;
        this.base = base;
        this.caProperty = caProperty;
        this.caFile = caFile;
        this.own = own;
        this.timeout = timeout;
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @param path path and query, encoded, beginning with a slash
     * @param body the body, JSON; {@code null} for none
     * @throws SecretStoreException if there is no usable answer, which a redirect is not either
     */
    public Reply send(String method, String path, Map<String, String> headers, @Nullable String body)
            throws SecretStoreException, InterruptedException {
        return send(method, path, headers, body, timeout, BoundedBody::new);
    }

    /**
     * Reads an answer that comes line by line, until the server ends it.
     *
     * @param onLine run after each line, on a thread of the client
     * @param longest when to give up
     */
    public Reply watch(String path, Map<String, String> headers, Runnable onLine, Duration longest)
            throws SecretStoreException, InterruptedException {
        return send("GET", path, headers, null, longest, () -> new LineCounter(onLine));
    }

    private Reply send(
            String method,
            String path,
            Map<String, String> headers,
            @Nullable String body,
            Duration longest,
            Supplier<BodySubscriber<byte[]>> reader)
            throws SecretStoreException, InterruptedException {
        HttpRequest request = request(method, path, headers, body, longest);
        CompletableFuture<HttpResponse<byte[]>> answer = null;
        try {
            AddressGuard.check(base);
            answer = client().sendAsync(request, info -> reader(info.statusCode(), reader));
            HttpResponse<byte[]> response = answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            int status = response.statusCode();
            if (status / 100 == 3) {
                throw new SecretStoreException(
                        Kind.UNAVAILABLE,
                        what + " redirects (HTTP " + status + "), which we do not follow: configure the address that"
                                + " answers itself");
            }
            return new Reply(status, response.body());
        } catch (IOException e) {
            throw unavailable(e);
        } catch (TimeoutException e) {
            throw new SecretStoreException(Kind.UNAVAILABLE, what + " has not answered within " + longest);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause() == null ? e : e.getCause());
        } finally {
            if (answer != null) {
                answer.cancel(true);
            }
        }
    }

    /** What is not a success is always read as a whole. */
    private static BodySubscriber<byte[]> reader(int status, Supplier<BodySubscriber<byte[]>> reader) {
        return status == 200 ? reader.get() : new BoundedBody();
    }

    private HttpRequest request(
            String method, String path, Map<String, String> headers, @Nullable String body, Duration longest)
            throws SecretStoreException {
        String root = base.toString();
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder()
                    .uri(URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path))
                    .timeout(longest)
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            request.setHeader("Accept", "application/json");
            if (body != null) {
                request.setHeader("Content-Type", "application/json");
            }
            headers.forEach(request::setHeader);
            return request.build();
        } catch (IllegalArgumentException e) {
            // Not as the cause: its message repeats the header, which is the token.
            throw new SecretStoreException(Kind.DENIED, "a token for " + what + " holds what no header can");
        }
    }

    /** Nothing of the peer's own words but what the handshake says. */
    private SecretStoreException unavailable(Throwable failure) {
        boolean harmless = failure instanceof SSLException || failure.getClass() == IOException.class;
        String detail = failure.getClass().getSimpleName() + (harmless ? ": " + failure.getMessage() : "");
        return new SecretStoreException(Kind.UNAVAILABLE, what + " cannot be asked (" + detail + ")");
    }

    private synchronized HttpClient client() throws SecretStoreException {
        if (client == null) {
            executor = Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "honeyhive-secrets-http");
                thread.setDaemon(true);
                thread.setContextClassLoader(StoreHttp.class.getClassLoader());
                return thread;
            });
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .executor(executor)
                    .sslContext(Tls.context(caProperty, caFile, own))
                    .sslParameters(Tls.parameters())
                    .build();
        }
        return client;
    }

    /** The next request makes new connections, with certificates read anew. */
    public void reconnect() {
        close();
    }

    /** Ends the client's threads; those of the JDK's own end when nobody refers to it any more. */
    @Override
    public synchronized void close() {
        client = null;
        if (executor != null) {
            executor.shutdown();
            executor = null;
        }
    }
}
