/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Results that come in pieces. */
class StreamedResultsTest {

    static Server server;

    @BeforeAll
    static void start() {
        server = Server.start(Server.Telemetry.ON, Bot.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @ApplicationScoped
    static class Bot {

        @LLMTraced(kind = Kind.MODEL, model = "m")
        Flow.Publisher<String> flow(Flow.Publisher<String> result) {
            return result;
        }

        @LLMTraced(kind = Kind.MODEL, model = "m")
        Publisher<String> reactive(Publisher<String> result) {
            return result;
        }

        @LLMTraced(kind = Kind.MODEL, model = "m")
        Multi<String> multi(Multi<String> result) {
            return result;
        }

        @LLMTraced
        SubmissionPublisher<String> ofAClass(SubmissionPublisher<String> result) {
            return result;
        }

        @LLMTraced
        UnicastProcessor<String> processor(UnicastProcessor<String> result) {
            return result;
        }

        @LLMTraced
        <T> Stream<T> stream(Stream<T> result) {
            return result;
        }

        @LLMTraced
        void other() {}
    }

    /** A source that answers on the thread that asks, and tells in which context it does. */
    private static final class Source implements Flow.Publisher<String> {

        private final List<String> items;
        private final RuntimeException failure;
        private final List<SpanContext> contexts = new ArrayList<>();
        private boolean cancelled;

        Source(RuntimeException failure, String... items) {
            this.failure = failure;
            this.items = List.of(items);
        }

        @Override
        public void subscribe(Flow.Subscriber<? super String> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {

                private int next;

                @Override
                public void request(long n) {
                    contexts.add(Span.current().getSpanContext());
                    for (long i = 0; i < n && next < items.size() && !cancelled; i++) {
                        subscriber.onNext(items.get(next++));
                    }
                    if (next == items.size() && !cancelled) {
                        next++;
                        end();
                    }
                }

                private void end() {
                    if (failure == null) {
                        subscriber.onComplete();
                        // A careless source says so twice.
                        subscriber.onComplete();
                    } else {
                        subscriber.onError(failure);
                    }
                }

                @Override
                public void cancel() {
                    cancelled = true;
                }
            });
        }
    }

    /** Takes what comes, and tells in which context it did. */
    private static final class Taker implements Flow.Subscriber<String> {

        private final List<String> taken = new ArrayList<>();
        private final List<SpanContext> contexts = new ArrayList<>();
        private Flow.Subscription subscription;
        private Throwable failure;
        private int completions;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void onNext(String item) {
            taken.add(item);
            contexts.add(Span.current().getSpanContext());
        }

        @Override
        public void onError(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public void onComplete() {
            completions++;
        }
    }

    @Test
    void publisher_endsTheCallWhenItCompletes_withTheTextOfItsPieces() {
        Taker taker = new Taker();
        server.bean(Bot.class).flow(new Source(null, "To ", "be")).subscribe(taker);
        assertThat(server.spans()).isEmpty();

        taker.subscription.request(10);

        assertThat(taker.taken).containsExactly("To ", "be");
        assertThat(taker.completions).isEqualTo(2);
        assertThat(server.event().get(HoneyHiveAttributes.OUTPUT_CONTENT)).isEqualTo("To be");
        assertThat(server.span().getAttributes().get(GenAiAttributes.TIME_TO_FIRST_CHUNK))
                .isBetween(1e-9, 60.0);
        assertThat(server.event().get(HoneyHiveAttributes.TIME_TO_FIRST_TOKEN)).isBetween(1e-6, 60_000.0);
        assertThat(server.span().getAttributes().get(GenAiAttributes.REQUEST_STREAM))
                .isTrue();
    }

    @Test
    void publishersFailure_failsTheCall_andReachesTheSubscriber() {
        IllegalStateException failure = new IllegalStateException("connection lost");
        Taker taker = new Taker();
        server.bean(Bot.class).flow(new Source(failure, "half")).subscribe(taker);

        taker.subscription.request(10);

        assertThat(taker.failure).isSameAs(failure);
        assertThat(server.event().get(HoneyHiveAttributes.ERROR)).isEqualTo("connection lost");
        assertThat(server.event().get(HoneyHiveAttributes.OUTPUT_CONTENT)).isEqualTo("half");
    }

    @Test
    void cancellation_endsTheCall_andReachesTheSource() {
        Source source = new Source(null, "one", "two");
        Taker taker = new Taker();
        server.bean(Bot.class).flow(source).subscribe(taker);
        taker.subscription.request(1);

        taker.subscription.cancel();

        assertThat(source.cancelled).isTrue();
        assertThat(server.event().get(HoneyHiveAttributes.CANCELLED)).isTrue();
        assertThat(server.event().get(HoneyHiveAttributes.OUTPUT_CONTENT)).isEqualTo("one");
    }

    @Test
    void sourceRunsInTheCallsContext_andTheSubscriberInItsOwn() {
        Source source = new Source(null, "one");
        Taker taker = new Taker();
        Span request = server.tracer().spanBuilder("request").startSpan();
        try (Scope ignored = request.makeCurrent()) {
            server.bean(Bot.class).flow(source).subscribe(taker);
            taker.subscription.request(1);
        } finally {
            request.end();
        }

        assertThat(source.contexts).containsExactly(server.event().span());
        assertThat(taker.contexts).containsExactly(request.getSpanContext());
    }

    @Test
    void reactiveStreamsPublisher_isFollowedAlike() {
        List<String> taken = new ArrayList<>();
        Publisher<String> returned = server.bean(Bot.class)
                .reactive(subscriber -> subscriber.onSubscribe(new Subscription() {
                    @Override
                    public void request(long n) {
                        subscriber.onNext("a");
                        subscriber.onNext("b");
                        subscriber.onComplete();
                    }

                    @Override
                    public void cancel() {}
                }));

        returned.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(String item) {
                taken.add(item);
            }

            @Override
            public void onError(Throwable error) {
                throw new AssertionError(error);
            }

            @Override
            public void onComplete() {
                taken.add("end");
            }
        });

        assertThat(taken).containsExactly("a", "b", "end");
        assertThat(server.event().get(HoneyHiveAttributes.OUTPUT_CONTENT)).isEqualTo("ab");
    }

