/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static ai.honeyhive.microprofile.console.Spans.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.console.RunningConsole.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HoneyHive's REST calls, by the contract's section 4. */
class RestTest {
    private static final String EVENT_ID = "11111111-2222-4333-8444-555555555555";
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

    @Test
    void legacySessionStart_answersTheWholeEvent() {
        JsonNode event = console.post("/session/start", """
                        {"session":{"project":"p","session_name":"chat","source":"dev","session_id":"%s",
                         "inputs":{"q":"why"},"metadata":{"run_id":"r"},"unknown":1}}
                        """.formatted(SESSION)).json();

        assertThat(event.path("event_id").asText()).isEqualTo(SESSION);
        assertThat(event.path("session_id").asText()).isEqualTo(SESSION);
        assertThat(event.path("event_type").asText()).isEqualTo("session");
        assertThat(event.path("event_name").asText()).isEqualTo("chat");
        assertThat(event.path("source").asText()).isEqualTo("dev");
        assertThat(event.at("/inputs/q").asText()).isEqualTo("why");
        assertThat(event.path("parent_id").isNull()).isTrue();
        assertThat(event.fieldNames()).toIterable().contains("org_id", "workspace_id", "project_id");
        assertThat(console.read("/api/sessions").at("/sessions/0/name").asText())
                .isEqualTo("chat");
    }

    @Test
    void sessionStartedAgain_mergesAndAddsNothing() {
        String session = "{\"session_id\":\"" + SESSION + "\",\"session_name\":\"%s\",\"metadata\":{\"%s\":1}}";
        console.post("/v1/sessions", session.formatted("first", "a"));

        JsonNode event =
                console.post("/v1/sessions", session.formatted("second", "b")).json();

        assertThat(event.path("event_name").asText()).isEqualTo("first");
        assertThat(event.path("metadata").toString()).isEqualTo("{\"a\":1,\"b\":1}");
        assertThat(console.read("/api/health").at("/counts/events").asInt()).isEqualTo(1);
    }

    @Test
    void sessionWithoutAnything_getsDefaults() {
        JsonNode event = console.post("/v1/sessions", "{}").json();

        assertThat(event.path("session_id").asText()).matches("[0-9a-f-]{36}");
        assertThat(event.path("event_name").asText()).isEqualTo("unknown");
        assertThat(event.path("source").asText()).isEqualTo("unknown");
    }

    @Test
    void sessionWithInvalidValues_isReplacedWithoutAWordButMarked() {
        JsonNode event = console.post("/v1/sessions", "{\"session_id\":\"conv-1\",\"start_time\":\"yesterday\"}")
                .json();

        String id = event.path("session_id").asText();
        assertThat(id).isNotEqualTo("conv-1");
        assertThat(event.path("start_time").isNumber()).isTrue();
        assertThat(console.read("/api/sessions/" + id).at("/session/warnings").findValuesAsText("code"))
                .containsExactly("VALUE_REPLACED", "VALUE_REPLACED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/sessions | {'project':'p'} | unknown field 'project'",
                "/v1/sessions | {'metadata':'m'} | metadata must be an object",
                "/session/start | {'session_id':'x'} | {\"session\"",
                "/v1/events | {'inputs':{}} | event_type is required",
                "/v1/events | {'event_type':'chain'} | inputs is required",
                "/v1/events | {'event_type':'agent','inputs':{}} | model, tool, chain or session",
                "/v1/events | {'event_type':'tool','inputs':{},'project':'p'} | unknown field 'project'",
                "/v1/events | {'event_type':'tool','inputs':{},'start_time':'1'} | start_time must be a number",
                "/v1/events/batch | {'event':[]} | unknown field 'event'",
                "/v1/events/batch | {'events':[{'event_type':'tool'}]} | inputs is required",
                "/v1/events/search | {'filter':[]} | unknown field 'filter'",
                "/v1/events/search | {'limit':1001} | limit must be",
                "/v1/events | [] | must be a JSON object",
                "/v1/events | {'a':1,'a':2} | not JSON"
            })
    void wrongShape_is400AndSaysWhatIsWrong(String path, String body, String message) {
        Reply reply = console.post(path, body.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("message").asText()).contains(message.replace("\\\"", "\""));
        assertThat(reply.json().path("statusCode").asInt()).isEqualTo(400);
        assertThat(console.read("/api/health").at("/counts/events").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/sessions",
                "/session/start",
                "/v1/events",
                "/events",
                "/v1/events/batch",
                "/v1/events/search"
            })
    void withoutKey_is401(String path) {
        Reply reply = console.call("POST", path, Map.of("Content-Type", "application/json"), new byte[] {'{', '}'});

        assertThat(reply.status()).isEqualTo(401);
    }

