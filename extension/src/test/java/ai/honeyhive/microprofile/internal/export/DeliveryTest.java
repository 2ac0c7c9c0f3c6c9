/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void span_arrivesWithOurHeaders() throws Exception {
        try (CollectorServer server = CollectorServer.start()) {
            TracerExporter exporter = TracerExporter.start(
                    Spans.tracer(server.url(), Spans.export().build()), () -> Spans.KEY, UnaryOperator.identity());

            exporter.offer(Spans.span("ask"));

            assertThat(exporter.flush(LONG)).isTrue();
            exporter.close(LONG);
            CollectorServer.Received request = server.received().get(0);
            assertThat(request.path()).isEqualTo("/opentelemetry/v1/traces");
            assertThat(request.header("Content-Type")).isEqualTo("application/x-protobuf");
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + Spans.CANARY);
            assertThat(request.header("X-Source")).isEqualTo("test");
            assertThat(request.header("hh-client-language")).isEqualTo("java");
            assertThat(request.header("hh-client-package")).isEqualTo("honeyhive-extension");
            assertThat(request.header("hh-client-version")).isNotBlank();
            assertThat(request.header("Content-Encoding")).isNull();
            assertThat(request.header("Upgrade")).isNull();
            assertThat(request.names()).containsExactly("ask");
            assertThat(exporter.account().delivered()).isEqualTo(1);
        }
    }
}
