/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.console.event.WarningCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
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

class WarningsTest {
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

    /** A span that departs in one way, and the warning that it earns. */
    static Stream<Arguments> departures() {
        String session = "honeyhive.session_id";
        String create = "honeyhive.session_auto_create";
        String type = "honeyhive_event_type";
        return Stream.of(
                row("NO_SESSION_ID", Spans.bare(ID, type, "chain", "honeyhive.source", "test")),
                row(
                        "ORPHAN_SESSION",
                        Spans.bare(ID, session, Spans.SESSION, type, "chain", "honeyhive.source", "test")),
                row(
                        "SESSION_ID_NOT_UUID",
                        Spans.bare(ID, session, "conv-123", create, true, type, "chain", "honeyhive.source", "t")),
                row(
                        "SESSION_ID_NOT_LOWER_CASE",
                        Spans.bare(
                                ID,
                                session,
                                Spans.SESSION.toUpperCase(java.util.Locale.ROOT),
                                create,
                                true,
                                type,
                                "chain",
                                "honeyhive.source",
                                "t")),
                row("MALFORMED_TRACE_ID", chain().setTraceId(ByteString.copyFrom(new byte[] {1}))),
                row("MALFORMED_TRACE_ID", chain().setTraceId(ByteString.copyFrom(new byte[16]))),
                row("MALFORMED_SPAN_ID", chain().setSpanId(ByteString.EMPTY)),
                row("MALFORMED_PARENT_ID", chain().setParentSpanId(ByteString.copyFrom(new byte[] {1}))),
                row("PARENT_NEVER_ARRIVED", chain().setParentSpanId(Spans.id("00f067aa0ba902b7"))),
                row(
                        "REMOTE_PARENT_NEVER_ARRIVED",
                        chain().setParentSpanId(Spans.id("00f067aa0ba902b7")).setFlags(0x301)),
                row("PARENT_CYCLE", chain().setParentSpanId(Spans.id(ID))),
                row("CORE_FIELD_MISSING", Spans.bare(ID, session, Spans.SESSION, create, true, type, "chain")),
                row("CORE_FIELD_MISSING", Spans.span(ID, "typeless")),
                row("CORE_FIELD_MISSING", chain().setName("")),
                row("CORE_FIELD_MISSING", chain().setEndTimeUnixNano(0)),
                row("TIME_CONTRADICTION", chain().setEndTimeUnixNano(Spans.START - 1)),
                row("EVENT_TYPE_CONTRADICTION", Spans.with(chain(), "gen_ai.request.model", "m")),
                row("EVENT_TYPE_CONTRADICTION", Spans.with(chain(), "gen_ai.operation.name", "execute_tool")),
                row("EVENT_TYPE_UNKNOWN", Spans.with(Spans.span(ID, "s"), type, "agent")),
                row(
                        "EVENT_ID_NOT_UUID_V4",
                        Spans.with(chain(), "honeyhive_event_id", "00000000-0000-5000-8000-000000000001")),
                row(
                        "CONTENT_ON_INPUT_VALUE",
                        Spans.with(chain(), "gen_ai.operation.name", "invoke_agent", "input.value", "x")),
                row("NO_CHAT_HISTORY", Spans.with(Spans.span(ID, "s"), type, "model")),
                row(
                        "CHAT_HISTORY_SHAPE",
                        Spans.with(Spans.span(ID, "s"), type, "model", "honeyhive_inputs.chat_history", "text")),
                row(
                        "CHAT_HISTORY_SHAPE",
                        Spans.with(
                                Spans.span(ID, "s"),
                                type,
                                "model",
                                "honeyhive_inputs.chat_history",
                                "[{\"role\":\"user\"}]")),
                row(
                        "ERROR_ONLY_IN_STATUS",
                        chain().setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))),
                row("NUMBER_SENT_AS_TEXT", Spans.with(chain(), "honeyhive_metrics.score", "0.7")),
                row("BUCKET_KEY_CONFLICT", Spans.with(chain(), "honeyhive_inputs.a", 1, "honeyhive_inputs.a.b", 2)),
                row("BUCKET_KEY_CONFLICT", Spans.with(chain(), "honeyhive_inputs.a.b", 2, "honeyhive_inputs.a", 1)),
                row("BUCKET_KEY_TOO_DEEP", Spans.with(chain(), "honeyhive_inputs." + "a.".repeat(10_000) + "b", 1)),
                row("BUCKET_MISSPELLED", Spans.with(chain(), "honeyhive.inputs.a", 1)),
                row("ATTRIBUTES_DROPPED", chain().setDroppedAttributesCount(1)),
                row("DUPLICATE_ATTRIBUTE", Spans.with(chain(), "k", 1, "k", 2)));
    }

    private static Span.Builder chain() {
        return Spans.chain(ID, "ask");
    }

    private static Arguments row(String code, Span.Builder span) {
        return Arguments.of(code, span);
    }

    @ParameterizedTest
    @MethodSource("departures")
    void departure_earnsItsWarningAndNoOther(String code, Span.Builder span) {
        console.send(Spans.request(span));

        JsonNode session = theOnlySession();
        assertThat(session.at("/events/0/warnings").findValuesAsText("code"))
                .isNotEmpty()
                .containsOnly(code);
        JsonNode warning = session.at("/events/0/warnings/0");
        assertThat(warning.path("message").asText()).isNotBlank();
        assertThat(warning.path("remedy").asText())
                .isEqualTo(WarningCode.valueOf(code).remedy());
        assertThat(session.path("warnings").asInt())
                .isEqualTo(session.at("/events/0/warnings").size());
    }

    private static JsonNode theOnlySession() {
        JsonNode sessions = console.read("/api/sessions").path("sessions");
        assertThat(sessions).hasSize(1);
        return console.read("/api/sessions/" + sessions.at("/0/key").asText());
    }

    @Test
    void spanAsItShouldBe_earnsNone() {
        console.send(Spans.request(
                chain(),
                Spans.with(
                        Spans.span("b7ad6b7169203332", "model").setParentSpanId(Spans.id(ID)),
                        "honeyhive_event_type",
                        "model",
                        "gen_ai.operation.name",
                        "chat",
                        "gen_ai.request.model",
                        "m",
                        "honeyhive_inputs.chat_history",
                        "[{\"role\":\"user\",\"content\":\"hi\"}]")));

        assertThat(theOnlySession().path("warnings").asInt()).isZero();
    }

    @Test
    void spanSentTwice_isStoredTwiceAndMarked() {
        console.send(Spans.request(chain()));
        console.send(Spans.request(chain()));

        JsonNode session = theOnlySession();
        assertThat(session.path("num_events").asInt()).isEqualTo(2);
        assertThat(session.path("events").findValuesAsText("code")).containsExactly("DUPLICATE_SPAN", "DUPLICATE_SPAN");
        assertThat(session.path("events").findValuesAsText("event_id")).doesNotHaveDuplicates();
    }

    @Test
    void sessionCreatedFirst_makesNoOrphan() {
        console.post("/v1/sessions", "{\"session_id\":\"" + Spans.SESSION + "\"}");
        console.send(Spans.request(Spans.bare(
                ID, "honeyhive.session_id", Spans.SESSION, "honeyhive_event_type", "chain", "honeyhive.source", "t")));

        assertThat(theOnlySession().path("warnings").asInt()).isZero();
    }

    @Test
    void orphan_isShownUntilItsSessionComes() {
        console.send(Spans.request(Spans.bare(
                ID, "honeyhive.session_id", Spans.SESSION, "honeyhive_event_type", "chain", "honeyhive.source", "t")));
        assertThat(theOnlySession().path("orphan").asBoolean()).isTrue();

        console.post("/v1/sessions", "{\"session_id\":\"" + Spans.SESSION + "\"}");

        assertThat(theOnlySession().path("orphan").asBoolean()).isFalse();
        assertThat(theOnlySession().path("warnings").asInt()).isZero();
    }

    @Test
    void parentThatArrivesLater_takesTheWarningAway() {
        console.send(Spans.request(chain().setParentSpanId(Spans.id("00f067aa0ba902b7"))));
        console.send(Spans.request(Spans.chain("00f067aa0ba902b7", "parent")));

        assertThat(theOnlySession().path("warnings").asInt()).isZero();
    }

    @Test
    void parentInAnotherSession_isNamed() {
        String other = "00000000-0000-4000-8000-000000000001";
        console.send(Spans.request(
                Spans.bare("00f067aa0ba902b7", "honeyhive.session_id", other, "honeyhive.session_auto_create", true),
                chain().setParentSpanId(Spans.id("00f067aa0ba902b7"))));

        JsonNode warnings = console.read("/api/sessions/" + Spans.SESSION).at("/events/0/warnings");
        assertThat(warnings.findValuesAsText("code")).containsExactly("PARENT_IN_OTHER_SESSION");
        assertThat(warnings.at("/0/message").asText()).contains(other);
    }

    @Test
    void twoKeysInOneSession_areMarkedOnTheSession() {
        console.send(Spans.request(chain()));
        console.call(
                "POST",
                RunningConsole.TRACES,
                Map.of("Authorization", "Bearer another-key", "Content-Type", RunningConsole.PROTOBUF),
                Spans.request(Spans.chain("b7ad6b7169203332", "other")).toByteArray());

        assertThat(theOnlySession().at("/session_warnings/0/code").asText()).isEqualTo("SEVERAL_KEYS");
        assertThat(theOnlySession().path("key_fingerprints")).hasSize(2);
    }

    @Test
    void scopeWithoutName_isMarked() {
        console.send(Spans.request(Spans.scope("").addSpans(chain())));

        assertThat(theOnlySession().findValuesAsText("code")).containsExactly("SCOPE_MISSING");
    }

    @Test
    void mixedOrSplitScopes_areMarked() {
        Span.Builder inference = Spans.with(chain(), "openinference.span.kind", "CHAIN");
        Span.Builder loop = Spans.with(Spans.chain("b7ad6b7169203332", "b"), "traceloop.span.kind", "workflow");
        console.send(Spans.request(Spans.scope("one").addSpans(inference).addSpans(loop)));
        assertThat(theOnlySession().findValuesAsText("code")).containsOnly("MIXED_SCOPES");

        clear();
        console.send(Spans.request(
                Spans.scope("one").addSpans(chain()),
                Spans.scope("one").addSpans(Spans.chain("b7ad6b7169203332", "b"))));
        assertThat(theOnlySession().findValuesAsText("code")).containsOnly("MIXED_SCOPES");
    }

    @Test
    void idInBase64OverJson_isMarkedAndKept() {
        console.post(RunningConsole.TRACES, """
                {"resourceSpans":[{"scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"CvdlGRbNQ92ESOshHIAxnA==",
                "spanId":"t61rcWkgMzE=","name":"x"}]}]}]}
                """);

        JsonNode span = console.read("/api/spans").at("/spans/0");
        assertThat(span.path("trace_id").asText()).isEqualTo("CvdlGRbNQ92ESOshHIAxnA==");
        assertThat(theOnlySession().findValuesAsText("code")).contains("MALFORMED_TRACE_ID", "MALFORMED_SPAN_ID");
    }

    @Test
    void everyWarning_hasARemedy() {
        assertThat(List.of(WarningCode.values()))
                .allSatisfy(code -> assertThat(code.remedy()).isNotBlank());
    }
}
