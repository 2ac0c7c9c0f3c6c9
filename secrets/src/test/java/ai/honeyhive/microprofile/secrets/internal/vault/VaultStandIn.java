/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import ai.honeyhive.microprofile.secrets.internal.TestCertificate;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A stand-in for Vault and OpenBao, because neither can be had in a plain Java build. It is no Vault: it knows the
 * endpoints that the store uses and those that its tests set up with, and answers as a real OpenBao 2.6.2 did when the
 * exchanges in {@code vault-recorded-exchanges.jsonl} were recorded; {@link VaultStandInTest} holds it to them.
 */
final class VaultStandIn implements AutoCloseable {

    /** Something that happens instead of an answer. */
    interface Fault {

        /** Returns whether it has answered. */
        boolean answer(HttpExchange exchange) throws IOException;
    }

    static final String ROOT = "hvs.root-of-the-stand-in";

    private final TestCertificate certificate;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final VaultStandInState state = new VaultStandInState(ROOT);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile HttpsServer server;
    private volatile Fault fault = exchange -> false;

    private VaultStandIn(TestCertificate certificate) throws IOException {
        this.certificate = certificate;
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    private HttpsServer listen(int at) throws IOException {
        HttpsServer listening = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        listening.setHttpsConfigurator(new AskingClients(certificate.context()));
        listening.setExecutor(threads);
        listening.createContext("/", this::handle);
        listening.start();
        return listening;
    }

    /** Nobody listens at its port, and who is connected no longer is. */
    void down() {
        server.stop(0);
    }

    /** Listens again, where it did, and knows what it knew. */
    void up() {
        try {
            server = listen(port);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No token is good any more but the one of root. */
    void expireTokens() {
        state.expireTokens();
    }

    static VaultStandIn start() {
        return start(TestCertificate.ofThisMachine());
    }

    static VaultStandIn start(TestCertificate certificate) {
        try {
            return new VaultStandIn(certificate);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    URI address() {
        return URI.create("https://127.0.0.1:" + port);
    }

    Path caFile() {
        return certificate.pem();
    }

    /** Method and path of what was asked. */
    List<String> requests() {
        return requests;
    }

    long count(String request) {
        return requests.stream().filter(request::equals).count();
    }

    void fault(Fault next) {
        fault = next;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring("/v1/".length());
            String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
            boolean ofTheStore = exchange.getRequestHeaders().getFirst("X-Vault-Request") != null;
            if (ofTheStore) {
                requests.add(exchange.getRequestMethod() + " " + path);
                if (fault.answer(exchange)) {
                    return;
                }
            }
            VaultStandInState.Answer answer = state.answer(new VaultStandInState.Question(
                    exchange.getRequestMethod(),
                    path,
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    exchange.getRequestHeaders().getFirst("X-Vault-Namespace"),
                    token,
                    exchange.getRequestHeaders().getFirst("X-Vault-Wrap-TTL"),
                    shown((HttpsExchange) exchange),
                    body(exchange)));
            send(exchange, answer.status(), answer.body());
        }
    }

    /** The certificate that the client has shown, {@code null} for none. */
    private static X509Certificate shown(HttpsExchange exchange) {
        try {
            return (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    /** Clients may show a certificate, and need not. */
    private static final class AskingClients extends HttpsConfigurator {

        AskingClients(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setWantClientAuth(true);
            parameters.setSSLParameters(tls);
        }
    }

    private static JsonObject body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.isEmpty()
                    ? JsonValue.EMPTY_JSON_OBJECT
                    : Json.createReader(new StringReader(text)).readObject();
        }
    }

    static void send(HttpExchange exchange, int status, JsonObject body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (body == null) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