    @Test
    void otherContentType_is415() {
        assertThat(console.post("/v1/events", "text/plain", new byte[] {'{', '}'})
                        .status())
                .isEqualTo(415);
    }

    @Test
    void event_isStoredBelowItsParent() {
        console.post("/v1/sessions", "{\"session_id\":\"" + SESSION + "\"}");
        Reply parent = console.post("/v1/events", event("\"event_id\":\"" + EVENT_ID + "\""));
        Reply child = console.post("/v1/events", event("\"parent_id\":\"" + EVENT_ID + "\""));

        assertThat(parent.json().path("success").asBoolean()).isTrue();
        assertThat(parent.json().path("event_id").asText()).isEqualTo(EVENT_ID);
        JsonNode tree = console.read("/api/sessions/" + SESSION);
        assertThat(tree.at("/events/0/children/0/event_id"))
                .isEqualTo(child.json().path("event_id"));
        assertThat(tree.path("warnings").asInt()).isZero();
    }

    private static String event(String more) {
        return """
               {"event_type":"tool","event_name":"search","session_id":"%s","inputs":{"q":"why"},"outputs":{"result":1},
                "start_time":1790000000000,"duration":20,%s}
               """.formatted(SESSION, more);
    }

    @Test
    void eventTimes_areCompleted() {
        console.post("/v1/events", event("\"event_id\":\"" + EVENT_ID + "\""));

        JsonNode event = console.getWithKey("/v1/events/" + EVENT_ID).json().path("event");
        assertThat(event.path("end_time").asDouble()).isEqualTo(1_790_000_000_020.0);
        assertThat(event.path("duration").asDouble()).isEqualTo(20);
    }

