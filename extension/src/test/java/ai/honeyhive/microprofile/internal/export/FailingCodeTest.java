/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Code that throws in our hands costs the one record it threw on. */
class FailingCodeTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static void check(UnaryOperator<SpanRecord> stations, SpanRecord bad) throws Exception {
        try (LogCapture log = LogCapture.start();
                CollectorServer server = CollectorServer.start()) {
            TracerExporter exporter = TracerExporter.start(
                    Spans.tracer(
                            server.url(),
                            Spans.export().batchSize(5).delay(LONG).build()),
                    () -> Spans.KEY,
                    stations);

            exporter.offer(Spans.span("before"));
            exporter.offer(bad);
            exporter.offer(Spans.span("after"));
            boolean complete = exporter.flush(LONG);
            exporter.offer(Spans.span("later"));
            boolean later = exporter.flush(LONG);
            exporter.close(LONG);

            assertThat(complete).isFalse();
            assertThat(later).isTrue();
            assertThat(server.stored()).containsExactly("before", "after", "later");
            assertThat(server.received()).hasSize(2);
            assertThat(exporter.account().dropped(DropReason.ENCODING)).isEqualTo(1);
            assertThat(exporter.account().produced()).isEqualTo(4);
            assertThat(log.ours(Level.WARNING)).singleElement().asString().contains("could not be processed");
            // The message of what was thrown may quote a prompt.
            assertThat(log.text()).doesNotContain("the customer's words");
        }
    }

    @Test
    void logHandler_costsNoRecordAtAll() throws Exception {
        Logger ours = Logger.getLogger("ai.honeyhive");
        AtomicInteger thrown = new AtomicInteger();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                thrown.incrementAndGet();
                throw new AssertionError("the handler's own fault");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        ours.addHandler(handler);
        try (CollectorServer server = CollectorServer.start(
                (request, number) -> number == 1 ? CollectorServer.Answer.of(503, "") : CollectorServer.Answer.OK)) {
            TracerExporter exporter = TracerExporter.start(
                    Spans.tracer(server.url(), Spans.export().build()), () -> Spans.KEY, UnaryOperator.identity());

            exporter.offer(Spans.span("refused once"));
            assertThat(exporter.flush(LONG)).isTrue();
            exporter.close(LONG);

            assertThat(server.stored()).containsExactly("refused once");
            assertThat(thrown.get()).isPositive();
        } finally {
            ours.removeHandler(handler);
        }
    }

    @Test
    void errorInAStation() throws Exception {
        check(
                record -> {
                    if (record.name().equals("bad")) {
                        throw new AssertionError("the customer's words");
                    }
                    return record;
                },
                Spans.span("bad"));
    }

    @Test
    void stationWithoutAResult() throws Exception {
        check(record -> record.name().equals("bad") ? null : record, Spans.span("bad"));
    }

    @Test
    void errorWhileEncoding() throws Exception {
        Attributes[] hostile = new Attributes[1];
        check(
                record -> record.name().equals("bad") ? record.withContent(hostile[0], Attributes.empty()) : record,
                bad(hostile));
    }

    private static SpanRecord bad(Attributes[] hostile) {
        hostile[0] = (Attributes) Proxy.newProxyInstance(
                Attributes.class.getClassLoader(), new Class<?>[] {Attributes.class}, (proxy, method, arguments) -> {
                    throw new StackOverflowError("the customer's words");
                });
        return Spans.span("bad");
    }

    @Test
    void recordThatCannotEvenBeMeasured_isCountedAndNothingIsThrown() throws Exception {
        try (CollectorServer server = CollectorServer.start()) {
            TracerExporter exporter = TracerExporter.start(
                    Spans.tracer(server.url(), Spans.export().build()), () -> Spans.KEY, UnaryOperator.identity());
            Attributes[] hostile = new Attributes[1];
            bad(hostile);

            exporter.offer(Spans.span("bad", hostile[0], false));
            exporter.offer(null);
            exporter.offer(Spans.span("good"));

            assertThat(exporter.flush(LONG)).isTrue();
            exporter.close(LONG);
            assertThat(exporter.account().dropped(DropReason.ENCODING)).isEqualTo(2);
            assertThat(server.stored()).containsExactly("good");
        }
    }

    @Test
    void keySourceThatThrows_changesNothing() throws Exception {
        try (CollectorServer server = CollectorServer.start((request, number) -> CollectorServer.Answer.of(401, ""))) {
            TracerExporter exporter = TracerExporter.start(
                    Spans.tracer(server.url(), Spans.export().build()),
                    () -> {
                        throw new ExceptionInInitializerError("no store");
                    },
                    UnaryOperator.identity());

            exporter.offer(Spans.span("x"));
            assertThat(exporter.flush(LONG)).isFalse();
            server.answer((request, number) -> CollectorServer.Answer.OK);
            exporter.offer(Spans.span("y"));

            assertThat(exporter.flush(LONG)).isTrue();
            exporter.close(LONG);
            assertThat(server.stored()).containsExactly("y");
        }
    }

    @Test
    void strayInterrupt_losesNothing() throws Exception {
        try (CollectorServer server = CollectorServer.start()) {
            TracerExporter exporter = TracerExporter.start(
                    Spans.tracer(server.url(), Spans.export().build()), () -> Spans.KEY, record -> {
                        Thread.currentThread().interrupt();
                        return record;
                    });

            for (int i = 0; i < 5; i++) {
                exporter.offer(Spans.span("span" + i, Attributes.of(AttributeKey.longKey("n"), 1L), false));
            }

            Await.until(
                    "all is settled",
                    () -> exporter.account().delivered() + exporter.account().droppedTotal() == 5);
            exporter.close(LONG);
            assertThat(exporter.account().delivered()).isEqualTo(5);
        }
    }
}
