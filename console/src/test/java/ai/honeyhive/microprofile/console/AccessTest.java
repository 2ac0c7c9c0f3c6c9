/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.console.RunningConsole.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call, and what hostile callers cannot do. */
class AccessTest {
    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "127.0.0.1, 200",
        "[::1], 200",
        "app.localhost, 200",
        "evil.example, 421",
        "localhost.evil.example, 421"
    })
    void withoutToken_onlyLoopbackNamesAreAnswered(String host, int status) throws IOException {
        try (RunningConsole console = RunningConsole.inMemory()) {
            String request = "GET /api/health HTTP/1.1\r\nHost: " + host + ":" + console.port()
                    + "\r\nConnection: close\r\n\r\n";

            assertThat(statusOf(console, request)).isEqualTo(status);
        }
    }

    private static int statusOf(RunningConsole console, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(reader.readLine().split(" ", 3)[1]);
        }
    }

    @Test
    void withToken_everythingWantsIt() {
        try (RunningConsole console = RunningConsole.withToken("a-token-for-the-team")) {
            Map<String, String> bearer = Map.of("Authorization", "Bearer a-token-for-the-team");

            assertThat(console.get("/").status()).isEqualTo(401);
            assertThat(console.get("/api/sessions").status()).isEqualTo(401);
            assertThat(console.post("/v1/sessions", "{}").status()).isEqualTo(401);
            assertThat(console.call("GET", "/api/sessions", bearer, new byte[0]).status())
                    .isEqualTo(200);
            assertThat(console.get("/?token=wrong").status()).isEqualTo(401);
        }
    }

    @Test
    void tokenInTheLink_becomesACookieThatOpensThePageButSendsNothing() {
        try (RunningConsole console = RunningConsole.withToken("a-token-for-the-team")) {
            Reply reply = console.get("/?token=a-token-for-the-team");

            assertThat(reply.status()).isEqualTo(303);
            assertThat(reply.header("Location")).isEqualTo("/");
            assertThat(reply.header("Set-Cookie")).contains("HttpOnly", "SameSite=Strict");
            Map<String, String> cookie =
                    Map.of("Cookie", reply.header("Set-Cookie").split(";", 2)[0]);
            assertThat(console.call("GET", "/", cookie, new byte[0]).status()).isEqualTo(200);
            assertThat(console.call("GET", "/api/health", cookie, new byte[0]).status())
                    .isEqualTo(200);
            assertThat(console.call("POST", "/v1/sessions", cookie, new byte[0]).status())
                    .isEqualTo(401);
        }
    }

    /** More clients than the server has threads, each of which announces a body and then says nothing. */
    @Test
    void clientsThatSendNothing_doNotStopTheOthers() throws IOException {
        try (RunningConsole console = RunningConsole.inMemory()) {
            List<Socket> silent = new ArrayList<>();
            try {
                for (int i = 0; i < 100; i++) {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port());
                    silent.add(socket);
                    OutputStream out = socket.getOutputStream();
                    out.write(
                            ("POST /opentelemetry/v1/traces HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer k\r\n"
                                            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                                    .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }

                assertThat(console.get("/api/health").status()).isEqualTo(200);
                console.send(Spans.request(Spans.chain("b7ad6b7169203331", "ask")));
            } finally {
                for (Socket socket : silent) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void pathThatIsNoPath_isRefused() throws IOException {
        try (RunningConsole console = RunningConsole.inMemory()) {
            for (String path :
                    List.of("/../../etc/passwd", "/%2e%2e/console.css", "/api/events/%zz", "//", "/console.css/")) {
                String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
                assertThat(statusOf(console, request)).as(path).isBetween(400, 404);
            }
        }
    }
}
