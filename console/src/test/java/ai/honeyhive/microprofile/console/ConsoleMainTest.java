/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is started by people and by the kit: a process of its own. */
@Timeout(120)
class ConsoleMainTest {
    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                ConsoleMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static String all(java.io.InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void started_printsOneLineWithItsPort_andStopsCleanlyOnTerminate(@TempDir Path directory) throws Exception {
        for (int expected = 0; expected < 2; expected++) {
            Process process = start("--port", "0", "--data", directory.toString());
            try {
                BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                String line = out.readLine();
                assertThat(line).matches("HoneyHive console: http://localhost:\\d+");
                String base = line.substring(line.indexOf("http"));
                HttpClient client = HttpClient.newHttpClient();
                String health = client.send(
                                HttpRequest.newBuilder(URI.create(base + "/api/health"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
                assertThat(health).contains("\"sessions\":" + expected);
                HttpRequest session = HttpRequest.newBuilder(URI.create(base + "/v1/sessions"))
                        .header("Authorization", "Bearer key")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
                assertThat(client.send(session, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);

                process.toHandle().destroy();

                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(out.readLine()).isNull();
                assertThat(all(process.getErrorStream())).isEmpty();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void wrongOption_isToldAndEndsTheProgram() throws Exception {
        Process process = start("--host", "0.0.0.0");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(all(process.getErrorStream())).contains("--token");
    }

    @Test
    void portAlreadyTaken_isToldAndEndsTheProgram() throws Exception {
        try (RunningConsole other = RunningConsole.inMemory()) {
            Process process = start("--port", Integer.toString(other.port()), "--in-memory");

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(all(process.getErrorStream())).contains("Choose another --port");
        }
    }

    @Test
    void dataInUse_isToldAndEndsTheProgram(@TempDir Path directory) throws Exception {
        try (RunningConsole other = RunningConsole.in(directory)) {
            assertThat(other.port()).isPositive();
            Process process = start("--port", "0", "--data", directory.toString());

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(all(process.getErrorStream())).contains("is another console running on it?");
        }
    }
}
