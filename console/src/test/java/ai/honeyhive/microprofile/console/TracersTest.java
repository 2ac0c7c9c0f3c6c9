/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.console.RunningConsole.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How tracers stand: what is taken, what is refused, and what is kept of it. */
class TracersTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PATH = "/api/tracers";
    static final String REPORT = """
            {"tracer":"payments","project":"shop","source":"dev","service":"till","instance":"one","state":"delivering",
             "sees_spans":true,"why_directly":"","produced":9,"delivered":5,"sampled_out":1,"queued":1,
             "queued_bytes":512,"queue_bytes":1024,"requests":2,"retries":0,"dropped":{"queue_full":2},
             "dropped_before":{"table-full":1},"strategy":"tiered","rates":{"standard":0.05},
             "decisions":[["standard","class",true,1],["standard","class",false,19]]}""";

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

    private static ObjectNode report() {
        try {
            return (ObjectNode) MAPPER.readTree(REPORT);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(ObjectNode report) {
        Reply reply = console.post(PATH, report.toString());
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    private static JsonNode tracers() {
        return console.read(PATH).path("tracers");
    }

    @Test
    void answerToSpans_saysThatThisIsAConsole_andNoOtherDoes() {
        byte[] none = ExportTraceServiceRequest.getDefaultInstance().toByteArray();

        assertThat(console.post(RunningConsole.TRACES, RunningConsole.PROTOBUF, none)
                        .header("HoneyHive-Console"))
                .isEqualTo("1");
        assertThat(console.call("POST", "/sink/v1/traces", Map.of("Content-Type", RunningConsole.PROTOBUF), none)
                        .header("HoneyHive-Console"))
                .isEmpty();
    }

    @Test
    void latestReport_isShownForEachTracerOfEachInstance_withASeriesOfItsFigures() {
        send(report());
        send(report().put("delivered", 7).put("queued_bytes", 0));
        send(report().put("instance", "two").put("state", "stopped"));
        send(report().put("tracer", ""));

        assertThat(tracers()).hasSize(3);
        JsonNode first = tracers().get(2);
        assertThat(first.path("delivered").asInt()).isEqualTo(7);
        assertThat(first.has("history")).isFalse();
        JsonNode one = console.read(PATH + "/" + first.path("key").asText());
        assertThat(one.path("decisions").toString())
                .isEqualTo("[[\"standard\",\"class\",true,1],[\"standard\",\"class\",false,19]]");
        assertThat(one.path("history")).hasSize(2);
        assertThat(one.at("/history/0/1").asInt()).isEqualTo(512);
        assertThat(one.at("/history/0/2").asInt()).isEqualTo(5);
        assertThat(one.at("/history/1/2").asInt()).isEqualTo(7);
        assertThat(one.at("/history/1/3").asInt()).isEqualTo(2);
    }

    @Test
    void report_growsTheRevision_andIsNoRequestToLookAt_unlessItIsRefused() {
        long before = console.read("/api/revision").path("revision").asLong();
        send(report());

        assertThat(console.read("/api/revision").path("revision").asLong()).isGreaterThan(before);
        assertThat(console.read("/api/requests").path("requests")).isEmpty();
        assertThat(console.post(PATH, "{}").status()).isEqualTo(400);
        assertThat(console.read("/api/requests").at("/requests/0/message").asText())
                .contains("tracer is required");
    }

    @Test
    void series_isBounded() {
        for (int i = 0; i < 400; i++) {
            send(report().put("delivered", i));
        }

        JsonNode history =
                console.read(PATH + "/" + tracers().get(0).path("key").asText()).path("history");
        assertThat(history).hasSize(360);
        assertThat(history.at("/0/2").asInt()).isEqualTo(40);
    }

    @Test
    void ofTooManyTracers_thoseHeardOfLongestAgoAreForgotten() {
        for (int i = 0; i < 205; i++) {
            send(report().put("instance", "i" + i));
        }

        assertThat(tracers()).hasSize(200);
        assertThat(tracers().findValuesAsText("instance")).contains("i204").doesNotContain("i0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"fine\"}",
                "{\"produced\":-1}",
                "{\"produced\":1.5}",
                "{\"produced\":\"9\"}",
                "{\"produced\":1e400}",
                "{\"queued\":99999999999999999999}",
                "{\"queued\":9007199254740992}",
                "{\"dropped\":{\"queue_full\":\"<b>\"}}",
                "{\"dropped\":[1]}",
                "{\"rates\":{\"standard\":2}}",
                "{\"decisions\":[{\"class\":\"standard\"}]}",
                "{\"decisions\":[[\"standard\",\"class\",true]]}",
                "{\"decisions\":[[\"standard\",\"class\",1,19]]}",
                "{\"decisions\":{}}",
                "{\"tracer\":null}",
                "{\"sees_spans\":\"yes\"}",
                "{\"unknown\":1}"
            })
    void reportThatIsNone_isRefused(String change) throws IOException {
        ObjectNode report = report();
        report.setAll((ObjectNode) MAPPER.readTree(change));

        assertThat(console.post(PATH, report.toString()).status()).isEqualTo(400);
        assertThat(tracers()).isEmpty();
    }

    @Test
    void reportOfTheWrongTypeOrSizeOrWithoutKey_isRefused() {
        assertThat(console.post(PATH, report().put("service", "x".repeat(501)).toString())
                        .status())
                .isEqualTo(400);
        assertThat(console.post(
                                PATH,
                                report().put("padding", "x".repeat(70_000)).toString())
                        .status())
                .isEqualTo(400);
        assertThat(console.post(PATH, "text/plain", REPORT.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(415);
        assertThat(console.post(PATH, "[".repeat(5000)).status()).isEqualTo(400);
        assertThat(console.call(
                                "POST",
                                PATH,
                                Map.of("Content-Type", RunningConsole.JSON),
                                REPORT.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(401);
        assertThat(tracers()).isEmpty();
        assertThat(console.get(PATH + "/nobody").status()).isEqualTo(404);
    }

    @Test
    void hostileText_staysText_andTheKeyIsNeverKept() {
        String hostile = "<script>alert(1)</script>\u0000\u202e \ud800 ' OR 1=1 --";
        send(report().put("tracer", hostile).put("service", "key " + RunningConsole.KEY));

        JsonNode tracer = tracers().get(0);
        assertThat(tracer.path("tracer").asText()).startsWith("<script>alert(1)</script>");
        assertThat(console.get(PATH).body()).doesNotContain(RunningConsole.KEY);
        assertThat(console.get(PATH + "/" + tracer.path("key").asText()).status())
                .isEqualTo(200);
    }

    @Test
    void whatWasTold_outlivesARestart_andGoesWhenTheDataIsCleared(@TempDir Path directory) {
        try (RunningConsole first = RunningConsole.in(directory)) {
            first.post(PATH, REPORT);
        }
        try (RunningConsole second = RunningConsole.in(directory)) {
            assertThat(second.read(PATH).path("tracers")).hasSize(1);
            second.call("DELETE", "/api/data", Map.of(), new byte[0]);
            assertThat(second.read(PATH).path("tracers")).isEmpty();
        }
    }

    /** The page's texts are those of the documentation, for every reason that it knows. */
    @Test
    void remedies_areThoseOfTheDocumentation() throws IOException {
        String page = console.get("/tracers.js").body();
        Matcher rows = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| .+ \\| (.+) \\|$")
                .matcher(Files.readString(Path.of("../docs/troubleshooting.md")));
        int count = 0;
        while (rows.find()) {
            count++;
            assertThat(page)
                    .containsPattern(Pattern.quote(rows.group(1).toLowerCase(Locale.ROOT)) + ": \\[.*"
                            + Pattern.quote(rows.group(2).replace("`", "")) + "\"\\]");
        }
        assertThat(count).isEqualTo(10);
    }
}
