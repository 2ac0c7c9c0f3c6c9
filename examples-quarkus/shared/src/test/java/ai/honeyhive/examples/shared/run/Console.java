/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The local stand-in for HoneyHive, as a process. */
public final class Console implements AutoCloseable {

    private static final String READY = "HoneyHive console: ";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ARRIVAL = Duration.ofSeconds(30);

    private final Child process;
    private final URI url;

    private Console(Child process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a console that keeps nothing on disk.
     *
     * @param target where the build has laid the console's jar, and where its log goes
     * @param options more of its options
     */
    public static Console start(Path target, int port, String... options) {
        Path jar = target.resolve("console/honeyhive-console.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: run this by Maven, with -am");
        }
        List<String> command = new ArrayList<>(
                List.of(Java.command(), "-Xmx256m", "-jar", jar.toString(), "--port", "" + port, "--in-memory"));
        command.addAll(List.of(options));
        Child process = Child.start("The console", target.resolve("console.log"), command, Map.of());
        return new Console(
                process,
                process.await(
                        "start",
                        START,
                        () -> process.output()
                                .lines()
                                .filter(line -> line.contains(READY))
                                .map(line -> URI.create(line.substring(line.indexOf(READY) + READY.length())
                                        .strip()))
                                .findFirst()));
    }

    public URI url() {
        return url;
    }

    /** Where the server's own exporter may send its spans: an OTLP receiver apart from HoneyHive's. */
    public URI sink() {
        return url.resolve("/sink");
    }

    /**
     * What has arrived of a trace at HoneyHive's door, when the request's own span has and these events: what is scored comes
     * when it has its scores.
     *
     * @param events their names, one as often as it must be there
     */
    public List<JsonObject> awaitTrace(String traceId, String... events) {
        return await("/api/spans?trace_id=" + traceId, List.of(events));
    }

    /** The event as the console knows it, once it has the feedback. */
    public JsonObject awaitFeedback(String eventId) {
        return process.await(
                "feedback for " + eventId,
                ARRIVAL,
                () -> event(eventId)
                        .filter(event -> !event.getJsonObject("feedback").isEmpty()));
    }

    /** The event as the console knows it, once it has arrived. */
    public JsonObject awaitEvent(String eventId) {
        return process.await("event " + eventId, ARRIVAL, () -> event(eventId));
    }

    private Optional<JsonObject> event(String eventId) {
        return Http.object(url.resolve("/api/events/" + eventId)).map(answer -> answer.getJsonObject("event"));
    }

    /** The same of the server's own exporter. */
    public List<JsonObject> awaitSunk(String traceId) {
        return await("/api/sink/spans?trace_id=" + traceId, List.of());
    }

    private List<JsonObject> await(String path, List<String> events) {
        return process.await(
                "the request's span and " + events + " at " + path,
                ARRIVAL,
                () -> Optional.of(Http.array(url.resolve(path), "spans"))
                        .filter(spans -> spans.stream().anyMatch(span -> "SERVER".equals(span.getString("kind"))))
                        .filter(spans -> hasAll(spans, events)));
    }

    private static boolean hasAll(List<JsonObject> spans, List<String> events) {
        List<String> missing = new ArrayList<>(events);
        spans.forEach(span -> missing.remove(Events.attribute(span, "honeyhive_event_name")));
        return missing.isEmpty();
    }

    @Override
    public void close() {
        process.close();
    }
}
