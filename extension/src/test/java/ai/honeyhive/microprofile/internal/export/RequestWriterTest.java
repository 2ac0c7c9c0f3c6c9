/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWriterTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 9})
    void compressedRequest_isGzipAndArrivesWhole(int level) throws Exception {
        try (CollectorServer server = CollectorServer.start()) {
            TracerExporter exporter = TracerExporter.start(
                    Spans.tracer(
                            server.url(), Spans.export().compressionLevel(level).build()),
                    () -> Spans.KEY,
                    UnaryOperator.identity());

            exporter.offer(Spans.large("repeats", 100_000));
            exporter.offer(Spans.span("noise", Attributes.of(Spans.CONTENT, noise(100_000)), false));

            assertThat(exporter.flush(LONG)).isTrue();
            exporter.close(LONG);
            assertThat(server.received().get(0).header("Content-Encoding")).isEqualTo("gzip");
            assertThat(server.received().get(0).spans())
                    .extracting(span -> span.getAttributes(0).getValue().getStringValue())
                    .startsWith("x".repeat(100_000));
            assertThat(server.stored()).containsExactlyInAnyOrder("repeats", "noise");
        }
    }

    /** Text that does not get smaller, so that the output outgrows its first buffer. */
    private static String noise(int length) {
        StringBuilder text = new StringBuilder();
        long state = 42;
        while (text.length() < length) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            text.append((char) (' ' + (state >>> 33) % 90));
        }
        return text.toString();
    }
}
