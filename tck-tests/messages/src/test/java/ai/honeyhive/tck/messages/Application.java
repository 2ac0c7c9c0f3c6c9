/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.ServerProcess;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The application as Quarkus builds it, in a process of its own. */
final class Application implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final ServerProcess process;

    private Application(URI address, ServerProcess process) {
        this.address = address;
        this.process = process;
    }

    /** Starts it, and waits until it answers; the settings are variables of its environment. */
    static Application start(String name, Map<String, String> settings) {
        URI address = URI.create("http://localhost:" + ServerProcess.freePort() + '/');
        URI console = Console.shared().url();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("HTTP_PORT", String.valueOf(address.getPort()));
        environment.put("HONEYHIVE_URL", console.toString());
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", console + "/sink");
        ServerProcess process = ServerProcess.start(
                name,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        Artifacts.target()
                                .resolve("quarkus-app/quarkus-run.jar")
                                .toString()),
                Artifacts.target(),
                environment);
        process.awaitAnswer(address.resolve("/ready"));
        return new Application(address, process);
    }

    ServerProcess process() {
        return process;
    }

    /** Sends a question of maria's in a session. */
    void ask(String door, String question, String session) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(address.resolve(
                                door + "?question=" + URLEncoder.encode(question, StandardCharsets.UTF_8)))
                        .header("baggage", "honeyhive.session_id=" + session + ",honeyhive.user_id=maria")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as("%s", response.body()).isEqualTo(200);
    }

    static Arrival awaitEvent(String name, String session) {
        return Awaitility.await(name + " of " + session)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> Console.shared().events().stream()
                                .filter(event -> event.eventName().equals(name))
                                .filter(event -> event.session().equals(session))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    @Override
    public void close() {
        process.close();
    }
}
