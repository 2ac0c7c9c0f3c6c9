/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The packaged assistant on its server, as a process. */
public final class RunningAssistant implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);

    private final Child process;
    private final URI url;

    private RunningAssistant(Child process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @param target where the build has laid the application, and where the log goes
     * @param environment what is set beside this process' own environment
     */
    public static RunningAssistant start(Server server, Path target, int port, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put(server.portVariable(), "" + port);
        variables.put("JAVA_HOME", Java.home());
        URI url = URI.create("http://localhost:" + port);
        Child process = Child.start(
                "The assistant on " + server.title(),
                target.resolve("assistant.log"),
                server.command(target),
                variables);
        // A server may answer with a page of its own before the application has started.
        process.await(
                "page at " + url,
                START,
                () -> Http.get(url.resolve("/")).filter(page -> page.contains("Ask the handbook")));
        return new RunningAssistant(process, url);
    }

    /**
     * The same with the settings that its README shows, and everything sent to a console: what is for HoneyHive, and by the
     * server's own exporter what a Jaeger would get.
     *
     * @param settings each a property, {@code =} and its value, for a {@code -D}
     */
    static RunningAssistant start(Server server, Path target, Console console, String... settings) {
        Map<String, String> environment = new HashMap<>(server.otlp(console.sink()));
        environment.put("HONEYHIVE_URL", console.url().toString());
        environment.put(server.optionsVariable(), "-D" + String.join(" -D", settings));
        return start(server, target, Ports.any(), environment);
    }

    public URI url() {
        return url;
    }

    /** What the server has said up to now. */
    public String output() {
        return process.output();
    }

    /** Asks as Ada, and takes the answer as JSON with its HTTP status under {@code status}. */
    public JsonObject ask(String question, String conversation) throws IOException {
        return ask(question, conversation, "ada");
    }

    JsonObject ask(String question, String conversation, String user) throws IOException {
        return Http.post(url.resolve("/ask"), Map.of("q", question, "conversation", conversation, "user", user));
    }

    /**
     * A server-sent event.
     *
     * @param data its data, read as JSON
     */
    record Piece(String event, JsonValue data) {}

    /** Asks, and takes the answer as it comes. */
    List<Piece> stream(String question, String conversation) throws IOException {
        return Http.events(url.resolve("/ask/stream"), Map.of("q", question, "conversation", conversation));
    }

    /** Looks until there is something, and gives up at once when the server ends. */
    <T> T await(String what, Supplier<Optional<T>> look) {
        return process.await(what, Duration.ofSeconds(30), look);
    }

    /** Gives an answer a thumb. */
    public JsonObject feedback(String event, boolean good) throws IOException {
        return Http.post(url.resolve("/ask/feedback"), Map.of("event", event, "good", "" + good));
    }

    void waitForEnd() throws InterruptedException {
        process.waitForEnd();
    }

    @Override
    public void close() {
        process.close();
    }
}
