/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static ai.honeyhive.microprofile.console.RunningConsole.JSON;
import static ai.honeyhive.microprofile.console.RunningConsole.KEY;
import static ai.honeyhive.microprofile.console.RunningConsole.PROTOBUF;
import static ai.honeyhive.microprofile.console.RunningConsole.TRACES;
import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.console.RunningConsole.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestionTest {
    /** One span with every kind of field, in OTLP/JSON: ids in upper-case hex, 64-bit numbers as text and as numbers. */
    private static final String SPAN_IN_JSON = """
            {"resourceSpans":[{
              "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
              "schemaUrl":"https://opentelemetry.io/schemas/1.37.0",
              "scopeSpans":[{
                "scope":{"name":"test-scope","version":"1.2.3","attributes":[{"key":"s","value":{"boolValue":true}}]},
                "spans":[{
                  "traceId":"0AF7651916CD43DD8448EB211C80319C","spanId":"b7ad6b7169203331",
                  "parentSpanId":"00f067aa0ba902b7","traceState":"a=1","flags":769,
                  "name":"everything","kind":%s,
                  "startTimeUnixNano":"1790000000000000001","endTimeUnixNano":1790000001000000002,
                  "attributes":[
                    {"key":"text","value":{"stringValue":"ä\\u0000"}},
                    {"key":"bool","value":{"boolValue":false}},
                    {"key":"int","value":{"intValue":"9007199254740993"}},
                    {"key":"small","value":{"intValue":5}},
                    {"key":"double","value":{"doubleValue":5}},
                    {"key":"nan","value":{"doubleValue":"NaN"}},
                    {"key":"bytes","value":{"bytesValue":"AQID"}},
                    {"key":"array","value":{"arrayValue":{"values":[{"stringValue":"a"},{"stringValue":"b"}]}}},
                    {"key":"map","value":{"kvlistValue":{"values":[{"key":"k","value":{"intValue":"1"}}]}}},
                    {"key":"empty","value":{}}],
                  "droppedAttributesCount":2,
                  "events":[{"name":"exception","timeUnixNano":"1790000000500000003",
                    "attributes":[{"key":"exception.type","value":{"stringValue":"X"}}],"droppedAttributesCount":1}],
                  "droppedEventsCount":3,
                  "links":[{"traceId":"0af7651916cd43dd8448eb211c80319d","spanId":"00f067aa0ba902b8","traceState":"b=2",
                    "flags":1,"attributes":[{"key":"l","value":{"intValue":"2"}}]}],
                  "droppedLinksCount":4,
                  "status":{"code":%s,"message":"broke"},
                  "aFieldOfTheFuture":{"x":1}}]}]}]}
            """;

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
        assertThat(console.call("DELETE", "/api/data", Map.of(), new byte[0]).status())
                .isEqualTo(200);
    }

    @Test
    void protobufAccepted_answersJsonAsHoneyHiveDoes() {
        Reply reply = console.post(
                TRACES,
                PROTOBUF,
                Spans.request(Spans.chain("b7ad6b7169203331", "ask")).toByteArray());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.type()).isEqualTo(JSON);
        assertThat(reply.body()).isEqualTo("{\"success\":true}");
    }

    @ParameterizedTest
    @CsvSource({"3, 2", "'\"SPAN_KIND_CLIENT\"', '\"STATUS_CODE_ERROR\"'"})
    void jsonAccepted_everyFieldIsKeptExactly(String kind, String status) {
        console.post(TRACES, SPAN_IN_JSON.formatted(kind, status));

        JsonNode span = console.read("/api/spans?service=shop&name=everything").at("/spans/0");
        assertThat(span.path("trace_id").asText()).isEqualTo(Spans.TRACE);
        assertThat(span.path("parent_span_id").asText()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.path("trace_state").asText()).isEqualTo("a=1");
        assertThat(span.path("flags").asInt()).isEqualTo(769);
        assertThat(span.path("kind").asText()).isEqualTo("CLIENT");
        assertThat(span.path("start_time_unix_nano").asText()).isEqualTo("1790000000000000001");
        assertThat(span.path("end_time_unix_nano").asText()).isEqualTo("1790000001000000002");
        assertThat(span.path("status").toString()).isEqualTo("{\"code\":\"ERROR\",\"message\":\"broke\"}");
        assertThat(span.path("attributes").toString())
                .isEqualTo(
                        "{\"text\":\"ä\\u0000\",\"bool\":false,\"int\":9007199254740993,\"small\":5,\"double\":5.0,"
                                + "\"nan\":\"NaN\",\"bytes\":\"AQID\",\"array\":[\"a\",\"b\"],\"map\":{\"k\":1},\"empty\":null}");
        assertThat(span.path("attribute_types").toString())
                .isEqualTo("{\"text\":\"string\",\"bool\":\"bool\",\"int\":\"int\",\"small\":\"int\",\"double\":"
                        + "\"double\",\"nan\":\"double\",\"bytes\":\"bytes\",\"array\":\"string[]\",\"map\":\"kvlist\","
                        + "\"empty\":\"empty\"}");
        assertThat(span.at("/events/0/time_unix_nano").asText()).isEqualTo("1790000000500000003");
        assertThat(span.at("/events/0/attributes/exception.type").asText()).isEqualTo("X");
        assertThat(span.at("/links/0/span_id").asText()).isEqualTo("00f067aa0ba902b8");
        assertThat(span.at("/links/0/attributes/l").asInt()).isEqualTo(2);
        assertThat(List.of(
                        span.path("dropped_attributes_count").asInt(),
                        span.path("dropped_events_count").asInt(),
                        span.path("dropped_links_count").asInt()))
                .containsExactly(2, 3, 4);
        assertThat(span.at("/resource/schema_url").asText()).isEqualTo("https://opentelemetry.io/schemas/1.37.0");
        assertThat(span.at("/scope/name").asText()).isEqualTo("test-scope");
        assertThat(span.at("/scope/attributes/s").asBoolean()).isTrue();
    }

    @Test
    void sameSpanInBothEncodings_readsTheSame() {
        Span.Builder span = Spans.chain("b7ad6b7169203331", "ask")
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK))
                .setFlags(1);
        Spans.with(span, "n", 7, "d", 7.0, "b", new byte[] {1, 2, 3}, "l", List.of("x", 1));
        console.send(Spans.request(span));
        console.post(TRACES, """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
                "scopeSpans":[{"scope":{"name":"test-scope","version":"1.2.3"},"spans":[{
                "traceId":"%s","spanId":"b7ad6b7169203331","parentSpanId":null,"name":"ask","flags":1,
                "kind":"SPAN_KIND_INTERNAL","status":{"code":"STATUS_CODE_OK"},
                "startTimeUnixNano":"1790000000000000000","endTimeUnixNano":"1790000001000000000","attributes":[
                {"key":"honeyhive.session_id","value":{"stringValue":"%s"}},
                {"key":"honeyhive.session_auto_create","value":{"boolValue":true}},
                {"key":"honeyhive.source","value":{"stringValue":"test"}},
                {"key":"honeyhive_event_type","value":{"stringValue":"chain"}},
                {"key":"n","value":{"intValue":"7"}},{"key":"d","value":{"doubleValue":7}},
                {"key":"b","value":{"bytesValue":"AQID"}},
                {"key":"l","value":{"arrayValue":{"values":[{"stringValue":"x"},{"intValue":"1"}]}}}]}]}]}]}
                """.formatted(Spans.TRACE, Spans.SESSION));

        JsonNode spans = console.read("/api/spans").path("spans");
        assertThat(spans).hasSize(2);
        spans.forEach(one -> ((ObjectNode) one).remove("request"));
        assertThat(spans.get(0)).isEqualTo(spans.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP"})
    void gzip_isTakenOffAndCounted(String encoding) {
        byte[] body = Spans.request(Spans.chain("b7ad6b7169203331", "ask")).toByteArray();
        byte[] packed = RunningConsole.gzip(body);

        Reply reply = console.call(
                "POST",
                TRACES,
                Map.of("Authorization", "Bearer " + KEY, "Content-Type", PROTOBUF, "Content-Encoding", encoding),
                packed);

        assertThat(reply.status()).isEqualTo(200);
        JsonNode request = console.read("/api/requests").at("/requests/0");
        assertThat(request.path("content_encoding").asText()).isEqualToIgnoringCase(encoding);
        assertThat(request.path("wire_bytes").asInt()).isEqualTo(packed.length);
        assertThat(request.path("body_bytes").asInt()).isEqualTo(body.length);
        assertThat(request.path("items").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer   ", "Basic dXNlcjpwYXNz", "hh_key"})
    void missingBearerKey_is401(String authorization) {
        Map<String, String> headers = authorization.isEmpty()
                ? Map.of("Content-Type", PROTOBUF)
                : Map.of("Content-Type", PROTOBUF, "Authorization", authorization);

        Reply reply = console.call("POST", TRACES, headers, new byte[] {1});

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("success").asBoolean(true)).isFalse();
    }

    @Test
    void unknownPath_is404AndKept() {
        Reply reply = console.post("/v1/traces", PROTOBUF, new byte[0]);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(console.read("/api/requests").at("/requests/0/path").asText())
                .isEqualTo("/v1/traces");
    }

    @Test
    void wrongMethod_is405AndNamesTheRightOne() {
        Reply reply = console.get(TRACES);

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/protobuf"})
    void wrongContentType_is415(String type) {
        assertThat(console.post(TRACES, type, new byte[] {1}).status()).isEqualTo(415);
    }

    @Test
    void wrongContentEncoding_is415() {
        Reply reply = console.call(
                "POST",
                TRACES,
                Map.of("Authorization", "Bearer " + KEY, "Content-Type", PROTOBUF, "Content-Encoding", "br"),
                new byte[] {1});

        assertThat(reply.status()).isEqualTo(415);
    }

    @Test
    void contentTypeWithParameters_isTaken() {
        Reply reply = console.post(TRACES, "Application/JSON; charset=utf-8", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void undecodableProtobuf_is400() {
        byte[] body = Spans.request(Spans.chain("b7ad6b7169203331", "ask")).toByteArray();

        assertThat(console.post(TRACES, PROTOBUF, Arrays.copyOf(body, body.length - 3))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{} {}",
                "{\"resourceSpans\":{}}",
                "{\"resourceSpans\":[null]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":5}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"soon\"}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"kind\":\"CLIENT\"}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"key\":\"k\",\"value\":"
                        + "{\"boolValue\":\"true\"}}]}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"key\":\"k\",\"value\":"
                        + "{\"bytesValue\":\"*\"}}]}]}]}]}"
            })
    void undecodableJson_is400AndQuotesNothingOfIt(String body) {
        Reply reply = console.post(TRACES, JSON, body.getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(console.read("/api/spans").path("spans")).isEmpty();
    }

    @Test
    void jsonNestedWithoutEnd_is400AndTheConsoleGoesOn() {
        String nested = "{\"resourceSpans\":" + "[".repeat(100_000);

        assertThat(console.post(TRACES, nested).status()).isEqualTo(400);
        assertThat(console.get("/api/health").status()).isEqualTo(200);
    }

    @Test
    void brokenGzip_is400() {
        byte[] packed = RunningConsole.gzip(new byte[1000]);
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + KEY, "Content-Type", PROTOBUF, "Content-Encoding", "gzip");

        assertThat(console.call("POST", TRACES, headers, Arrays.copyOf(packed, 12))
                        .status())
                .isEqualTo(400);
        assertThat(console.call("POST", TRACES, headers, new byte[] {1, 2, 3}).status())
                .isEqualTo(400);
    }

    @Test
    void bodyOverFiftyMegabytes_is400_packedOrNot() {
        byte[] body = new byte[50 * 1024 * 1024 + 1];
        Map<String, String> packed =
                Map.of("Authorization", "Bearer " + KEY, "Content-Type", PROTOBUF, "Content-Encoding", "gzip");

        assertThat(console.post(TRACES, PROTOBUF, body).status()).isEqualTo(400);
        assertThat(console.call("POST", TRACES, packed, RunningConsole.gzip(body))
                        .status())
                .isEqualTo(400);
        assertThat(console.read("/api/requests").at("/requests/0/message").asText())
                .contains("larger than");
    }

    @Test
    void spanOfTenMegabytes_isKeptWhole() {
        String prompt = "p".repeat(10 * 1024 * 1024);
        console.send(
                Spans.request(Spans.with(Spans.chain("b7ad6b7169203331", "ask"), "honeyhive_inputs.prompt", prompt)));

        JsonNode span = console.read("/api/spans").at("/spans/0/attributes/honeyhive_inputs.prompt");
        assertThat(span.asText()).isEqualTo(prompt);
    }

    @Test
    void key_isNeverShown_onlyItsFingerprintAndItsMask() throws Exception {
        console.send(Spans.request(Spans.with(
                Spans.chain("b7ad6b7169203331", "ask"), "honeyhive_inputs.prompt", "my key is " + KEY + ", keep it")));

        String everything = console.read("/api/spans").toString()
                + console.read("/api/requests")
                + console.read("/api/sessions/" + Spans.SESSION);
        String sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8)));
        assertThat(everything).doesNotContain(KEY);
        assertThat(everything).contains("API_KEY_IN_SPAN");
        JsonNode request = console.read("/api/spans").at("/spans/0/request");
        assertThat(request.path("key_fingerprint").asText()).isEqualTo(sha256.substring(0, 12));
        assertThat(request.path("key_masked").asText()).isEqualTo("****6789");
        assertThat(request.at("/headers/authorization").asText()).isEqualTo("Bearer ****6789");
    }

    @Test
    void clientHeaders_areKeptWithTheSpans() {
        console.call(
                "POST",
                TRACES,
                Map.of(
                        "Authorization",
                        "Bearer " + KEY,
                        "Content-Type",
                        PROTOBUF,
                        "hh-client-language",
                        "java",
                        "X-Source",
                        "prod"),
                Spans.request(Spans.chain("b7ad6b7169203331", "ask")).toByteArray());

        JsonNode headers = console.read("/api/spans").at("/spans/0/request/headers");
        assertThat(headers.path("hh-client-language").asText()).isEqualTo("java");
        assertThat(headers.path("x-source").asText()).isEqualTo("prod");
    }
}
