/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static ai.honeyhive.microprofile.console.RunningConsole.JSON;
import static ai.honeyhive.microprofile.console.RunningConsole.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.console.RunningConsole.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The test sink: a plain OTLP receiver that stands for another backend. */
class SinkTest {
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

    private static Reply sendWithoutKey(String path, String type, byte[] body) {
        return console.call("POST", path, Map.of("Content-Type", type), body);
    }

    @Test
    void traces_areKeptApartFromHoneyHives() {
        Reply reply = sendWithoutKey(
                "/sink/v1/traces",
                PROTOBUF,
                Spans.request(Spans.chain("b7ad6b7169203331", "ask")).toByteArray());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.type()).isEqualTo(PROTOBUF);
        assertThat(reply.body()).isEmpty();
        JsonNode spans = console.read("/api/sink/spans?service=shop").path("spans");
        assertThat(spans.at("/0/name").asText()).isEqualTo("ask");
        assertThat(console.read("/api/spans").path("spans")).isEmpty();
        assertThat(console.read("/api/sessions").path("sessions")).isEmpty();
    }

    @Test
    void tracesInJson_areAnsweredInJson() {
        Reply reply = sendWithoutKey("/sink/v1/traces", JSON, "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(reply.body()).isEqualTo("{}");
        assertThat(reply.type()).isEqualTo(JSON);
    }

    @Test
    void metricsAndLogs_areCounted() {
        byte[] metrics = ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder().setName("m"))))
                .build()
                .toByteArray();
        byte[] logs = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(LogRecord.newBuilder())
                                .addLogRecords(LogRecord.newBuilder())))
                .build()
                .toByteArray();

        assertThat(sendWithoutKey("/sink/v1/metrics", PROTOBUF, metrics).status())
                .isEqualTo(200);
        assertThat(sendWithoutKey("/sink/v1/logs", PROTOBUF, logs).status()).isEqualTo(200);

        JsonNode requests = console.read("/api/requests").path("requests");
        assertThat(requests.findValuesAsText("path")).containsExactly("/sink/v1/logs", "/sink/v1/metrics");
        assertThat(requests.findValuesAsText("items")).containsExactly("2", "1");
    }

    @Test
    void undecodable_is400() {
        for (String signal : new String[] {"traces", "metrics", "logs"}) {
            assertThat(sendWithoutKey("/sink/v1/" + signal, PROTOBUF, new byte[] {1, 2, 3})
                            .status())
                    .isEqualTo(400);
        }
    }
}
