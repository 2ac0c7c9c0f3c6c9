/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.kubernetes;

import static org.junit.jupiter.api.Assumptions.abort;

import ai.honeyhive.microprofile.secrets.internal.Await;
import ai.honeyhive.microprofile.secrets.internal.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A real kube-apiserver over a real etcd, with RBAC, its own certificate and tokens of service accounts. There are no
 * controllers and no nodes: what is created stands there, and nothing runs. {@code .ci/kubernetes} builds it; a test is
 * skipped where there is none.
 */
public final class KubernetesServer implements AutoCloseable {

    static final String ISSUER = "https://kubernetes.default.svc";
    private static final Path TOOLS = Path.of("..", ".tools", "kubernetes");
    private static final String ADMIN = "the-token-of-the-admin";

    private final TestCertificate certificate = TestCertificate.ofThisMachine();
    private final Path directory;
    private final HttpClient http;
    private final int port = freePort();
    private final int etcdPort = freePort();
    private final Process etcd;
    private Process server;

    private KubernetesServer(Path directory) throws IOException, GeneralSecurityException {
        this.directory = directory;
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(certificate.pem()))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        int peerPort = freePort();
        etcd = launch(
                "etcd",
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + etcd(""),
                "--advertise-client-urls=" + etcd(""),
                "--listen-peer-urls=http://127.0.0.1:" + peerPort,
                "--initial-advertise-peer-urls=http://127.0.0.1:" + peerPort,
                "--initial-cluster=default=http://127.0.0.1:" + peerPort);
        Files.writeString(directory.resolve("tokens.csv"), ADMIN + ",admin,admin,system:masters\n");
        Files.writeString(directory.resolve("key.pem"), certificate.keyPem());
    }

    /** Starts one, on ports that are free, with an empty cluster. */
    public static KubernetesServer start() throws Exception {
        if (!Files.isExecutable(TOOLS.resolve("kube-apiserver")) || !Files.isExecutable(TOOLS.resolve("etcd"))) {
            return abort("NOT RUN: there is no kube-apiserver in .tools/kubernetes; .ci/provision builds it");
        }
        KubernetesServer made = new KubernetesServer(Files.createTempDirectory("kubernetes"));
        try {
            made.startServer();
        } catch (Throwable failure) {
            made.close();
            throw failure;
        }
        return made;
    }

    /** Starts the API server, over the etcd that goes on running. */
    void startServer() throws IOException {
        String key = directory.resolve("key.pem").toString();
        server = launch(
                "kube-apiserver",
                "--etcd-servers=" + etcd(""),
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + directory,
                "--tls-cert-file=" + certificate.pem(),
                "--tls-private-key-file=" + key,
                "--authorization-mode=RBAC",
                "--token-auth-file=" + directory.resolve("tokens.csv"),
                "--service-account-issuer=" + ISSUER,
                "--service-account-key-file=" + certificate.pem(),
                "--service-account-signing-key-file=" + key,
                "--api-audiences=" + ISSUER,
                "--service-cluster-ip-range=10.0.0.0/24",
                "--endpoint-reconciler-type=none");
        Await.until("the API server", () -> {
            if (!server.isAlive() || !etcd.isAlive()) {
                throw new IllegalStateException("It has ended: see target/kube-apiserver.log and target/etcd.log");
            }
            return ready();
        });
    }

    /** Ends the API server without a word, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    private boolean ready() throws InterruptedException {
        try {
            return admin("GET", "/readyz", "").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Process launch(String program, String... arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(TOOLS.resolve(program).toAbsolutePath().toString());
        builder.command().addAll(List.of(arguments));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(Files.createDirectories(Path.of("target"))
                        .resolve(program + ".log")
                        .toFile()))
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    String address() {
        return "https://127.0.0.1:" + port;
    }

    Path caFile() {
        return certificate.pem();
    }

    /** The key that the server signs tokens of service accounts with, PEM. */
    String signingKey() {
        return certificate.keyPem();
    }

    /** What {@code kubectl} needs to be the admin of this cluster. */
    public Path kubeconfig() throws IOException {
        return Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: admin, user: {token: %s}}]
                contexts: [{name: test, context: {cluster: test, user: admin}}]
                current-context: test
                """.formatted(address(), caFile(), ADMIN));
    }

    /**
     * A request of the admin's.
     *
     * @param body YAML, which includes JSON; empty for none
     */
    public HttpResponse<String> admin(String method, String path, String body)
            throws IOException, InterruptedException {
        return send(ADMIN, method, path, "application/yaml", body);
    }

    /** A request of somebody else's. */
    HttpResponse<String> send(String token, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Has etcd forget all versions but the last, which is what a cluster does every five minutes. */
    void compact(long version) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(etcd("/v3/kv/compaction")))
                .POST(HttpRequest.BodyPublishers.ofString("{\"revision\":\"" + version + "\",\"physical\":true}"))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("etcd: " + answer.body());
        }
    }

    private String etcd(String path) {
        return "http://127.0.0.1:" + etcdPort + path;
    }

    @Override
    public void close() {
        if (server != null) {
            server.destroyForcibly();
        }
        etcd.destroyForcibly();
    }
}
