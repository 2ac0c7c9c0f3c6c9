/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.BatchProgress;
import ai.honeyhive.microprofile.BatchResult;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work on many items, recorded as few events. */
class BatchTest {

    static Server server;

    @BeforeAll
    static void start() {
        server = Server.start(Server.Telemetry.ON, Clerk.class, PricedExtractor.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private HoneyHive honeyHive;

    @BeforeEach
    void reset() {
        server.reset();
        honeyHive = server.honeyHive();
    }

    /** What a provider's library answers. */
    record Priced(long in, long out, double dollars) {}

    @ApplicationScoped
    static class PricedExtractor implements ResultExtractor {

        @Override
        public boolean supports(Class<?> resultType) {
            return resultType == Priced.class;
        }

        @Override
        public void extract(Object result, ModelResult into) {
            Priced priced = (Priced) result;
            into.inputTokens(priced.in()).outputTokens(priced.out()).cost(priced.dollars());
        }
    }

    @ApplicationScoped
    static class Clerk {

        @Inject
        HoneyHive honeyHive;

        @LLMTraced(kind = Kind.BATCH)
        BatchResult all(List<Integer> numbers, String note) {
            return honeyHive.batch("inner", numbers).run(number -> number);
        }

        @LLMTraced(kind = Kind.BATCH)
        long streamed(Stream<Integer> numbers) {
            return numbers.count();
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static long metric(Server.Event event, String name) {
        return event.content().get(AttributeKey.longKey("honeyhive_metrics." + name));
    }

    private static String group(Server.Event event) {
        return event.content("honeyhive_metadata.batch_group");
    }

    @Test
    void thousandItemsInFourGroups_areFourEventsWithTheirSums() {
        BatchResult result = honeyHive
                .batch("nightly", numbers(1_000))
                .groupBy(number -> "category " + number % 4)
                .run(number -> new Priced(3, 2, 0.1));

        assertThat(server.events()).hasSize(4).allSatisfy(event -> {
            assertThat(event.name()).isEqualTo("nightly");
            assertThat(event.get(HoneyHiveAttributes.EVENT_TYPE)).isEqualTo("chain");
            assertThat(metric(event, "items")).isEqualTo(250);
            assertThat(metric(event, "items_succeeded")).isEqualTo(250);
            assertThat(metric(event, "items_failed")).isZero();
            assertThat(metric(event, "items_input_tokens")).isEqualTo(750);
            assertThat(metric(event, "items_output_tokens")).isEqualTo(500);
            assertThat(event.get(HoneyHiveAttributes.ITEMS_COST)).isEqualTo(25.0);
            assertThat(event.get(HoneyHiveAttributes.ITEM_P50)).isPositive();
            assertThat(event.get(HoneyHiveAttributes.ITEM_P95))
                    .isGreaterThanOrEqualTo(event.get(HoneyHiveAttributes.ITEM_P50));
            assertThat(event.failed()).isFalse();
            assertThat(event.attributes().get(GenAiAttributes.INPUT_TOKENS))
                    .as("HoneyHive would add it to what the items' own events say")
                    .isNull();
        });
        assertThat(server.events())
                .extracting(BatchTest::group)
                .containsExactlyInAnyOrder("category 0", "category 1", "category 2", "category 3");
        assertThat(server.events())
                .extracting(Server.Event::session)
                .as("one session without any trace around")
                .containsOnly(server.events().get(0).session());
        assertThat(result.items()).isEqualTo(1_000);
        assertThat(result.groups()).isEqualTo(4);
        assertThat(result.inputTokens()).isEqualTo(3_000);
        assertThat(result.cost()).isEqualTo(100.0);
    }

    @Test
    void hundredThousandItemsOfAStream_areReadOnlyAsFarAsThereIsRoom_andNotKept() {
        AtomicInteger read = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger mostHeld = new AtomicInteger();
        List<WeakReference<Object>> some = Collections.synchronizedList(new ArrayList<>());
        Stream<Object> items = IntStream.range(0, 100_000).mapToObj(number -> {
            mostHeld.accumulateAndGet(read.incrementAndGet() - done.get(), Math::max);
            Object item = new Object();
            if (number % 1_000 == 0) {
                some.add(new WeakReference<>(item));
            }
            return item;
        });

        BatchResult result = honeyHive
                .batch("big", items)
                .groupsOf(500)
                .parallelism(4)
                .run(item -> {
                    done.incrementAndGet();
                    return new Priced(3, 2, 0.5);
                });

        assertThat(result.succeeded()).isEqualTo(100_000);
        assertThat(result.groups()).isEqualTo(200);
        assertThat(server.events()).hasSize(200).allSatisfy(event -> {
            assertThat(metric(event, "items")).isEqualTo(500);
            assertThat(metric(event, "items_input_tokens")).isEqualTo(1_500);
            assertThat(metric(event, "items_output_tokens")).isEqualTo(1_000);
            assertThat(event.get(HoneyHiveAttributes.ITEMS_COST)).isEqualTo(250.0);
        });
        assertThat(result.inputTokens()).isEqualTo(300_000);
        assertThat(result.outputTokens()).isEqualTo(200_000);
        assertThat(result.cost()).isEqualTo(50_000.0);
        // One more is on its way out of the stream, those at work count as done a moment before they are.
        assertThat(mostHeld.get()).isLessThanOrEqualTo(500 * 4 + 1);
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (some.stream().anyMatch(item -> item.get() != null) && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(some).hasSize(100).allMatch(item -> item.get() == null);
    }

    @Test
    void readingWaits_whileNoItemIsDone() throws Exception {
        AtomicInteger read = new AtomicInteger();
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(2);
        CompletableFuture<BatchResult> running = CompletableFuture.supplyAsync(() -> honeyHive
                .batch("slow", IntStream.range(0, 1_000).mapToObj(number -> read.incrementAndGet()))
                .groupsOf(3)
                .parallelism(2)
                .forEach(number -> {
                    begun.countDown();
                    gate.await();
                }));
        // Both groups are at work, so the reader has filled the room or is about to; it can never read a seventh.
        begun.await();
        assertThat(read.get()).isLessThanOrEqualTo(6);
        gate.countDown();

        assertThat(running.get().succeeded()).isEqualTo(1_000);
    }

    @Test
    void failingItems_areCountedByKindWithOneExample_andStopNothing() {
        BatchResult result = honeyHive
                .batch("failing", numbers(100))
                .groupsOf(100)
                .run(number -> {
                    if (number == 55) {
                        throw new Hostile();
                    }
                    return number % 10 == 0
                            ? CompletableFuture.failedFuture(new IOException("no " + number))
                            : CompletableFuture.completedFuture(number);
                });

        Server.Event event = server.event();
        assertThat(metric(event, "items_succeeded")).isEqualTo(89);
        assertThat(metric(event, "items_failed")).isEqualTo(11);
        assertThat(event.content(HoneyHiveAttributes.BATCH_ERRORS))
                .isEqualTo("[{\"type\":\"java.io.IOException\",\"count\":10,\"first_item\":1,\"example\":\"no 0\"},"
                        + "{\"type\":\"" + Hostile.class.getName() + "\",\"count\":1,\"first_item\":56,\"example\":\""
                        + Hostile.class.getName() + "\"}]");
        assertThat(event.get(HoneyHiveAttributes.ERROR)).startsWith("11 of 100 items failed: java.io.IOException (10)");
        assertThat(event.failed()).isTrue();
        assertThat(server.span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(result.errors()).hasSize(2);
        assertThat(result.toString()).contains("java.io.IOException (10").doesNotContain("no 0");
    }

    /** An exception that fails in its turn, whatever it is asked. */
    private static final class Hostile extends RuntimeException {

        @Override
        public String getMessage() {
            throw new IllegalStateException("hostile");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("hostile");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("hostile");
        }
    }

    @Test
    void examplesOfErrors_areBounded() {
        BatchResult result = honeyHive.batch("kinds", numbers(200)).run(number -> {
            throw new IOException("x".repeat(5_000) + number);
        });

        assertThat(result.errors()).singleElement().satisfies(kind -> {
            assertThat(kind.count()).isEqualTo(200);
            assertThat(kind.example().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1_000);
        });
    }

    @Test
    void failedItemsOwnSpans_areLinked_theFirst128() {
        honeyHive.batch("linked", numbers(300)).groupsOf(300).forEach(number -> {
            honeyHive.trace("step of " + number).run(() -> {
                if (number >= 100) {
                    throw new IOException("no");
                }
            });
        });

        Server.Event group = server.events().stream()
                .filter(event -> event.name().equals("linked"))
                .findFirst()
                .orElseThrow();
        Set<String> failed = server.events().stream()
                .filter(event -> event.name().startsWith("step of") && event.failed())
                .map(event -> event.span().getSpanId())
                .collect(Collectors.toSet());
        assertThat(failed).hasSize(200);
        assertThat(server.events())
                .filteredOn(event -> event.name().startsWith("step of"))
                .hasSize(300)
                .allMatch(
                        event -> event.parent().getSpanId().equals(group.span().getSpanId()));
        assertThat(server.links("linked"))
                .hasSize(128)
                .extracting(SpanContext::getSpanId)
                .doesNotHaveDuplicates()
                .isSubsetOf(failed);
    }

    @Test
    void stopOnFailure_skipsTheRestOfTheGroupOnly() {
        BatchResult result = honeyHive
                .batch("stopping", numbers(30))
                .groupsOf(10)
                .stopOnFailure()
                .forEach(number -> {
                    if (number == 12) {
                        throw new IOException("no");
                    }
                });

        assertThat(result.succeeded()).isEqualTo(22);
        assertThat(result.failed()).isEqualTo(1);
        assertThat(result.skipped()).isEqualTo(7);
        assertThat(server.events()).hasSize(3);
        assertThat(server.events())
                .filteredOn(event -> group(event).equals("2"))
                .singleElement()
                .satisfies(event -> assertThat(metric(event, "items_skipped")).isEqualTo(7));
    }

    @Test
    void cancelledBatch_beginsNoFurtherItem_andReadsNoFurtherOne() {
        AtomicBoolean cancelled = new AtomicBoolean();
        AtomicInteger begun = new AtomicInteger();
        AtomicBoolean closed = new AtomicBoolean();
        BatchResult result = honeyHive
                .batch("cancelled", Stream.iterate(0, number -> number + 1).onClose(() -> closed.set(true)))
                .groupsOf(10)
                .parallelism(1)
                .cancelWhen(cancelled::get)
                .forEach(number -> {
                    if (begun.incrementAndGet() == 25) {
                        cancelled.set(true);
                    }
                });

        assertThat(result.cancelled()).isTrue();
        assertThat(result.succeeded()).isEqualTo(25);
        assertThat(result.skipped()).isLessThanOrEqualTo(10);
        assertThat(closed).isTrue();
        assertThat(server.events().stream()
                        .mapToLong(event -> metric(event, "items"))
                        .sum())
                .isLessThanOrEqualTo(result.items());
    }

    @Test
    void interruptOfTheCaller_interruptsTheItemsUnderWay_andIsHandedOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicReference<BatchResult> result = new AtomicReference<>();
        AtomicBoolean handedOn = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            result.set(honeyHive
                    .batch("interrupted", numbers(4))
                    .groupsOf(1)
                    .parallelism(2)
                    .forEach(number -> {
                        begun.countDown();
                        new CountDownLatch(1).await();
                    }));
            handedOn.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        begun.await();
        caller.interrupt();
        caller.join();

        assertThat(result.get().cancelled()).isTrue();
        assertThat(result.get().failed()).isEqualTo(2);
        assertThat(result.get().succeeded()).isZero();
        assertThat(handedOn).isTrue();
    }

    @Test
    void errorOfAnItem_endsTheBatch_andIsThrownWhenTheGroupsHaveEnded() {
        AssertionError error = new AssertionError("broken");

        assertThatThrownBy(() -> honeyHive
                        .batch("broken", numbers(10))
                        .groupsOf(10)
                        .parallelism(1)
                        .forEach(number -> {
                            if (number == 3) {
                                throw error;
                            }
                        }))
                .isSameAs(error);

        assertThat(metric(server.event(), "items_failed")).isEqualTo(1);
        assertThat(metric(server.event(), "items_succeeded")).isEqualTo(3);
    }

    @Test
    void streamThatFails_isThrown_afterWhatWasReadBeforeIsDone() {
        IllegalStateException failure = new IllegalStateException("cursor lost");
        AtomicInteger done = new AtomicInteger();
        Stream<Integer> items = Stream.iterate(0, number -> number + 1).peek(number -> {
            if (number == 7) {
                throw failure;
            }
        });

        assertThatThrownBy(() -> honeyHive.batch("lost", items).forEach(number -> done.incrementAndGet()))
                .isSameAs(failure);

        assertThat(done).hasValue(7);
        assertThat(metric(server.event(), "items_succeeded")).isEqualTo(7);
    }

    @Test
    void executorThatRefuses_orNeverBegins_doesNotStopTheBatch() {
        BatchResult refused = honeyHive
                .batch("refused", numbers(20))
                .groupsOf(3)
                .executor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .run(number -> number);
        BatchResult starved = honeyHive
                .batch("starved", numbers(20))
                .groupsOf(3)
                .executor(task -> {})
                .run(number -> number);

        assertThat(refused.succeeded()).isEqualTo(20);
        assertThat(starved.succeeded()).isEqualTo(20);
    }

    @Test
    void callersContext_isTheParentOfAllGroups_andIsBackAfterwards_onPooledThreadsToo() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Context before = Context.current();
            Set<String> seen = Collections.synchronizedSet(new HashSet<>());
            honeyHive
                    .trace("outer")
                    .run(() -> honeyHive
                            .batch("inside", numbers(10))
                            .groupsOf(5)
                            .executor(threads)
                            .forEach(number ->
                                    seen.add(Span.current().getSpanContext().getSpanId())));

            Server.Event outer = server.events().get(2);
            assertThat(outer.name()).isEqualTo("outer");
            assertThat(server.events().subList(0, 2)).allSatisfy(group -> {
                assertThat(group.parent().getSpanId()).isEqualTo(outer.span().getSpanId());
                assertThat(group.session()).isEqualTo(outer.session());
                assertThat(seen).contains(group.span().getSpanId());
            });
            assertThat(seen).hasSize(2);
            assertThat(Context.current()).isSameAs(before);
            assertThat(threads.submit(Context::current).get()).isSameAs(Context.root());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void noMoreGroupsAtATimeThanAsked() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        honeyHive.batch("narrow", numbers(300)).groupsOf(10).parallelism(3).forEach(number -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            now.decrementAndGet();
        });

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void progress_endsWithEverything_andNeverGoesBack() {
        List<BatchProgress> told = Collections.synchronizedList(new ArrayList<>());
        honeyHive.batch("told", numbers(50)).groupsOf(5).onProgress(told::add).run(number -> number);

        BatchProgress last = told.get(told.size() - 1);
        assertThat(last.finished()).isTrue();
        assertThat(last.done()).isEqualTo(50);
        assertThat(last.total()).isEqualTo(50);
        assertThat(last.groups()).isEqualTo(10);
        assertThat(told).extracting(BatchProgress::done).isSorted();
        assertThat(told).filteredOn(BatchProgress::finished).hasSize(1);
    }

    @Test
    void progressLine_isRewritten_andEndsWithTheBatch() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        honeyHive
                .batch("line", numbers(1_200))
                .onProgress(BatchProgress.line(new PrintStream(out, true, StandardCharsets.UTF_8)))
                .run(number -> number);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\rline: 1,200/1,200 (100 %) items, 0 failed, 0 skipped, 3 groups, 0:")
                .endsWith("\n");
    }

    @Test
    void listenerThatFails_harmsNothing() {
        BatchResult result = honeyHive
                .batch("deaf", numbers(5))
                .onProgress(progress -> {
                    throw new IllegalStateException("deaf");
                })
                .run(number -> number);

        assertThat(result.succeeded()).isEqualTo(5);
    }

    @Test
    void moreKeysThanGroups_shareOne() {
        BatchResult result = honeyHive
                .batch("keys", numbers(1_100))
                .groupBy(number -> number)
                .run(number -> number);

        assertThat(result.groups()).isEqualTo(1_001);
        assertThat(server.events())
                .filteredOn(event -> group(event).equals("(other)"))
                .singleElement()
                .satisfies(event -> assertThat(metric(event, "items")).isEqualTo(100));
    }

    @Test
    void annotatedBatch_hasTheNumberInsteadOfTheItems_andTheFiguresOfItsResult() {
        server.bean(Clerk.class).all(numbers(7), "tonight");

        Server.Event event = server.events().get(1);
        assertThat(event.name()).isEqualTo("Clerk.all");
        assertThat(metric(event, "items")).isEqualTo(7);
        assertThat(metric(event, "items_succeeded")).isEqualTo(7);
        assertThat(event.content().asMap().keySet())
                .extracting(AttributeKey::getKey)
                .filteredOn(key -> key.startsWith("honeyhive_inputs."))
                .hasSize(1);
        assertThat(server.events().get(0).parent().getSpanId())
                .isEqualTo(event.span().getSpanId());
    }

    @Test
    void annotatedBatch_doesNotReadAStream() {
        AtomicLong read = new AtomicLong();
        assertThat(server.bean(Clerk.class).streamed(Stream.of(1, 2, 3).filter(number -> read.incrementAndGet() > 0)))
                .isEqualTo(3);

        assertThat(read).hasValue(3);
        assertThat(server.event().get(HoneyHiveAttributes.ITEMS)).isNull();
    }

    @Test
    void whatCannotBe_isRefusedAtOnce() {
        assertThatThrownBy(() -> honeyHive.batch(" ", numbers(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
        assertThatThrownBy(() -> honeyHive.batch("b", numbers(1)).groupsOf(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> honeyHive.batch("b", numbers(1)).parallelism(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }
}
