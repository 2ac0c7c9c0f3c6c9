/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.config.ExportConfig;
import ai.honeyhive.microprofile.internal.export.CollectorServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the spans by what the server answers. */
class AnswerTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private TracerExporter exporter;

    @AfterEach
    void close() {
        exporter.close(Duration.ofSeconds(1));
        Account account = exporter.account();
        assertThat(account.delivered() + account.droppedTotal()).isEqualTo(account.produced());
    }

    private void start(CollectorServer server, ExportConfig export) {
        exporter = TracerExporter.start(Spans.tracer(server.url(), export), () -> Spans.KEY, UnaryOperator.identity());
    }

    private void offer(int from, int to) {
        IntStream.range(from, to).forEach(i -> exporter.offer(Spans.span("span" + i)));
    }

    private static List<String> names(int to) {
        return IntStream.range(0, to).mapToObj(i -> "span" + i).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/html, <html>hello</html>",
        "200, application/json, {\"success\":true}",
        "201, text/plain, {broken",
        "202, application/x-protobuf, not protobuf"
    })
    void any2xx_isSuccessAndNeverSentAgain(int status, String type, String body) throws Exception {
        try (CollectorServer server = CollectorServer.start(
                (request, number) -> Answer.of(status, body).with("Content-Type", type))) {
            start(server, Spans.export().build());

            offer(0, 3);

            assertThat(exporter.flush(LONG)).isTrue();
            exporter.offer(Spans.span("later"));
            assertThat(exporter.flush(LONG)).isTrue();
            assertThat(server.stored()).containsExactly("span0", "span1", "span2", "later");
            assertThat(exporter.account().delivered()).isEqualTo(4);
            assertThat(exporter.account().lastSuccess()).isNotNull();
        }
    }

    @Test
    void partialSuccess_isCounted() throws Exception {
        try (CollectorServer server = CollectorServer.start((request, number) -> Answer.of(
                        200, "{\"partialSuccess\":{\"rejectedSpans\":\"2\",\"errorMessage\":\"no session\"}}")
                .with("Content-Type", "application/json"))) {
            start(server, Spans.export().batchSize(5).delay(LONG).build());

            offer(0, 5);

            assertThat(exporter.flush(LONG)).isFalse();
            assertThat(exporter.account().delivered()).isEqualTo(3);
            assertThat(exporter.account().dropped(DropReason.PARTLY_REJECTED)).isEqualTo(2);
            assertThat(server.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 415, 422, 501})
    void refusedContent_isNeverSentAgain(int status) throws Exception {
        try (CollectorServer server = CollectorServer.start(
                (request, number) -> request.names().contains("bad") ? Answer.of(status, "what is this") : Answer.OK)) {
            start(server, Spans.export().build());

            exporter.offer(Spans.span("bad"));
            assertThat(exporter.flush(LONG)).isFalse();
            exporter.offer(Spans.span("good"));
            assertThat(exporter.flush(LONG)).isTrue();

            assertThat(server.received()).hasSize(2);
            assertThat(exporter.account().dropped(DropReason.REJECTED)).isEqualTo(1);
            assertThat(exporter.account().lastFailureReason()).isEqualTo("HTTP " + status);
        }
    }

    @Test
    void large400_isSplit() throws Exception {
        try (CollectorServer server = CollectorServer.start((request, number) ->
                request.message().getSerializedSize() > 1_500_000 ? Answer.of(400, "body too large") : Answer.OK)) {
            start(server, Spans.export().batchSize(4).delay(LONG).build());

            for (int i = 0; i < 4; i++) {
                exporter.offer(Spans.large("span" + i, 600_000));
            }

            assertThat(exporter.flush(LONG)).isTrue();
            assertThat(server.stored()).containsExactlyInAnyOrderElementsOf(names(4));
            assertThat(server.received()).hasSize(3);
        }
    }

    @Test
    void tooLarge_isHalvedDownToTheSingleOffender() throws Exception {
        try (CollectorServer server = CollectorServer.start((request, number) ->
                request.message().getSerializedSize() > 100_000 ? Answer.of(413, "<html>nginx</html>") : Answer.OK)) {
            start(server, Spans.export().batchSize(64).delay(LONG).build());

            for (int i = 0; i < 64; i++) {
                exporter.offer(i == 37 ? Spans.large("offender", 200_000) : Spans.span("span" + i));
            }

            assertThat(exporter.flush(LONG)).isFalse();
            assertThat(exporter.account().delivered()).isEqualTo(63);
            assertThat(exporter.account().dropped(DropReason.TOO_LARGE)).isEqualTo(1);
            assertThat(server.stored()).hasSize(63).doesNotHaveDuplicates().doesNotContain("offender");
        }
    }

    @Test
    void flappingServer_losesAndDoublesNothing() throws Exception {
        int[] bad = {503, 500, 502, 504, 429, 408};
        try (CollectorServer server = CollectorServer.start((request, number) ->
                number % 3 == 0 ? Answer.OK : Answer.of(bad[number % bad.length], "<html>gateway</html>"))) {
            start(server, Spans.export().batchSize(7).build());

            offer(0, 100);

            assertThat(exporter.flush(LONG)).isTrue();
            assertThat(server.stored()).containsExactlyElementsOf(names(100));
            assertThat(exporter.account().retries()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirect_isAFailureAndNeverFollowed(int status) throws Exception {
        AtomicInteger elsewhere = new AtomicInteger();
        try (CollectorServer thief = CollectorServer.start((request, number) -> {
                    elsewhere.incrementAndGet();
                    return Answer.OK;
                });
                CollectorServer server = CollectorServer.start(
                        (request, number) -> Answer.of(status, "").with("Location", thief.url() + request.path()))) {
            start(server, Spans.export().batchSize(3).build());

            offer(0, 3);

            assertThat(exporter.flush(LONG)).isFalse();
            assertThat(exporter.account().dropped(DropReason.REDIRECTED)).isPositive();
            assertThat(exporter.account().delivered()).isZero();
            assertThat(elsewhere).hasValue(0);
        }
    }
}
