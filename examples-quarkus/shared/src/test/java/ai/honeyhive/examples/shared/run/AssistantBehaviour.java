/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import static ai.honeyhive.examples.shared.run.Events.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the assistant does on every server, seen from outside: its answers, and the traces that arrive at the console. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AssistantBehaviour {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String QUESTION = "What is the difference between head and tail sampling?";

    private final Server server;
    private final String conversation = UUID.randomUUID().toString();
    private Console console;
    private RunningAssistant assistant;

    protected AssistantBehaviour(Server server) {
        this.server = server;
    }

    @BeforeAll
    void start() {
        console = Console.start(TARGET, 0);
        Map<String, String> environment = new HashMap<>(server.otlp(console.sink()));
        environment.put("HONEYHIVE_URL", console.url().toString());
        environment.put("HONEYHIVE_DOCTOR", "true");
        assistant = RunningAssistant.start(server, TARGET, Ports.any(), environment);
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

    @Test
    void question_leaves_a_trace_from_the_request_to_the_model() throws IOException {
        JsonObject reply = assistant.ask(QUESTION, conversation);

        assertThat(reply.getInt("status")).isEqualTo(200);
        assertThat(reply.getString("answer")).contains("A head sampler decides when the root span starts");
        assertThat(reply.getString("session")).isEqualTo(conversation);

        List<JsonObject> spans = console.awaitTrace(
                reply.getString("trace"), "ask the handbook", "search the handbook", "Model.chat", "answer");
        JsonObject request = one(spans, "kind", "SERVER");
        JsonObject chain = event(spans, "ask the handbook");
        JsonObject search = event(spans, "search the handbook");
        JsonObject model = event(spans, "Model.chat");

        assertThat(parent(chain)).isEqualTo(id(request));
        assertThat(parent(search)).isEqualTo(id(chain));
        assertThat(parent(model)).isEqualTo(id(chain));
        assertThat(spans)
                .allSatisfy(span ->
                        assertThat(attribute(span, "honeyhive.session_id")).isEqualTo(conversation));

        assertThat(attribute(chain, "honeyhive_event_type")).isEqualTo("chain");
        assertThat(attribute(chain, "honeyhive_inputs.question")).isEqualTo(QUESTION);
        assertThat(attribute(chain, "honeyhive_outputs.result")).contains("A head sampler decides");
        assertThat(attribute(chain, "honeyhive_user_properties.user_id")).isEqualTo("ada");
        assertThat(attribute(chain, "honeyhive_event_id")).isEqualTo(reply.getString("event"));

        assertThat(attribute(search, "gen_ai.operation.name")).isEqualTo("retrieval");
        assertThat(attribute(search, "honeyhive_outputs.result")).contains("Tail sampling");

        assertThat(attribute(model, "honeyhive_event_type")).isEqualTo("model");
        assertThat(attribute(model, "gen_ai.request.model")).isEqualTo("extractive-stand-in");
        assertThat(attribute(model, "honeyhive_inputs.chat_history"))
                .contains("system", "You answer questions", "user", QUESTION);
        assertThat(attribute(model, "honeyhive_outputs.content")).contains("A head sampler decides");
        assertThat(Integer.parseInt(attribute(model, "gen_ai.usage.input_tokens")))
                .isGreaterThan(100);
        assertThat(Integer.parseInt(attribute(model, "gen_ai.usage.output_tokens")))
                .isPositive();
        assertThat(Double.parseDouble(attribute(model, "honeyhive_metadata.time_to_first_token_ms")))
                .as("the model's answer comes in pieces")
                .isPositive();
        assertThat(spans.stream()
                        .filter(span ->
                                !attribute(span, "gen_ai.usage.input_tokens").isEmpty()))
                .as("spans that count the tokens of the one model call")
                .hasSize(1);
    }

    @Test
    void tool_that_the_model_asks_for_stands_between_two_model_calls() throws IOException {
        JsonObject reply = assistant.ask("How many pages mention baggage?", conversation);

        assertThat(reply.getString("answer")).contains("2 pages mention “baggage”");

        List<JsonObject> spans = console.awaitTrace(reply.getString("trace"), "Model.chat", "Model.chat", "answer");
        JsonObject tool = spans.stream()
                .filter(span -> attribute(span, "gen_ai.operation.name").equals("execute_tool"))
                .findFirst()
                .orElseThrow();
        assertThat(attribute(tool, "honeyhive_event_type")).isEqualTo("tool");
        assertThat(attribute(tool, "honeyhive_inputs.term")).isEqualTo("baggage");
        assertThat(attribute(tool, "honeyhive_outputs.result")).startsWith("2 pages mention");

        List<JsonObject> models = spans.stream()
                .filter(span -> attribute(span, "honeyhive_event_type").equals("model"))
                .toList();
        assertThat(models).hasSize(2);
        assertThat(models)
                .filteredOn(
                        model -> attribute(model, "honeyhive_outputs.content").isEmpty())
                .as("the call that asks for the tool")
                .hasSize(1);
        assertThat(models)
                .anySatisfy(model -> assertThat(attribute(model, "honeyhive_inputs.chat_history"))
                        .contains("tool", "2 pages mention"));
    }

    @Test
    void refusal_of_the_model_is_an_error_of_the_events_around_it() throws IOException {
        JsonObject reply = assistant.ask("why ".repeat(2500), conversation);

        assertThat(reply.getInt("status")).isEqualTo(502);
        assertThat(reply.getString("error")).contains("reads at most 2000 words");

        List<JsonObject> spans =
                console.awaitTrace(reply.getString("trace"), "ask the handbook", "search the handbook", "Model.chat");
        for (String name : List.of("ask the handbook", "Model.chat")) {
            JsonObject event = event(spans, name);
            assertThat(status(event)).isEqualTo("ERROR");
            assertThat(attribute(event, "honeyhive_error")).contains("reads at most 2000 words");
        }
        assertThat(status(event(spans, "search the handbook"))).isEqualTo("UNSET");
    }

    @Test
    void answer_is_scored_live_by_meaning_words_and_tokens() throws IOException {
        JsonObject reply = assistant.ask(QUESTION, conversation);

        List<JsonObject> spans = console.awaitTrace(reply.getString("trace"), "answer", "Model.chat");
        JsonObject answer = event(spans, "answer");
        JsonObject model = event(spans, "Model.chat");
        Map<String, Double> scores = Events.scores(answer);
        assertThat(scores.get("embedding-relevance"))
                .as("question and answer mean the same things")
                .isBetween(0.5, 1.0);
        assertThat(scores.get("lexical-support")).as("the stand-in only quotes").isBetween(0.9, 1.0);
        assertThat(scores.get("answer"))
                .isCloseTo((scores.get("embedding-relevance") + scores.get("lexical-support")) / 2, within(1e-9));
        double input = Double.parseDouble(attribute(model, "gen_ai.usage.input_tokens"));
        double output = Double.parseDouble(attribute(model, "gen_ai.usage.output_tokens"));
        assertThat(Events.scores(model).get("token-efficiency")).isCloseTo(output / (input + output), within(1e-9));
    }

    @Test
    void answer_from_nowhere_is_refused_by_the_gate_and_asked_for_again() throws IOException {
        JsonObject reply = assistant.ask("Who can keep each trace with an error?", conversation);

        assertThat(reply.getString("answer")).doesNotContain("Professor Quill").contains("tail sampler");

        List<JsonObject> spans = console.awaitTrace(
                reply.getString("trace"), "answer", "answer attempt", "answer attempt", "Model.chat", "Model.chat");
        JsonObject answer = event(spans, "answer");
        List<JsonObject> attempts = Events.named(spans, "answer attempt");
        assertThat(attempts).allSatisfy(attempt -> assertThat(parent(attempt)).isEqualTo(id(answer)));
        assertThat(attempts)
                .extracting(attempt -> attribute(attempt, "honeyhive_metrics.supported_passed"))
                .containsExactlyInAnyOrder("false", "true");
        assertThat(attempts)
                .extracting(attempt -> attribute(attempt, "honeyhive_error_type"))
                .containsExactlyInAnyOrder("ai.honeyhive.microprofile.QualityGateException", "");
        assertThat(Events.named(spans, "Model.chat")).hasSize(2);
        assertThat(status(answer)).isNotEqualTo("ERROR");
    }

    @Test
    void thumb_of_a_reader_reaches_the_event_of_the_answer() throws IOException {
        JsonObject reply = assistant.ask(QUESTION, conversation);

        assertThat(assistant.feedback(reply.getString("event"), false).getInt("status"))
                .isEqualTo(200);
        JsonObject event = console.awaitFeedback(reply.getString("event"));
        assertThat(event.getString("event_name")).isEqualTo("ask the handbook");
        assertThat(event.getJsonObject("feedback").getBoolean("thumbs_up")).isFalse();
        assertThat(assistant.feedback("no-uuid", true).getInt("status")).isEqualTo(400);
    }

    @Test
    void spans_of_the_servers_own_exporter_carry_no_content() throws IOException {
        JsonObject reply = assistant.ask(QUESTION, conversation);

        List<JsonObject> spans = console.awaitSunk(reply.getString("trace"));
        assertThat(spans)
                .anySatisfy(span ->
                        assertThat(attribute(span, "gen_ai.request.model")).isEqualTo("extractive-stand-in"));
        assertThat(spans.toString()).doesNotContain("head and tail", "head sampler", "honeyhive_inputs");
    }

    @Test
    void answer_comes_in_pieces_while_the_model_writes_it() throws IOException {
        List<RunningAssistant.Piece> pieces = assistant.stream("Who can keep each trace with an error?", conversation);

        JsonObject reply = (JsonObject) pieces.get(pieces.size() - 1).data();
        assertThat(pieces.get(pieces.size() - 1).event()).isEqualTo("answer");
        int again = pieces.indexOf(new RunningAssistant.Piece("again", JsonValue.TRUE));
        assertThat(text(pieces.subList(0, again)))
                .as("what the gate has refused")
                .startsWith("Professor Quill");
        assertThat(text(pieces.subList(again, pieces.size())))
                .isEqualTo(reply.getString("answer"))
                .contains("tail sampler");

        List<JsonObject> spans = console.awaitTrace(reply.getString("trace"), "ask the handbook", "answer");
        JsonObject chain = event(spans, "ask the handbook");
        assertThat(parent(chain)).isEqualTo(id(one(spans, "kind", "SERVER")));
        assertThat(spans)
                .allSatisfy(span ->
                        assertThat(attribute(span, "honeyhive.session_id")).isEqualTo(conversation));
        assertThat(Events.named(spans, "Model.chat"))
                .hasSize(2)
                .allSatisfy(model -> assertThat(
                                Double.parseDouble(attribute(model, "honeyhive_metadata.time_to_first_token_ms")))
                        .isLessThan(milliseconds(model)));
    }

    private static String text(List<RunningAssistant.Piece> pieces) {
        return pieces.stream()
                .filter(piece -> piece.event().equals("piece"))
                .map(piece -> ((JsonString) piece.data()).getString())
                .collect(Collectors.joining());
    }

    private static double milliseconds(JsonObject span) {
        return (Long.parseLong(span.getString("end_time_unix_nano"))
                        - Long.parseLong(span.getString("start_time_unix_nano")))
                / 1e6;
    }

    @Test
    void doctor_finds_nothing_wrong_from_outside_and_from_within() throws Exception {
        String report = Child.output(
                "The doctor",
                TARGET.resolve("doctor.log"),
                List.of(
                        Java.command(),
                        "-jar",
                        TARGET.resolve("doctor/honeyhive-doctor.jar").toString(),
                        TARGET.toString()),
                Map.of(
                        "HH_API_KEY",
                        "hh_for_the_console_0123",
                        "HONEYHIVE_URL",
                        console.url().toString()));
        assertThat(report)
                .contains("No problem found.", "OK        tracer (default)", "it takes spans")
                .contains("telemetry: it is on")
                .doesNotContain("hh_for_the_console_0123");

        assistant.ask(QUESTION, conversation);
        String health = assistant.await(
                "the doctor's findings",
                () -> Http.get(assistant.url().resolve(server.readiness()))
                        .filter(page -> page.contains("it takes spans.")));
        assertThat(health)
                .contains("OK: HoneyHive records to " + console.url())
                .contains("OK: OpenTelemetry's API is there once.")
                .contains("OK: spans of the server and of other libraries go along.")
                .doesNotContain("PROBLEM");
    }

    @Test
    void page_has_a_question_box() {
        assertThat(Http.get(assistant.url()).orElse("")).contains("Ask the handbook", "<input name=\"q\"");
    }

    private static JsonObject event(List<JsonObject> spans, String name) {
        return spans.stream()
                .filter(span -> attribute(span, "honeyhive_event_name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No event " + name + " among " + spans));
    }

    private static JsonObject one(List<JsonObject> spans, String field, String value) {
        List<JsonObject> found = spans.stream()
                .filter(span -> span.getString(field, "").equals(value))
                .toList();
        assertThat(found).as(field + " " + value + " among " + spans).hasSize(1);
        return found.get(0);
    }

    private static String id(JsonObject span) {
        return span.getString("span_id");
    }

    private static String status(JsonObject span) {
        return span.getJsonObject("status").getString("code");
    }

    private static String parent(JsonObject span) {
        return span.getString("parent_span_id", "");
    }
}
