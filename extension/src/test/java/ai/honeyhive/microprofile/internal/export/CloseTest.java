/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.config.ExportConfig;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of an exporter: bounded, complete, and nothing stays behind. */
class CloseTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private List<String> threadsBefore;

    @BeforeEach
    void rememberThreads() {
        threadsBefore = Threads.ofAll();
    }

    private static TracerExporter start(String url, ExportConfig export) {
        return TracerExporter.start(Spans.tracer(url, export), () -> Spans.KEY, UnaryOperator.identity());
    }

    private static Duration timed(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void noSpan_noThread() {
        TracerExporter exporter = start("http://localhost:1", Spans.export().build());

        assertThat(Threads.of("payments")).isEmpty();
        assertThat(exporter.flush(LONG)).isTrue();
        exporter.close(LONG);
    }

    @Test
    void waitingSpans_areSentWithoutFurtherDelay() throws Exception {
        try (CollectorServer server = CollectorServer.start()) {
            TracerExporter exporter = start(
                    server.url(), Spans.export().delay(Duration.ofHours(1)).build());
            exporter.offer(Spans.span("one"));
            exporter.offer(Spans.span("two"));
            assertThat(Threads.of("payments")).contains("honeyhive-export-payments");

            exporter.close(LONG);

            assertThat(server.stored()).containsExactly("one", "two");
            assertThat(Threads.of("payments")).isEmpty();
            assertThat(Threads.ofAll()).isEqualTo(threadsBefore);
        }
    }

    @Test
    void hangingServer_isCutAtTheTimeAndTheRestCounted() throws Exception {
        try (LogCapture log = LogCapture.start();
                HostileServer server = HostileServer.start((connection, number) -> {
                    HostileServer.readRequest(connection);
                    HostileServer.hang(connection);
                })) {
            TracerExporter exporter =
                    start(server.url(), Spans.export().batchSize(3).build());
            for (int i = 0; i < 10; i++) {
                exporter.offer(Spans.span("span" + i));
            }
            Await.until("a request hangs", () -> exporter.account().inFlight() > 0 && server.accepted() == 1);

            Duration took = timed(() -> exporter.close(Duration.ofMillis(500)));

            assertThat(took).isBetween(Duration.ofMillis(400), Duration.ofSeconds(3));
            assertThat(Threads.of("payments")).isEmpty();
            assertThat(Threads.ofAll()).isEqualTo(threadsBefore);
            Account account = exporter.account();
            assertThat(account.queued() + account.inFlight()).isZero();
            assertThat(account.dropped(DropReason.SHUTDOWN) + account.dropped(DropReason.TIMEOUT_AFTER_SEND))
                    .isEqualTo(10);
            Await.until("the connection is cut", server::allClosedByClient);
            assertThat(log.ours(Level.INFO))
                    .singleElement()
                    .asString()
                    .contains("payments", "10 spans = 0 delivered + 10 dropped", "shut down first");
        }
    }

    @Test
    void deadServer_isGivenUpAtTheTime() {
        TracerExporter exporter = start("http://localhost:1", Spans.export().build());
        exporter.offer(Spans.span("x"));
        Await.until("an attempt", () -> exporter.account().retries() > 0);

        assertThat(timed(() -> exporter.close(Duration.ofMillis(300)))).isLessThan(Duration.ofSeconds(3));
        assertThat(exporter.account().dropped(DropReason.SHUTDOWN)).isEqualTo(1);
    }

    @Test
    void stationThatHangs_doesNotHoldTheShutdown() {
        CountDownLatch never = new CountDownLatch(1);
        TracerExporter exporter = TracerExporter.start(
                Spans.tracer("http://localhost:1", Spans.export().build()), () -> Spans.KEY, record -> {
                    boolean waiting = true;
                    while (waiting) {
                        try {
                            never.await();
                            waiting = false;
                        } catch (InterruptedException e) {
                            // as hostile code does
                        }
                    }
                    return record;
                });
        exporter.offer(Spans.span("x"));
        Await.until("the station has it", () -> exporter.account().inFlight() == 1);

        assertThat(timed(() -> exporter.close(Duration.ofMillis(100)))).isLessThan(Duration.ofSeconds(4));
        assertThat(exporter.account().dropped(DropReason.SHUTDOWN)).isEqualTo(1);
        never.countDown();
        Await.until("its thread ends", () -> Threads.of("payments").isEmpty());
        assertThat(exporter.account().droppedTotal()).isEqualTo(1);
    }

    @Test
    void spansAfterTheEnd_areCounted() throws Exception {
        try (CollectorServer server = CollectorServer.start()) {
            TracerExporter exporter = start(server.url(), Spans.export().build());
            exporter.offer(Spans.span("before"));
            exporter.close(LONG);

            exporter.offer(Spans.span("after"));
            exporter.close(LONG);

            assertThat(exporter.account().produced()).isEqualTo(2);
            assertThat(exporter.account().delivered()).isEqualTo(1);
            assertThat(exporter.account().dropped(DropReason.SHUTDOWN)).isEqualTo(1);
            assertThat(Threads.of("payments")).isEmpty();
        }
    }

    @Test
    void interruptedCaller_isNotHeldAndStaysInterrupted() throws Exception {
        try (HostileServer server = HostileServer.start((connection, number) -> HostileServer.hang(connection))) {
            TracerExporter exporter = start(server.url(), Spans.export().build());
            exporter.offer(Spans.span("x"));
            Await.until("a request hangs", () -> server.accepted() == 1);

            Thread.currentThread().interrupt();
            Duration took = timed(() -> exporter.close(LONG));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(took).isLessThan(Duration.ofSeconds(5));
            Await.until("its threads end", () -> Threads.of("payments").isEmpty());
        }
    }

    @Test
    void twentyRedeploysWithAHangingServer_leaveNothingBehind() throws Exception {
        int groups = topGroup().activeGroupCount();
        try (HostileServer server = HostileServer.start((connection, number) -> HostileServer.hang(connection))) {
            WeakReference<?> first = null;
            for (int i = 0; i < 20; i++) {
                WeakReference<?> application = deployAndUndeploy(server.url());
                first = first == null ? application : first;
                assertThat(Threads.ofAll()).isEqualTo(threadsBefore);
            }
            WeakReference<?> gone = first;
            Await.until("the class loader is collected", () -> {
                System.gc();
                return gone.get() == null;
            });
            assertThat(topGroup().activeGroupCount()).isLessThanOrEqualTo(groups);
        }
    }

    /** Our classes in a class loader of their own, as in a server. */
    private static WeakReference<?> deployAndUndeploy(String url) throws Exception {
        List<URL> path = new ArrayList<>();
        for (String name : List.of(
                "ai.honeyhive.microprofile.internal.export.CloseTest",
                "ai.honeyhive.microprofile.internal.export.TracerExporter",
                "ai.honeyhive.microprofile.internal.call.CallSettings",
                "io.opentelemetry.api.common.Attributes",
                "io.opentelemetry.context.Context")) {
            path.add(Class.forName(name).getProtectionDomain().getCodeSource().getLocation());
        }
        URLClassLoader loader = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> application = loader.loadClass(Application.class.getName());
            assertThat(application).isNotSameAs(Application.class);
            application.getMethod("run", String.class).invoke(null, url);
        } finally {
            thread.setContextClassLoader(before);
            loader.close();
        }
        return new WeakReference<>(loader);
    }

    private static ThreadGroup topGroup() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top;
    }

    /** What runs in that class loader. */
    public static final class Application {

        private Application() {}

        /** Sends a span, and goes down while it hangs. */
        public static void run(String url) {
            TracerExporter exporter = start(url, Spans.export().build());
            exporter.offer(Spans.span("x"));
            Await.until(
                    "its client is there",
                    () -> Threads.of("payments").stream().anyMatch(name -> name.startsWith("HttpClient-")));
            exporter.close(Duration.ofMillis(50));
        }
    }
}
