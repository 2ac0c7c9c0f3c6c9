/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attribute names: contract sections 3.1 to 3.8 and 6; what each library writes: the notes of its run. */
class EventMapperTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "gen_ai.operation.name, chat, model",
                "gen_ai.operation.name, embeddings, model",
                "gen_ai.operation.name, execute_tool, tool",
                "gen_ai.operation.name, retrieval, tool",
                "gen_ai.operation.name, invoke_agent, chain",
                "openinference.span.kind, LLM, model",
                "openinference.span.kind, AGENT, chain",
                "openinference.span.kind, RETRIEVER, tool",
                "traceloop.span.kind, workflow, chain",
                "traceloop.span.kind, tool, tool",
                "gen_ai.request.model, gpt-4o, model",
                "llm.request.type, chat, model",
                "gen_ai.prompt.0.content, hi, model",
                "gen_ai.tool.name, weather, tool",
                "gen_ai.agent.name, planner, chain",
                "http.route, /ask, chain",
            })
    void an_event_gets_the_type_that_ingestion_would_find(String attribute, String value, String type) {
        assertThat(Given.span("any").with(attribute, value).event()).containsEntry("honeyhive_event_type", type);
    }

    @Test
    void the_type_that_ingestion_finds_first_beats_the_one_that_was_asked_for() {
        assertThat(Given.span("any")
                        .with("gen_ai.operation.name", "chat")
                        .content("honeyhive_event_type", "chain")
                        .event())
                .containsEntry("honeyhive_event_type", "model");
    }

    @Test
    void the_spans_of_quarkus_langchain4j_are_told_apart_by_their_names() {
        assertThat(Given.span("langchain4j.aiservices.Bot.ask").event()).containsEntry("honeyhive_event_type", "chain");
        assertThat(Given.span("langchain4j.tools.weather").event())
                .containsEntry("honeyhive_event_type", "tool")
                .containsEntry("gen_ai.operation.name", "execute_tool");
    }

    @Test
    void a_model_event_without_an_operation_gets_one_that_agrees() {
        assertThat(Given.span("completion gpt-4o")
                        .with("gen_ai.request.model", "gpt-4o")
                        .event())
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.request.model", "gpt-4o");
    }

    @Test
    void a_chain_carries_nothing_that_makes_it_a_model_call() {
        Map<String, Object> event = Given.span("step")
                .content("honeyhive_event_type", "chain")
                .with("gen_ai.request.model", "gpt-4o")
                .with("input.value", "in")
                .with("output.value", "out")
                .with("gen_ai.prompt", "p")
                .with("gen_ai.completion.0.content", "c")
                .event();

        assertThat(event)
                .containsEntry("honeyhive_event_type", "chain")
                .containsEntry("honeyhive_config.model", "gpt-4o")
                .containsEntry("honeyhive_inputs.value", "in")
                .containsEntry("honeyhive_outputs.value", "out")
                .containsEntry("honeyhive_inputs.prompt", "p")
                .containsEntry("honeyhive_outputs.messages.0.content", "c")
                .doesNotContainKeys(
                        "gen_ai.request.model",
                        "input.value",
                        "output.value",
                        "gen_ai.prompt",
                        "gen_ai.operation.name");
    }

    @Test
    void an_agent_keeps_its_kind_and_gives_its_model_another_name() {
        assertThat(Given.span("invoke_agent x")
                        .with("gen_ai.operation.name", "invoke_agent")
                        .with("gen_ai.request.model", "gpt-4o")
                        .event())
                .containsEntry("honeyhive_event_type", "chain")
                .containsEntry("gen_ai.operation.name", "invoke_agent")
                .containsEntry("honeyhive_config.model", "gpt-4o")
                .doesNotContainKey("gen_ai.request.model");
    }

    @Test
    void every_event_carries_what_routes_it() {
        Map<String, Object> event = Given.span("GET /ask")
                .setting("honeyhive.source", "staging")
                .setting("honeyhive.session-name", "shop")
                .content("honeyhive.session_id", "7f89622c-443d-56d7-9b69-8f607e3c5c3d")
                .event();

        assertThat(event)
                .containsEntry("honeyhive.session_id", "7f89622c-443d-56d7-9b69-8f607e3c5c3d")
                .containsEntry("honeyhive.session_auto_create", true)
                .containsEntry("honeyhive.session_name", "shop")
                .containsEntry("honeyhive.source", "staging")
                .containsEntry("honeyhive_event_name", "GET /ask");
    }

    @Test
    void a_session_that_was_named_since_goes_by_its_name() {
        SpanRecord record = Given.span("early")
                .content("honeyhive.session_id", "old")
                .mapped((traceId, sessionId) ->
                        traceId.equals("0af7651916cd43dd8448eb211c80319c") && sessionId.equals("old") ? "new" : "?");

        assertThat(Given.byName(record)).containsEntry("honeyhive.session_id", "new");
    }

    @Test
    void an_exception_without_a_status_is_an_error() {
        SpanRecord record = Given.span("chat")
                .event("exception", "exception.type", "java.net.ConnectException", "exception.message", "refused")
                .mapped();

        assertThat(record.status()).isEqualTo(StatusCode.ERROR);
        assertThat(record.statusDescription()).isEqualTo("refused");
        assertThat(Given.byName(record))
                .containsEntry("honeyhive_error", "refused")
                .containsEntry("honeyhive_error_type", "java.net.ConnectException");
    }

    /** The event that OpenTelemetry's GenAI conventions name; langchain4j-cdi-telemetry writes it, and no status. */
    @Test
    void an_exception_of_a_client_operation_is_an_error() {
        assertThat(Given.span("chat")
                        .event("gen_ai.client.operation.exception", "exception.message", "refused")
                        .event())
                .containsEntry("honeyhive_error", "refused");
    }

    @Test
    void an_exception_under_status_ok_is_none() {
        SpanRecord record = Given.span("retry")
                .event("exception", "exception.message", "first try failed")
                .status(StatusCode.OK, "")
                .mapped();

        assertThat(record.status()).isEqualTo(StatusCode.OK);
        assertThat(Given.byName(record)).doesNotContainKey("honeyhive_error");
    }

    @Test
    void an_error_without_an_exception_tells_the_description_or_else_its_type() {
        assertThat(Given.span("a").status(StatusCode.ERROR, "out of quota").event())
                .containsEntry("honeyhive_error", "out of quota");
        assertThat(Given.span("a")
                        .with("error.type", "timeout")
                        .status(StatusCode.ERROR, "")
                        .event())
                .containsEntry("honeyhive_error", "timeout")
                .containsEntry("honeyhive_error_type", "timeout");
    }

    @Test
    void what_is_for_honeyhive_beats_what_stands_on_the_span() {
        assertThat(Given.span("any").with("a", 1).content("a", "one").event()).containsEntry("a", "one");
    }

    @Test
    void a_resource_gives_neither_the_command_line_away_nor_a_type_to_every_event() {
        SpanRecord record = Given.span("any")
                .resource("service.name", "shop")
                .resource("process.command_line", "java -Dkey=x")
                .resource("process.command_args", "x")
                .resource("gen_ai.agent.name", "planner")
                .mapped();

        assertThat(record.resource().asMap()).hasSize(1).containsEntry(AttributeKey.stringKey("service.name"), "shop");
    }

    @ParameterizedTest
    @CsvSource({"metadata", "none"})
    void content_of_others_stays_behind_unless_content_is_wanted(String setting) {
        SpanRecord record = Given.span("chat gpt-4o")
                .setting("honeyhive.capture.content", setting)
                .with("gen_ai.operation.name", "chat")
                .with("gen_ai.prompt", "secret question")
                .with("gen_ai.prompt.0.content", "secret question")
                .with("gen_ai.input.messages", "[{\"role\":\"user\",\"content\":\"secret question\"}]")
                .with("llm.output_messages.0.message.content", "secret answer")
                .with("input.value", "secret question")
                .with("gen_ai.tool.call.arguments", "secret arguments")
                .with("gen_ai.usage.input_tokens", 7)
                .with("gen_ai.prompt.name", "greeting")
                .content("honeyhive_inputs.question", "asked for by an annotation")
                .event("gen_ai.choice", "content", "secret answer")
                .event("exception", "exception.message", "kept")
                .mapped();

        assertThat(record.toString()).doesNotContain("secret");
        assertThat(Given.byName(record))
                .containsEntry("gen_ai.usage.input_tokens", 7L)
                .containsEntry("gen_ai.prompt.name", "greeting")
                .containsEntry("honeyhive_inputs.question", "asked for by an annotation")
                .containsEntry("honeyhive_error", "kept");
    }
}
