/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.config.ApiKey;
import ai.honeyhive.microprofile.internal.export.CollectorServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the spans when the server refuses the key, or seems to. Time stands still unless moved. */
class KeyTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ApiKey ROTATED = ApiKey.of("hh_rotated");

    private final ManualTime time = new ManualTime();
    private final AtomicReference<@Nullable ApiKey> keySource = new AtomicReference<>(Spans.KEY);
    private TracerExporter exporter;

    @AfterEach
    void close() {
        exporter.close(Duration.ofSeconds(1));
    }

    private void start(CollectorServer server, @Nullable ApiKey key) {
        start(server, key, keySource::get);
    }

    private void start(CollectorServer server, @Nullable ApiKey key, KeySource source) {
        exporter = TracerExporter.start(
                Spans.tracer(
                        "payments",
                        server.url(),
                        key,
                        Spans.export()
                                .delay(Duration.ZERO)
                                .retry(Duration.ofSeconds(1), Duration.ofSeconds(60))
                                .build()),
                source,
                UnaryOperator.identity(),
                time,
                () -> 0);
    }

    private void offer(int from, int to) {
        IntStream.range(from, to).forEach(i -> exporter.offer(Spans.span("span" + i)));
    }

    private static Answer onlyRotated(CollectorServer.Received request, int status) {
        return "Bearer hh_rotated".equals(request.header("Authorization")) ? Answer.OK : Answer.of(status, "");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void refusedKey_isReadAgainAndTheRequestSentOnceMore(int status) throws Exception {
        try (CollectorServer server = CollectorServer.start((request, number) -> {
            keySource.set(ROTATED);
            return onlyRotated(request, status);
        })) {
            start(server, Spans.KEY);

            offer(0, 3);

            assertThat(exporter.flush(LONG)).isTrue();
            assertThat(server.stored()).containsExactly("span0", "span1", "span2");
            assertThat(exporter.account().retries()).isEqualTo(1);
        }
    }

    @Test
    void rotatedKey_isThatOfTheNextRequest_whileTheOldOneIsStillGood() throws Exception {
        try (CollectorServer server = CollectorServer.start()) {
            start(server, Spans.KEY);
            offer(0, 1);
            assertThat(exporter.flush(LONG)).isTrue();

            keySource.set(ROTATED);
            offer(1, 2);

            assertThat(exporter.flush(LONG)).isTrue();
            assertThat(server.received())
                    .extracting(request -> request.header("Authorization"))
                    .containsExactly("Bearer " + Spans.CANARY, "Bearer hh_rotated");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED, honeyhive.api-key",
        "403, UNAUTHORIZED, honeyhive.api-key",
        "404, NOT_FOUND, honeyhive.url",
        "404, NOT_FOUND, honeyhive.api-key"
    })
    void refusedKeyWithoutAnother_dropsWarnsAndPauses(int status, DropReason reason, String remedy) throws Exception {
        try (LogCapture log = LogCapture.start();
                CollectorServer server = CollectorServer.start((request, number) -> onlyRotated(request, status))) {
            start(server, Spans.KEY);

            offer(0, 3);
            Await.until("the refusal", () -> exporter.account().droppedTotal() > 0);
            long dropped = exporter.account().dropped(reason);
            offer(3, 100);
            time.advance(Duration.ofSeconds(29));
            time.letWorkerLook();

            assertThat(dropped).isPositive();
            assertThat(server.received()).hasSize(1);
            assertThat(exporter.account().queued()).isEqualTo(100 - dropped);
            assertThat(log.ours(Level.WARNING)).singleElement().asString().contains(remedy, String.valueOf(status));

            // After the pause the key is read again first, so nothing more is lost.
            keySource.set(ROTATED);
            time.advance(Duration.ofSeconds(2));
            Await.until("the rest", () -> exporter.account().delivered() == 100 - dropped);
        }
    }

    /** A source that can be asked for a fresh key, as where a secret store is behind the configuration. */
    private final class Refreshable implements KeySource {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public @Nullable ApiKey get() {
            return keySource.get();
        }

        @Override
        public boolean refreshSoon() {
            asked.incrementAndGet();
            return true;
        }
    }

    /** A fresh key has been asked for so often, and the spans wait for it: only then time may move. */
    private void awaitWish(Refreshable source, int times) {
        Await.until(
                "wish for a fresh key no. " + times,
                () -> source.asked.get() == times && exporter.account().inFlight() == 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void refusedKeyThatMayBeRenewed_costsNoSpanAndNoSecondRequestUntilItIs(int status) throws Exception {
        Refreshable source = new Refreshable();
        try (LogCapture log = LogCapture.start();
                CollectorServer server = CollectorServer.start((request, number) -> onlyRotated(request, status))) {
            start(server, Spans.KEY, source);

            offer(0, 3);
            awaitWish(source, 1);
            time.advance(Duration.ofSeconds(9));
            awaitWish(source, 2);
            time.letWorkerLook();
            int requests = server.received().size();
            long dropped = exporter.account().droppedTotal();
            keySource.set(ROTATED);
            time.advance(Duration.ofMillis(250));

            Await.until("the delivery", () -> exporter.account().delivered() == 3);
            assertThat(requests).isEqualTo(1);
            assertThat(dropped).isZero();
            assertThat(exporter.account().droppedTotal()).isZero();
            assertThat(server.stored()).containsExactlyInAnyOrder("span0", "span1", "span2");
            assertThat(log.ours(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains(String.valueOf(status), "rotated", "10 s")
                    .doesNotContain(Spans.CANARY);
        }
    }

    @Test
    void refusedKeyThatIsNotRenewedInTime_dropsCountsAndPauses() throws Exception {
        Refreshable source = new Refreshable();
        try (CollectorServer server = CollectorServer.start((request, number) -> onlyRotated(request, 401))) {
            start(server, Spans.KEY, source);

            offer(0, 1);
            awaitWish(source, 1);
            time.advance(Duration.ofMillis(9_900));
            awaitWish(source, 2);
            long early = exporter.account().droppedTotal();
            time.advance(Duration.ofMillis(300));
            Await.until("the loss", () -> exporter.account().dropped(DropReason.UNAUTHORIZED) == 1);

            assertThat(early).isZero();
            assertThat(server.received()).hasSize(2);
            assertThat(source.asked.get()).isEqualTo(2);
        }
    }

    @Test
    void renewedKeyThatIsNotGoodYet_isTriedAgainAtTheEndOfTheWait() throws Exception {
        Refreshable source = new Refreshable();
        try (CollectorServer server = CollectorServer.start((request, number) -> Answer.of(401, ""))) {
            start(server, Spans.KEY, source);

            offer(0, 1);
            awaitWish(source, 1);
            keySource.set(ROTATED);
            time.advance(Duration.ofMillis(250));
            Await.until(
                    "a request with the new key",
                    () -> server.received().size() == 2 && exporter.account().inFlight() == 0);
            server.answer((request, number) -> onlyRotated(request, 401));
            // Whenever the worker has begun to wait again: the wait as a whole is over after this.
            time.advance(Duration.ofSeconds(10));

            Await.until("the delivery", () -> exporter.account().delivered() == 1);
            assertThat(exporter.account().droppedTotal()).isZero();
        }
    }

    @Test
    void sourceThatFailsWhenItIsAsked_leavesTheLossCounted() throws Exception {
        KeySource source = new KeySource() {
            @Override
            public @Nullable ApiKey get() {
                return keySource.get();
            }

            @Override
            public boolean refreshSoon() {
                throw new IllegalStateException("no store today");
            }
        };
        try (CollectorServer server = CollectorServer.start((request, number) -> Answer.of(401, ""))) {
            start(server, Spans.KEY, source);

            offer(0, 1);

            Await.until("the loss", () -> exporter.account().dropped(DropReason.UNAUTHORIZED) == 1);
        }
    }

    @Test
    void keyRefusedForLong_oneRequestAPause() throws Exception {
        try (LogCapture log = LogCapture.start();
                CollectorServer server = CollectorServer.start((request, number) -> Answer.of(401, ""))) {
            start(server, Spans.KEY);

            for (int i = 0; i < 5; i++) {
                int refused = i + 1;
                exporter.offer(Spans.span("span" + i));
                Await.until("the refusal", () -> exporter.account().dropped(DropReason.UNAUTHORIZED) == refused);
                time.advance(Duration.ofSeconds(60));
            }

            assertThat(server.received()).hasSize(5);
            assertThat(log.ours(Level.WARNING)).hasSize(1);
            assertThat(log.ours(Level.FINE)).hasSize(4);
        }
    }

    @Test
    void noKey_sendsNothingUntilThereIsOne() throws Exception {
        keySource.set(null);
        try (CollectorServer server = CollectorServer.start()) {
            start(server, null);

            exporter.offer(Spans.span("lost"));
            Await.until("the loss", () -> exporter.account().dropped(DropReason.UNAUTHORIZED) == 1);
            keySource.set(Spans.KEY);
            exporter.offer(Spans.span("kept"));
            time.advance(Duration.ofMinutes(1));

            Await.until("the delivery", () -> server.stored().equals(List.of("kept")));
            assertThat(exporter.account().requests()).isEqualTo(1);
        }
    }
}