    @Test
    void legacyEvent_takesUnknownFieldsAndNulls() {
        Reply reply = console.post(
                "/events",
                "{\"event\":{\"event_type\":\"model\",\"inputs\":{},\"project\":\"p\",\"config\":null,\"x\":1}}");

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void eventWithAnIdInUse_isKeptUnderItsOwn() {
        console.post("/v1/events", event("\"event_id\":\"" + EVENT_ID + "\""));
        Reply second = console.post("/v1/events", event("\"event_id\":\"" + EVENT_ID + "\""));

        assertThat(second.json().path("event_id").asText()).isNotEqualTo(EVENT_ID);
        assertThat(console.read("/api/sessions/" + SESSION).findValuesAsText("code"))
                .contains("DUPLICATE_EVENT_ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/events/" + EVENT_ID, "/v1/events", "/events"})
    void update_mergesMapsAndIgnoresTheRest(String path) {
        console.post("/v1/events", event("\"event_id\":\"" + EVENT_ID + "\",\"metadata\":{\"a\":1}"));

        Reply reply = console.put(
                path,
                "{\"event_id\":\"" + EVENT_ID
                        + "\",\"metadata\":{\"b\":2},\"metrics\":{\"score\":0.5},\"outputs\":null,"
                        + "\"inputs\":{\"q\":\"changed\"},\"duration\":30}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        JsonNode event = console.getWithKey("/v1/events/" + EVENT_ID).json().path("event");
        assertThat(event.path("metadata").toString()).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(event.at("/metrics/score").asDouble()).isEqualTo(0.5);
        assertThat(event.at("/outputs/result").asInt()).isEqualTo(1);
        assertThat(event.at("/inputs/q").asText()).isEqualTo("why");
        assertThat(event.path("duration").asInt()).isEqualTo(30);
        assertThat(console.read("/api/events/" + EVENT_ID).findValuesAsText("code"))
                .contains("UPDATE_FIELD_IGNORED");
    }

    @Test
    void updateOfASpansEvent_isSeenInItsSession() {
        console.send(Spans.request(Spans.with(Spans.chain("b7ad6b7169203331", "ask"), "honeyhive_event_id", EVENT_ID)));

        console.put("/events", "{\"event_id\":\"" + EVENT_ID + "\",\"feedback\":{\"rating\":5}}");

        assertThat(console.read("/api/sessions/" + SESSION)
                        .at("/events/0/feedback/rating")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void updateOfNothing_is400() {
        assertThat(console.put("/v1/events/" + EVENT_ID, "{}").status()).isEqualTo(400);
        assertThat(console.put("/events", "{}").status()).isEqualTo(400);
        assertThat(console.put("/events", "{\"event_id\":\"x\",\"metadata\":1}").status())
                .isEqualTo(400);
    }

    @Test
    void unknownEvent_is404() {
        assertThat(console.getWithKey("/v1/events/" + EVENT_ID).status()).isEqualTo(404);
        assertThat(console.get("/api/events/" + EVENT_ID).status()).isEqualTo(404);
        assertThat(console.get("/api/sessions/" + EVENT_ID).status()).isEqualTo(404);
    }

    @Test
    void batchOfOneSession_createsIt() {
        JsonNode answer = console.post("/v1/events/batch", """
                        {"single_session":true,"session_properties":{"session_name":"batch","metadata":{"k":"v"}},
                         "events":[{"event_type":"tool","inputs":{}},{"event_type":"model","inputs":{}}]}
                        """).json();

        assertThat(answer.path("event_ids")).hasSize(2);
        JsonNode session =
                console.read("/api/sessions/" + answer.path("session_id").asText());
        assertThat(session.path("name").asText()).isEqualTo("batch");
        assertThat(session.path("num_events").asInt()).isEqualTo(2);
    }

    @Test
    void batchIntoASession_goesThere() {
        console.post("/v1/sessions", "{\"session_id\":\"" + SESSION + "\"}");

        Reply reply = console.post(
                "/v1/sessions/" + SESSION + "/events/batch", "{\"events\":[{\"event_type\":\"tool\",\"inputs\":{}}]}");

        assertThat(reply.body()).isEqualTo("{\"success\":true}");
        assertThat(console.read("/api/sessions/" + SESSION).path("num_events").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "event_name | is | 'search' | 2",
                "event_name | is not | 'search' | 1",
                "event_type | contains | 'too' | 2",
                "metadata.n | greater than | 1 | 1",
                "metadata.n | less than | 2 | 1",
                "metadata.n | exists | null | 2",
                "metadata.n | not exists | null | 1",
                "start_time | after | '2026-09-22T00:00:00Z' | 0"
            })
    void search_findsByFilter(String field, String operator, String value, int count) {
        console.post("/v1/sessions", "{\"session_id\":\"" + SESSION + "\",\"start_time\":1790000000000}");
        console.post("/v1/events", event("\"metadata\":{\"n\":1}"));
        console.post("/v1/events", event("\"metadata\":{\"n\":2}"));
        String filter = "{'field':'%s','operator':'%s','value':%s}".formatted(field, operator, value);

        JsonNode answer = console.post("/v1/events/search", ("{'filters':[" + filter + "]}").replace('\'', '"'))
                .json();

        assertThat(answer.path("count").asInt()).isEqualTo(count);
        assertThat(answer.path("events")).hasSize(count);
    }

    @Test
    void export_isLegacySpelled() {
        console.post("/v1/events", event("\"metadata\":{\"n\":1}"));

        JsonNode answer = console.post(
                        "/v1/events/export",
                        "{\"project\":\"p\",\"filters\":[],\"dateRange\":{\"$gte\":\"2026-01-01T00:00:00Z\"},\"limit\":10}")
                .json();

        assertThat(answer.path("totalEvents").asInt()).isEqualTo(1);
    }

    @Test
    void projects_answersTheReachabilityProbe() {
        assertThat(console.getWithKey("/projects").status()).isEqualTo(200);
        assertThat(console.get("/projects").status()).isEqualTo(401);
    }
}
