/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged assistant as it is, with the settings that its README shows. */
public abstract class ConfiguredBehaviour {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String QUESTION = "What is the difference between head and tail sampling?";

    private final Server server;
    private Console console;
    private RunningAssistant assistant;

    protected ConfiguredBehaviour(Server server) {
        this.server = server;
    }

    @BeforeEach
    void startConsole() {
        console = Console.start(TARGET, 0);
    }

    @AfterEach
    void stop() {
        if (assistant != null) {
            assistant.close();
        }
        console.close();
    }

    private void start(String... settings) {
        Map<String, String> environment = new HashMap<>(server.otlp(console.sink()));
        environment.put("HONEYHIVE_URL", console.url().toString());
        // What its README writes behind `java`.
        environment.put("JAVA_TOOL_OPTIONS", "-D" + String.join(" -D", settings));
        assistant = RunningAssistant.start(server, TARGET, Ports.any(), environment);
    }

    private List<JsonObject> spans(String trace) {
        return Http.array(console.url().resolve("/api/spans?trace_id=" + trace), "spans");
    }

    private static String keyOf(JsonObject span) {
        return span.getJsonObject("request").getString("key_fingerprint");
    }

    @Test
    void second_tracer_gets_the_calls_of_a_class_and_the_request_above_them() throws IOException {
        start(
                "honeyhive.tracer.tools.api-key=hh_tools_0123456789",
                "honeyhive.tracer.tools.project=tools",
                "honeyhive.traced.ai.honeyhive.examples.quarkus.Tools/tracer=tools");

        JsonObject reply = assistant.ask("How many pages mention baggage?", "");
        console.awaitTrace(reply.getString("trace"), "ask the handbook", "countPages", "answer");
        List<JsonObject> spans = Await.until(
                "the request in both projects",
                Duration.ofSeconds(30),
                () -> Optional.of(spans(reply.getString("trace")))
                        .filter(all -> all.stream()
                                        .filter(span -> span.getString("kind").equals("SERVER"))
                                        .count()
                                == 2));

        Map<String, Set<String>> names = spans.stream()
                .collect(Collectors.groupingBy(
                        ConfiguredBehaviour::keyOf,
                        Collectors.mapping(
                                span -> Events.attribute(span, "honeyhive_event_name"), Collectors.toSet())));
        assertThat(names).hasSize(2);
        assertThat(names.values())
                .anySatisfy(own -> assertThat(own).contains("countPages").doesNotContain("ask the handbook", "answer"))
                .anySatisfy(others -> assertThat(others)
                        .contains("ask the handbook", "answer")
                        .doesNotContain("countPages"));
        assertThat(spans.stream()
                        .filter(span -> span.getString("kind").equals("SERVER"))
                        .map(ConfiguredBehaviour::keyOf))
                .containsExactlyInAnyOrderElementsOf(names.keySet());
    }

    @Test
    void tiered_sampling_leaves_the_ordinary_out_keeps_what_failed_and_the_console_knows_why() throws IOException {
        start(
                "honeyhive.sampling.strategy=tiered",
                "honeyhive.sampling.rate.standard=0",
                "honeyhive.export.queue-bytes=64K");

        String ordinary = assistant.ask(QUESTION, "").getString("trace");
        String failed = assistant.ask("why ".repeat(2500), "").getString("trace");

        List<JsonObject> kept = console.awaitTrace(failed, "ask the handbook", "Model.chat");
        assertThat(kept).anySatisfy(span -> assertThat(span.toString()).contains("reads at most 2000 words"));
        assertThat(console.awaitSunk(ordinary)).as("the server's own exporter").isNotEmpty();
        assertThat(spans(ordinary)).as("HoneyHive's").isEmpty();

        // A call with more content than the whole queue takes: it fails, so it is kept, and then it is lost.
        assistant.ask("why ".repeat(15_000), "");
        JsonObject tracer = Await.until(
                "a report of the loss",
                Duration.ofSeconds(30),
                () -> Http.array(console.url().resolve("/api/tracers"), "tracers").stream()
                        .filter(one -> one.getJsonObject("dropped").containsKey("too_large"))
                        .findFirst());
        assertThat(tracer.getString("state")).isEqualTo("delivering");
        assertThat(tracer.getString("strategy")).isEqualTo("tiered");
        assertThat(tracer.getJsonArray("decisions").stream().map(Object::toString))
                .contains("[\"standard\",\"class\",false,1]", "[\"standard\",\"error\",true,2]");
        assertThat(tracer.getInt("sampled_out")).isPositive();
    }

    @Test
    void key_from_a_mounted_secret_is_another_one_after_its_rotation(@TempDir Path secrets) throws IOException {
        Path key = Files.createDirectories(secrets.resolve("honeyhive")).resolve("key");
        Files.writeString(key, "hh_first_key_0123456789");
        start(
                "honeyhive.secrets.store.file.directory=" + secrets,
                "honeyhive.secrets.map.honeyhive.api-key=file:honeyhive#key");
        String first = keyOf(ask().get(0));

        Files.writeString(key, "hh_second_key_987654321");
        String second = assistant.await("events with the second key", () -> {
            try {
                return Optional.of(keyOf(ask().get(0))).filter(now -> !now.equals(first));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(second).isNotEqualTo(first);
    }

    private List<JsonObject> ask() throws IOException {
        return console.awaitTrace(assistant.ask(QUESTION, "").getString("trace"), "ask the handbook", "answer");
    }
}
