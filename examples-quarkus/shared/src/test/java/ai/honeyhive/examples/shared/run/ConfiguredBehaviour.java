/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import static ai.honeyhive.examples.shared.run.Events.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The packaged assistant as it is, with the settings that its README shows: all that do not exclude each other, at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ConfiguredBehaviour {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String QUESTION = "What is the difference between head and tail sampling?";

    private final Server server;
    private Path key;
    private Console console;
    private RunningAssistant assistant;

    protected ConfiguredBehaviour(Server server) {
        this.server = server;
    }

    @BeforeAll
    void start(@TempDir Path secrets) throws IOException {
        key = Files.createDirectories(secrets.resolve("honeyhive")).resolve("key");
        Files.writeString(key, "hh_first_key_0123456789");
        console = Console.start(TARGET, 0);
        assistant = RunningAssistant.start(
                server,
                TARGET,
                console,
                "honeyhive.sampling.strategy=tiered",
                "honeyhive.sampling.rate.standard=0",
                "honeyhive.export.queue-bytes=64K",
                "honeyhive.sampling.rule.ada.attribute.honeyhive_user_properties.user_id=ada",
                "honeyhive.sampling.rule.ada.class=critical",
                "honeyhive.secrets.store.file.directory=" + secrets,
                "honeyhive.secrets.map.honeyhive.api-key=file:honeyhive#key",
                "honeyhive.tracer.tools.api-key=hh_tools_0123456789",
                "honeyhive.tracer.tools.project=tools",
                "honeyhive.tracer.tools.sampling.strategy=keep-all",
                "honeyhive.traced." + server.packageName() + ".Tools/tracer=tools");
    }

    @AfterAll
    void stop() {
        if (assistant != null) {
            assistant.close();
        }
        if (console != null) {
            console.close();
        }
    }

    private List<JsonObject> spans(String trace) {
        return Http.array(console.url().resolve("/api/spans?trace_id=" + trace), "spans");
    }

    private static String keyOf(JsonObject span) {
        return span.getJsonObject("request").getString("key_fingerprint");
    }

    private static List<JsonObject> requests(List<JsonObject> spans) {
        return spans.stream()
                .filter(span -> span.getString("kind").equals("SERVER"))
                .toList();
    }

    @Test
    void second_tracer_gets_the_calls_of_a_class_and_the_request_above_them() throws IOException {
        JsonObject reply = assistant.ask("How many pages mention baggage?", "");
        console.awaitTrace(reply.getString("trace"), "ask the handbook", "answer");
        List<JsonObject> spans = Await.until(
                "the request in both projects",
                Duration.ofSeconds(30),
                () -> Optional.of(spans(reply.getString("trace")))
                        .filter(all -> requests(all).size() == 2));

        Map<String, Set<String>> kinds = spans.stream()
                .collect(Collectors.groupingBy(
                        ConfiguredBehaviour::keyOf,
                        Collectors.mapping(span -> attribute(span, "honeyhive_event_type"), Collectors.toSet())));
        assertThat(kinds.values())
                .as("the types of the events, by project: the search is of type tool as well")
                .containsExactlyInAnyOrder(Set.of("chain", "tool"), Set.of("chain", "tool", "model"));
        assertThat(spans.stream()
                        .filter(span -> attribute(span, "gen_ai.operation.name").equals("execute_tool"))
                        .map(ConfiguredBehaviour::keyOf))
                .singleElement()
                .satisfies(own -> assertThat(kinds.get(own)).doesNotContain("model"));
        assertThat(requests(spans).stream().map(ConfiguredBehaviour::keyOf))
                .containsExactlyInAnyOrderElementsOf(kinds.keySet());
    }

    @Test
    void tiered_sampling_leaves_the_ordinary_out_keeps_what_failed_and_who_is_named_and_the_console_knows_why()
            throws IOException {
        String ordinary = assistant.ask(QUESTION, "", "guest").getString("trace");
        String failed = assistant.ask("why ".repeat(2500), "", "guest").getString("trace");
        String adas = assistant.ask(QUESTION, "").getString("trace");

        List<JsonObject> kept = console.awaitTrace(failed, "ask the handbook", "Model.chat");
        assertThat(kept).anySatisfy(span -> assertThat(span.toString()).contains("reads at most 2000 words"));
        console.awaitTrace(adas, "ask the handbook", "Model.chat", "answer");
        assertThat(console.awaitSunk(ordinary)).as("the server's own exporter").isNotEmpty();
        assertThat(spans(ordinary)).as("HoneyHive's").isEmpty();

        // A call with more content than the whole queue takes: it fails, so it is kept, and then it is lost.
        assistant.ask("why ".repeat(15_000), "", "guest");
        JsonObject tracer = Await.until(
                "a report of the loss",
                Duration.ofSeconds(30),
                () -> Http.array(console.url().resolve("/api/tracers"), "tracers").stream()
                        .filter(one -> one.getJsonObject("dropped").containsKey("too_large"))
                        .findFirst());
        assertThat(tracer.getString("state")).isEqualTo("delivering");
        assertThat(tracer.getString("strategy")).isEqualTo("tiered");
        // Class, reason, whether kept, how many.
        assertThat(tracer.getJsonArray("decisions").stream().map(Object::toString))
                .anyMatch(decision -> decision.matches("\\[\"standard\",\"class\",false,[1-9][0-9]*]"))
                .anyMatch(decision -> decision.matches("\\[\"standard\",\"error\",true,[2-9]]"))
                .anyMatch(decision -> decision.matches("\\[\"critical\",\"class\",true,[1-9][0-9]*]"));
        assertThat(tracer.getInt("sampled_out")).isPositive();
    }

    @Test
    void key_from_a_mounted_secret_is_another_one_after_its_rotation() throws IOException {
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
