/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.export.CollectorServer.Answer;
import ai.honeyhive.microprofile.internal.export.CollectorServer.Report;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a tracer tells how it stands: to a console, and to nobody else. Time stands still unless moved. */
class ConsoleReportsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ManualTime time = new ManualTime();
    private TracerExporter exporter;

    @AfterEach
    void close() {
        exporter.close(Duration.ofSeconds(1));
    }

    private void start(CollectorServer server) {
        start(
                server,
                (account, resource) -> resource.get(AttributeKey.stringKey("service.name")) + " " + account.delivered()
                        + " of " + account.produced());
    }

    private void start(CollectorServer server, BiFunction<Account, Attributes, String> report) {
        exporter = new TracerExporter(
                Spans.tracer(server.url(), Spans.export().delay(Duration.ZERO).build()),
                () -> Spans.KEY,
                UnaryOperator.identity(),
                time,
                () -> 0,
                Witness.NONE,
                report);
    }

    private void deliver(String span) {
        exporter.offer(Spans.span(span));
        assertThat(exporter.flush(LONG)).isTrue();
    }

    private void pass(Duration pause) {
        time.advance(pause);
        time.letWorkerLook();
    }

    @Test
    void server_that_does_not_say_it_is_a_console_gets_spans_and_nothing_else() throws IOException {
        try (CollectorServer server = CollectorServer.start()) {
            start(server);

            deliver("one");
            pass(Duration.ofMinutes(1));
            deliver("two");
            pass(Duration.ofMinutes(1));
            exporter.close(LONG);

            assertThat(server.stored()).containsExactly("one", "two");
            assertThat(server.received()).allMatch(request -> request.path().equals("/opentelemetry/v1/traces"));
            assertThat(server.reports()).isEmpty();
        }
    }

    @Test
    void console_is_told_what_has_changed_every_ten_seconds_and_at_the_end() throws IOException {
        try (CollectorServer server = CollectorServer.start((request, number) -> Answer.BY_CONSOLE)) {
            start(server);

            deliver("one");
            Await.until("the first report", () -> server.reports().size() == 1);
            deliver("two");
            pass(Duration.ofMillis(9_999));
            assertThat(server.reports()).containsExactly(new Report("Bearer " + Spans.CANARY, "shop 1 of 1"));

            // Nothing more is sent, but what was sent since is told.
            time.advance(Duration.ofMillis(1));
            Await.until("the second report", () -> server.reports().size() == 2);
            pass(Duration.ofMinutes(1));
            pass(Duration.ofMinutes(1));
            assertThat(server.reports()).as("nothing has changed").hasSize(2);
            exporter.sampledOut(3);
            pass(Duration.ofSeconds(10));
            Await.until("the third report", () -> server.reports().size() == 3);

            exporter.offer(Spans.span("last"));
            exporter.close(LONG);

            assertThat(server.reports())
                    .extracting(Report::body)
                    .containsExactly("shop 1 of 1", "shop 2 of 2", "shop 2 of 5", "shop 3 of 6");
        }
    }

    @Test
    void console_that_is_gone_and_another_server_in_its_place_is_told_nothing_more() throws IOException {
        try (CollectorServer server = CollectorServer.start((request, number) -> Answer.BY_CONSOLE)) {
            start(server);
            deliver("one");
            Await.until("the first report", () -> server.reports().size() == 1);

            server.answer((request, number) -> Answer.OK);
            deliver("two");
            pass(Duration.ofMinutes(1));
            exporter.close(LONG);

            assertThat(server.reports()).hasSize(1);
        }
    }

    @Test
    void console_that_refuses_reports_costs_no_span_no_count_and_no_warning() throws IOException {
        try (LogCapture log = LogCapture.start();
                CollectorServer server = CollectorServer.start((request, number) -> Answer.BY_CONSOLE)) {
            server.answerReports(500);
            start(server);

            for (int i = 1; i <= 3; i++) {
                int reports = i;
                deliver("span" + i);
                time.advance(Duration.ofSeconds(10));
                Await.until("report " + i, () -> server.reports().size() >= reports);
            }
            exporter.close(LONG);

            Account account = exporter.account();
            assertThat(account.delivered()).isEqualTo(3);
            assertThat(account.requests()).isEqualTo(3);
            assertThat(account.retries()).isZero();
            assertThat(account.lastFailure()).isNull();
            assertThat(log.ours(Level.WARNING)).isEmpty();
            assertThat(log.ours())
                    .contains("A console was told how a tracer stands, and answered 500")
                    .doesNotContain(Spans.CANARY);
        }
    }

    @Test
    void report_that_cannot_be_made_harms_nobody() throws IOException {
        try (CollectorServer server = CollectorServer.start((request, number) -> Answer.BY_CONSOLE)) {
            start(server, (account, resource) -> {
                throw new StackOverflowError("made by the test");
            });

            deliver("one");
            deliver("two");
            exporter.close(LONG);

            assertThat(exporter.account().delivered()).isEqualTo(2);
            assertThat(server.reports()).isEmpty();
        }
    }
}
