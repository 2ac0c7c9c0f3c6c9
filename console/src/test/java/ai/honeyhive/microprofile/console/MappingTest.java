/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From span to event, by the contract's sections 3.1, 3.5, 3.6 and 6, over the wire and back. */
class MappingTest {
    private static final String ID = "b7ad6b7169203331";
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        console = RunningConsole.inMemory();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void clear() {
        console.call("DELETE", "/api/data", Map.of(), new byte[0]);
    }

    private static JsonNode event(Span.Builder span) {
        return event(Spans.request(span));
    }

    private static JsonNode event(ExportTraceServiceRequest request) {
        console.send(request);
        return console.read("/api/sessions/" + Spans.SESSION).at("/events/0");
    }

    private static JsonNode eventWith(Object... attributes) {
        return event(Spans.with(Spans.span(ID, "ask"), attributes));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Contract 3.6, current server: what decides the type, in its order. */
    static Stream<Arguments> types() {
        String stated = "honeyhive_event_type";
        return Stream.of(
                Arguments.of(
                        "model", List.of("openinference.span.kind", "LLM", "gen_ai.operation.name", "execute_tool")),
                Arguments.of("chain", List.of("openinference.span.kind", "AGENT", stated, "model")),
                Arguments.of("tool", List.of("openinference.span.kind", "RETRIEVER", "gen_ai.request.model", "m")),
                Arguments.of("chain", List.of("openinference.span.kind", "UNKNOWN", stated, "chain")),
                Arguments.of("model", List.of("gen_ai.operation.name", "chat", stated, "chain")),
                Arguments.of("tool", List.of("gen_ai.operation.name", "execute_tool", "gen_ai.request.model", "m")),
                Arguments.of("chain", List.of("gen_ai.operation.name", "invoke_agent", "gen_ai.request.model", "m")),
                Arguments.of("tool", List.of("gen_ai.operation.name", "retrieval", stated, "tool")),
                Arguments.of("chain", List.of("gen_ai.agent.name", "a", stated, "tool")),
                Arguments.of("model", List.of("gen_ai.agent.name", "a", "gen_ai.request.model", "m")),
                Arguments.of("model", List.of("gen_ai.request.model", "m", stated, "chain")),
                Arguments.of("model", List.of("llm.request.type", "chat", stated, "tool")),
                Arguments.of("model", List.of("gen_ai.prompt.0.role", "user", stated, "tool")),
                Arguments.of("model", List.of("input.value", "hi", stated, "tool")),
                Arguments.of("tool", List.of("input.value", "", stated, "tool")),
                Arguments.of("session", List.of(stated, "session")),
                Arguments.of("chain", List.of(stated, "CHAIN")),
                Arguments.of("tool", List.of()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void type_isWhatHoneyHiveTakesTheSpanFor(String type, List<Object> attributes) {
        assertThat(eventWith(attributes.toArray()).path("event_type").asText()).isEqualTo(type);
    }

    @Test
    void typeBySpanEvent_isModel() {
        Span.Builder span =
                Spans.chain(ID, "ask").addEvents(Span.Event.newBuilder().setName("gen_ai.choice"));

        assertThat(event(span).path("event_type").asText()).isEqualTo("model");
    }

    /** Contract 3.5 and 6: attribute, where it arrives, and as what. */
    static Stream<Arguments> places() {
        return Stream.of(
                row("/inputs", "{'question':'why'}", "honeyhive_inputs.question", "why"),
                row("/inputs/a", "{'b':{'c':1}}", "honeyhive_inputs.a.b.c", 1L),
                row(
                        "/inputs/list",
                        "['x',{'k':true}]",
                        "honeyhive_inputs.list.0",
                        "x",
                        "honeyhive_inputs.list.1.k",
                        true),
                row("/inputs/gap", "{'0':'x','2':'y'}", "honeyhive_inputs.gap.0", "x", "honeyhive_inputs.gap.2", "y"),
                row("/inputs/huge", "{'999999999':'x'}", "honeyhive_inputs.huge.999999999", "x"),
                row("/inputs/map", "{'a.b':[1,null]}", "honeyhive_inputs.map", "{\"a.b\":[1,null]}"),
                row("/inputs/digits", "{'0':'stays a map'}", "honeyhive_inputs.digits", "{\"0\":\"stays a map\"}"),
                row("/inputs/text", "'{no json'", "honeyhive_inputs.text", "{no json"),
                row("/inputs/number", "'42'", "honeyhive_inputs.number", "42"),
                row("/outputs", "{'result':2.0}", "honeyhive_outputs.result", 2.0),
                row("/outputs", "{'content':'hi'}", "honeyhive_outputs", "{\"content\":\"hi\"}"),
                row("/outputs", "{'text':'plain'}", "honeyhive_outputs", "plain"),
                row(
                        "/outputs/tool_calls/0",
                        "{'name':'f','arguments':'{}'}",
                        "honeyhive_outputs.tool_calls.0.name",
                        "f",
                        "honeyhive_outputs.tool_calls.0.arguments",
                        "{}"),
                row("/config/template", "['t']", "honeyhive_config.template", "[\"t\"]"),
                row("/metadata/tenant", "'t'", "honeyhive_metadata.tenant", "t"),
                row("/metrics", "{'score':0.5}", "honeyhive_metrics.score", 0.5, "honeyhive_metrics.prompt_tokens", 3),
                row("/metadata/prompt_tokens", "3", "honeyhive_metrics.prompt_tokens", 3),
                row("/feedback/rating", "5", "honeyhive_feedback.rating", 5),
                row("/user_properties/id", "'u'", "honeyhive_user_properties.id", "u"),
                row("/error", "'boom'", "honeyhive_error", "boom", "http.status_code", 500),
                row("/error", "'503'", "http.status_code", 503),
                row("/error", "null", "http.status_code", 200),
                row("/metadata/http.status_code", "200", "http.status_code", 200),
                row("/metadata/honeyhive_error_type", "'X'", "honeyhive_error_type", "X"),
                row("/event_name", "'renamed'", "honeyhive_event_name", "renamed"),
                row("/event_name", "'ask'"),
                row("/source", "'test'"),
                row("/project", "'p'", "honeyhive.project", "p"),
                row("/metadata/run_id", "'r'", "honeyhive.experiment_metadata", "{\"run_id\":\"r\"}"),
                row("/metadata/my.own.key", "'v'", "my.own.key", "v"),
                row("/metadata/service.name", "'shop'"),
                row("/metadata/honeyhive_event_type", "'tool'", "honeyhive_event_type", "tool"),
                row("/config/model", "'m'", "gen_ai.request.model", "m"),
                row("/config/max_completion_tokens", "9", "gen_ai.request.max_tokens", 9),
                row("/config/temperature", "0.5", "gen_ai.request.temperature", 0.5),
                row("/config/provider", "'openai'", "gen_ai.provider.name", "openai"),
                row("/metadata/provider", "'openai'", "llm.provider", "openai"),
                row("/config/invocation_parameters", "'{}'", "llm.invocation_parameters", "{}"),
                row("/metadata/total_tokens", "7", "gen_ai.usage.input_tokens", 4, "gen_ai.usage.output_tokens", 3),
                row("/metadata/total_tokens", "9", "llm.token_count.total", 9, "llm.token_count.prompt", 4),
                row("/metadata/model_name", "'m-2'", "gen_ai.request.model", "m", "gen_ai.response.model", "m-2"),
                row("/metadata/finish_reason", "'stop'", "gen_ai.response.finish_reasons", List.of("stop", "length")),
                row("/metadata/span_kind", "'LLM'", "openinference.span.kind", "LLM"),
                row("/metadata/tool_name", "'f'", "gen_ai.tool.name", "f"),
                row("/metrics/utilization", "0.9", "gpu.utilization", 0.9));
    }

    private static Arguments row(String place, String value, Object... attributes) {
        return Arguments.of(place, value, attributes);
    }

    @ParameterizedTest
    @MethodSource("places")
    void attribute_arrivesAtItsPlace(String place, String value, Object[] attributes) {
        assertThat(eventWith(attributes).at(place)).isEqualTo(json(value));
    }

    @Test
    void protocolAttributes_areNotShown() {
        JsonNode metadata = eventWith("honeyhive_event_id", "6f1c2c7e-9d1b-4c5e-8f7a-2b3c4d5e6f70")
                .path("metadata");

        assertThat(metadata.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("service.name", "trace_id", "span_id", "has_otlp_lineage");
    }

    @Test
    void spanValue_beatsTheResource() {
        assertThat(eventWith("service.name", "other")
                        .at("/metadata/service.name")
                        .asText())
                .isEqualTo("other");
    }

    /** Contract 6.3: the same conversation in every convention's own spelling. */
    static Stream<Arguments> conversations() {
        String history = "[{'role':'user','content':'hi'}]";
        String answer = "{'role':'assistant','content':'hello'}";
        return Stream.of(
                Arguments.of(
                        "OTel GenAI with parts",
                        history,
                        answer,
                        List.of(
                                "gen_ai.input.messages",
                                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"hi\"}]}]",
                                "gen_ai.output.messages",
                                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"hello\"}]}]")),
                Arguments.of(
                        "HoneyHive's public form",
                        history,
                        answer,
                        List.of(
                                "gen_ai.input.messages",
                                "[{\"role\":\"user\",\"content\":\"hi\"}]",
                                "gen_ai.output.messages",
                                "[{\"role\":\"assistant\",\"content\":\"hello\"}]")),
                Arguments.of(
                        "Traceloop",
                        history,
                        answer,
                        List.of(
                                "gen_ai.prompt.0.role", "user",
                                "gen_ai.prompt.0.content", "hi",
                                "gen_ai.completion.0.role", "assistant",
                                "gen_ai.completion.0.content", "hello")),
                Arguments.of(
                        "OpenLIT",
                        history,
                        answer,
                        List.of(
                                "gen_ai.prompt.0.message.role", "user",
                                "gen_ai.prompt.0.message.content", "hi",
                                "gen_ai.completion.0.message.role", "assistant",
                                "gen_ai.completion.0.message.content", "hello")),
                Arguments.of(
                        "OpenInference",
                        history,
                        answer,
                        List.of(
                                "llm.input_messages.0.message.role", "user",
                                "llm.input_messages.0.message.content", "hi",
                                "llm.output_messages.0.message.role", "assistant",
                                "llm.output_messages.0.message.content", "hello")),
                Arguments.of(
                        "input.value and output.value",
                        history,
                        answer,
                        List.of(
                                "openinference.span.kind",
                                "LLM",
                                "input.value",
                                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                                "output.value",
                                "{\"role\":\"assistant\",\"content\":\"hello\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conversations")
    void conversation_becomesChatHistoryAndContent(
            String name, String history, String answer, List<Object> attributes) {
        JsonNode event = eventWith(attributes.toArray());

        assertThat(event.at("/inputs/chat_history")).isEqualTo(json(history));
        assertThat(event.path("outputs")).isEqualTo(json(answer));
    }

    @Test
    void conversationInSpanEvents_becomesChatHistoryAndContent() {
        Span.Builder span = Spans.span(ID, "ask");
        span.addEvents(
                Span.Event.newBuilder().setName("gen_ai.user.message").addAttributes(Spans.keyValue("content", "hi")));
        span.addEvents(Span.Event.newBuilder()
                .setName("gen_ai.choice")
                .addAttributes(Spans.keyValue("content", "hello"))
                .addAttributes(Spans.keyValue("finish_reason", "stop")));

        JsonNode event = event(span);

        assertThat(event.at("/inputs/chat_history")).isEqualTo(json("[{'role':'user','content':'hi'}]"));
        assertThat(event.path("outputs"))
                .isEqualTo(json("{'role':'assistant','content':'hello','finish_reason':'stop'}"));
    }

    @Test
    void toolCalls_keepTheirArgumentsAsText() {
        JsonNode event = eventWith(
                "gen_ai.input.messages",
                "[{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"c1\",\"response\":{\"t\":20}}]}]",
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"finish_reason\":\"tool_call\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c1\","
                        + "\"name\":\"weather\",\"arguments\":{\"city\":\"Rome\"}}]}]");

        assertThat(event.at("/inputs/chat_history/0"))
                .isEqualTo(json("{'role':'tool','tool_call_id':'c1','content':'{\\'t\\':20}'}".replace("\\'", "\\\"")));
        assertThat(event.at("/outputs/tool_calls/0/arguments").asText()).isEqualTo("{\"city\":\"Rome\"}");
        assertThat(event.at("/outputs/tool_calls/0/name").asText()).isEqualTo("weather");
        assertThat(event.at("/outputs/finish_reason").asText()).isEqualTo("tool_call");
    }

    @Test
    void openInferenceToolCalls_areUnwrapped() {
        String call = "llm.output_messages.0.message.tool_calls.0.tool_call.";
        JsonNode event = eventWith(
                "llm.output_messages.0.message.role",
                "assistant",
                call + "id",
                "c1",
                call + "function.name",
                "weather",
                call + "function.arguments",
                "{}");

        assertThat(event.at("/outputs/tool_calls/0")).isEqualTo(json("{'id':'c1','name':'weather','arguments':'{}'}"));
    }

    @Test
    void explicitBucket_beatsWhatIsDerived() {
        JsonNode event = eventWith(
                "gen_ai.input.messages",
                "[{\"role\":\"user\",\"content\":\"derived\"}]",
                "honeyhive_inputs.chat_history",
                "[{\"role\":\"user\",\"content\":\"explicit\"}]");

        assertThat(event.at("/inputs/chat_history/0/content").asText()).isEqualTo("explicit");
    }

    @Test
    void lineage_isKept() {
        JsonNode event = event(Spans.chain(ID, "ask").setParentSpanId(Spans.id("00f067aa0ba902b7")));

        assertThat(event.at("/metadata/trace_id").asText()).isEqualTo(Spans.TRACE);
        assertThat(event.at("/metadata/span_id").asText()).isEqualTo(ID);
        assertThat(event.at("/metadata/parent_span_id").asText()).isEqualTo("00f067aa0ba902b7");
    }

    @Test
    void times_areMilliseconds() {
        JsonNode event = event(Spans.chain(ID, "ask").setEndTimeUnixNano(Spans.START + 1_500_000L));

        assertThat(event.path("start_time").asDouble()).isEqualTo(1_790_000_000_000.0);
        assertThat(event.path("duration").asDouble()).isEqualTo(1.5);
    }

    /** Contract 3.1: the order in which the session of a span is found. */
    @Test
    void sessionId_isResolvedInOrder() {
        String other = "00000000-0000-4000-8000-000000000001";
        console.send(Spans.request(
                Spans.bare("0000000000000001", "session.id", other, "honeyhive.session_id", Spans.SESSION),
                Spans.bare(
                        "0000000000000002",
                        "session.id",
                        other,
                        "traceloop.association.properties.session_id",
                        Spans.SESSION),
                Spans.bare("0000000000000003", "session.id", Spans.SESSION)));

        assertThat(console.read("/api/sessions/" + Spans.SESSION)
                        .path("num_events")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void sessionOnTheResource_isTaken() {
        ExportTraceServiceRequest.Builder request =
                Spans.request(Spans.bare(ID, "honeyhive_event_type", "chain")).toBuilder();
        request.getResourceSpansBuilder(0)
                .getResourceBuilder()
                .addAttributes(Spans.keyValue("honeyhive.session_id", Spans.SESSION))
                .addAttributes(Spans.keyValue("honeyhive.session_auto_create", true))
                .addAttributes(Spans.keyValue("honeyhive.session_name", "from the resource"));

        event(request.build());

        assertThat(console.read("/api/sessions/" + Spans.SESSION).path("name").asText())
                .isEqualTo("from the resource");
    }

    /** Contract 3.10: N spans give N + 1 events, and the session stays as the first span made it. */
    @Test
    void autoCreatedSession_isOneMoreEventAndKeepsItsTimes() {
        console.send(Spans.request(Spans.with(Spans.chain(ID, "ask"), "honeyhive.session_name", "first")));
        console.send(Spans.request(Spans.with(
                Spans.chain("b7ad6b7169203332", "again").setStartTimeUnixNano(Spans.START - 5_000_000_000L),
                "honeyhive.session_name",
                "second")));

        JsonNode session = console.read("/api/sessions/" + Spans.SESSION);
        assertThat(console.read("/api/health").at("/counts/events").asInt()).isEqualTo(3);
        assertThat(session.at("/session/event_id").asText()).isEqualTo(Spans.SESSION);
        assertThat(session.at("/session/parent_id").isNull()).isTrue();
        assertThat(session.at("/session/event_name").asText()).isEqualTo("first");
        assertThat(session.at("/session/start_time").asDouble()).isEqualTo(1_790_000_000_000.0);
        assertThat(session.path("events")).hasSize(2);
    }

    /** The vector of contract 3.10, computed there with Python's uuid module. */
    @Test
    void eventId_isUuidV5InTheUrlNamespace() {
        assertThat(ai.honeyhive.microprofile.console.event.Uuids.ofName("conv-123"))
                .hasToString("7f89622c-443d-56d7-9b69-8f607e3c5c3d");
    }

    @Test
    void eventIdStated_isTaken() {
        String id = "6f1c2c7e-9d1b-4c5e-8f7a-2b3c4d5e6f70";
        eventWith("honeyhive_event_id", id);

        assertThat(console.read("/api/events/" + id).at("/event/event_name").asText())
                .isEqualTo("ask");
    }
}
