/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import static org.junit.jupiter.api.Assumptions.abort;

import ai.honeyhive.microprofile.secrets.internal.Await;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * moto as a server of its own: AWS's answers, signatures and policies included. {@code .ci/provision} brings it; the test is
 * skipped where there is none.
 */
final class MotoServer implements AutoCloseable {

    static final String REGION = "us-east-1";
    static final String ACCOUNT = "123456789012";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private MotoServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one.
     *
     * @param unchecked how many requests are answered whoever asks, for the setting up
     */
    static MotoServer start(int unchecked) throws Exception {
        Path program = program();
        if (program == null) {
            return abort("NOT RUN: there is no moto_server here; .ci/provision brings it");
        }
        int port = freePort();
        ProcessBuilder builder =
                new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", Integer.toString(port));
        builder.environment().put("INITIAL_NO_AUTH_ACTION_COUNT", Integer.toString(unchecked));
        builder.redirectErrorStream(true)
                .redirectOutput(Path.of("target", "moto.log").toFile());
        MotoServer server = new MotoServer(builder.start(), URI.create("http://127.0.0.1:" + port + "/"));
        server.awaitStart();
        return server;
    }

    private static Path program() {
        Stream<Path> onPath = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "moto_server"));
        return Stream.concat(Stream.of(Path.of("..", ".tools", "moto", "bin", "moto_server")), onPath)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() {
        try {
            Await.until("moto to answer", () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("moto has ended: see target/moto.log");
                }
                return answers();
            });
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    private boolean answers() throws Exception {
        try {
            http.send(
                    HttpRequest.newBuilder(address.resolve("/moto-api/data.json"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    URI address() {
        return address;
    }

    /** A request of the query protocol (IAM), for the setting up. */
    String query(String service, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(service, "application/x-www-form-urlencoded", null, body);
    }

    /** A request of the JSON protocol, for the setting up. */
    String json(String service, String target, String body) throws Exception {
        return send(service, "application/x-amz-json-1.1", target, body);
    }

    private String send(String service, String type, String target, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=setup/20260101/" + REGION + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=none")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (target != null) {
            request.header("X-Amz-Target", target);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return answer.body();
    }

    static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