    @Test
    void multi_isFollowedAlike() {
        Multi<String> returned = server.bean(Bot.class).multi(Multi.createFrom().items("a", "b"));
        assertThat(server.spans()).isEmpty();

        assertThat(returned.collect().asList().await().indefinitely()).containsExactly("a", "b");

        assertThat(server.event().get(HoneyHiveAttributes.OUTPUT_CONTENT)).isEqualTo("ab");
        assertThat(server.span().getAttributes().get(GenAiAttributes.TIME_TO_FIRST_CHUNK))
                .isPositive();
    }

    @Test
    void multiOfWhichTheFirstIsEnough_isCancelled() {
        Multi<String> returned = server.bean(Bot.class).multi(Multi.createFrom().items("a", "b"));

        assertThat(returned.toUni().await().indefinitely()).isEqualTo("a");

        assertThat(server.event().get(HoneyHiveAttributes.CANCELLED)).isTrue();
    }

    @Test
    void classesThatACallerCountsOn_areHandedBackUnchanged() {
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 8);
        UnicastProcessor<String> processor = UnicastProcessor.create();

        assertThat(server.bean(Bot.class).ofAClass(publisher)).isSameAs(publisher);
        assertThat(server.bean(Bot.class).processor(processor)).isSameAs(processor);

        assertThat(server.events()).hasSize(2);
    }

    @Test
    void stream_isLeftUnconsumed_andEndsTheCallWhenItIsExhausted() {
        AtomicInteger made = new AtomicInteger();
        Stream<Integer> returned = server.bean(Bot.class).stream(
                Stream.generate(made::incrementAndGet).limit(3));
        assertThat(made).hasValue(0);
        assertThat(server.spans()).isEmpty();

        assertThat(returned.map(i -> i * 2).toList()).containsExactly(2, 4, 6);

        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).isEqualTo("[1,2,3]");
    }

    @Test
    void streamThatIsClosedHalfRead_endsTheCall_andIsClosedItself() {
        AtomicInteger closed = new AtomicInteger();
        try (Stream<String> returned =
                server.bean(Bot.class).stream(Stream.of("a", "b", "c").onClose(closed::incrementAndGet))) {
            assertThat(returned.findFirst()).hasValue("a");
        }

        assertThat(closed).hasValue(1);
        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).isEqualTo("a");
        assertThat(server.event().failed()).isFalse();
    }

    @Test
    void streamThatIsDroppedHalfRead_isRecordedInTheEnd() {
        assertThat(server.bean(Bot.class).stream(Stream.of("a", "b")).findFirst())
                .hasValue("a");

        Garbage.untilCollected(() -> {
            server.bean(Bot.class).other();
            return server.events().stream()
                    .anyMatch(event -> Boolean.TRUE.equals(event.get(HoneyHiveAttributes.ABANDONED))
                            && "a".equals(event.get(HoneyHiveAttributes.RESULT)));
        });
    }

    @Test
    void publisherThatIsDropped_livesOnInItsSubscription() {
        Taker taker = new Taker();
        server.bean(Bot.class).flow(new Source(null, "a")).subscribe(taker);

        Garbage.collect();
        server.bean(Bot.class).other();
        assertThat(server.events()).hasSize(1);
        taker.subscription.request(1);

        assertThat(server.events().get(1).get(HoneyHiveAttributes.ABANDONED)).isNull();
        assertThat(server.events().get(1).get(HoneyHiveAttributes.OUTPUT_CONTENT))
                .isEqualTo("a");
    }

    @Test
    void streamsFailure_failsTheCall() {
        Stream<String> returned = server.bean(Bot.class).stream(Stream.of("a").map(item -> {
            throw new IllegalStateException("source broken");
        }));

        assertThatThrownBy(returned::toList).hasMessage("source broken");

        assertThat(server.event().get(HoneyHiveAttributes.ERROR)).isEqualTo("source broken");
    }

    @Test
    void consumersFailure_isNoneOfTheCalls() {
        Stream<String> returned = server.bean(Bot.class).stream(Stream.of("a", "b"));

        assertThatThrownBy(() -> returned.forEach(item -> {
                    throw new IllegalStateException("consumer broken");
                }))
                .hasMessage("consumer broken");

        assertThat(server.event().failed()).isFalse();
        assertThat(server.event().get(HoneyHiveAttributes.ERROR)).isNull();
    }

    @Test
    void parallelStream_givesAllItsElements() {
        Stream<Integer> returned = server.bean(Bot.class).stream(
                Stream.iterate(0, i -> i + 1).limit(1000).parallel());

        assertThat(returned.mapToInt(Integer::intValue).sum()).isEqualTo(499_500);
        assertThat(server.events()).hasSize(1);
    }

    @Test
    void endlessText_isCollectedUpToTheLimit() {
        server.settings("", new CallSettings(true, CallSettings.Content.FULL, false, 100, 5, 10));

        long count = server.bean(Bot.class).stream(
                        Stream.generate(() -> "0123456789").limit(100_000))
                .count();

        assertThat(count).isEqualTo(100_000);
        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).hasSize(100);
        assertThat(server.event().get(HoneyHiveAttributes.CONTENT_TRUNCATED)).isTrue();
    }
}
