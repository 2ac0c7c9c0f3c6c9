/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.LLMTraced;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results that come later. */
class AsyncResultsTest {

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

        @LLMTraced
        CompletionStage<String> stage(CompletionStage<String> result) {
            return result;
        }

        @LLMTraced
        CompletableFuture<String> future(CompletableFuture<String> result) {
            return result;
        }

        @LLMTraced
        CompletionStage<String> throwing() {
            throw new IllegalStateException("not even begun");
        }

        @LLMTraced
        Future<String> plainFuture(Future<String> result) {
            return result;
        }

        @LLMTraced
        Object anything(Object result) {
            return result;
        }

        @LLMTraced
        Uni<String> uni(Uni<String> result) {
            return result;
        }
    }

    @Test
    void stage_endsTheCallWhenItCompletes() {
        CompletableFuture<String> work = new CompletableFuture<>();

        CompletionStage<String> returned = server.bean(Bot.class).stage(work);

        assertThat(returned).isSameAs(work);
        assertThat(server.spans()).isEmpty();
        work.complete("later");
        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).isEqualTo("later");
        assertThat(Span.current()).isSameAs(Span.getInvalid());
    }

    @Test
    void completedStage_endsTheCallAtOnce() {
        server.bean(Bot.class).stage(CompletableFuture.completedFuture("now"));

        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).isEqualTo("now");
    }

    @Test
    void failedStage_failsTheCall_withWhatFailed() {
        CompletableFuture<String> work = new CompletableFuture<>();
        server.bean(Bot.class).stage(work.thenApply(value -> value));

        work.completeExceptionally(new IllegalArgumentException("bad prompt"));

        assertThat(server.span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(server.span().getAttributes().get(GenAiAttributes.ERROR_TYPE))
                .isEqualTo("java.lang.IllegalArgumentException");
        assertThat(server.event().get(HoneyHiveAttributes.ERROR)).isEqualTo("bad prompt");
        assertThat(server.event().failed()).isTrue();
    }

    @Test
    void methodThatThrowsInsteadOfReturning_endsTheCall() {
        assertThatThrownBy(() -> server.bean(Bot.class).throwing()).hasMessage("not even begun");

        assertThat(server.event().failed()).isTrue();
    }

    @Test
    void cancelledFuture_isCancelledItself_andEndsTheCallWithoutError() {
        CompletableFuture<String> work = new CompletableFuture<>();

        server.bean(Bot.class).future(work).cancel(true);

        assertThat(work).isCancelled();
        assertThat(server.event().get(HoneyHiveAttributes.CANCELLED)).isTrue();
        assertThat(server.event().failed()).isFalse();
        assertThat(server.span().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void nullInsteadOfAStage_endsTheCall() {
        assertThat(server.bean(Bot.class).stage(null)).isNull();

        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).isNull();
    }

    @Test
    void futureThatCannotBeFollowed_endsTheCallAtReturn() {
        FutureTask<String> work = new FutureTask<>(() -> "never run");

        assertThat(server.bean(Bot.class).plainFuture(work)).isSameAs(work);

        assertThat(server.event().content().asMap().toString()).doesNotContain("never run");
    }

    @Test
    void runTimeClassCounts_whereTheReturnTypeSaysNothing() {
        CompletableFuture<String> work = new CompletableFuture<>();

        assertThat(server.bean(Bot.class).anything(work)).isSameAs(work);

        assertThat(server.spans()).isEmpty();
        work.complete("done");
        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).isEqualTo("done");
    }

    @Test
    void workOnAnotherThread_hasTheCallAsParent_whereItsContextIsTaken() throws Exception {
        AtomicReference<SpanContext> seen = new AtomicReference<>();
        AtomicReference<Thread> thread = new AtomicReference<>();
        Executor another = task -> {
            thread.set(new Thread(task));
            thread.get().start();
        };
        server.honeyHive().trace("outer").call(() -> {
            Executor executor = Context.current().wrap(another);
            return CompletableFuture.supplyAsync(
                    () -> {
                        seen.set(Span.current().getSpanContext());
                        return "x";
                    },
                    executor);
        });

        // Not the future: it is done before those who wait for it have heard of it.
        thread.get().join();

        assertThat(seen.get()).isEqualTo(server.event().span());
    }

    @Test
    void abandonedStage_isRecorded_whenItIsNobodysAnyMore() throws Exception {
        server.bean(Bot.class).stage(new CompletableFuture<>());

        Garbage.untilCollected(() -> {
            server.bean(Bot.class).anything("another call");
            return server.events().stream()
                    .anyMatch(event -> Boolean.TRUE.equals(event.get(HoneyHiveAttributes.ABANDONED)));
        });
    }

    @Test
    void stageThatSomebodyHolds_isNotAbandoned() {
        CompletableFuture<String> work = new CompletableFuture<>();
        server.bean(Bot.class).stage(work);

        Garbage.collect();
        server.bean(Bot.class).anything("another call");

        assertThat(server.events()).hasSize(1);
        work.complete("late");
        assertThat(server.events().get(1).get(HoneyHiveAttributes.RESULT)).isEqualTo("late");
    }

    @Test
    void uni_endsTheCallWithItsItem() {
        AtomicReference<UniEmitter<? super String>> emitter = new AtomicReference<>();
        Uni<String> returned = server.bean(Bot.class).uni(Uni.createFrom().emitter(one -> emitter.set(one)));
        CompletableFuture<String> received = returned.subscribeAsCompletionStage();
        assertThat(server.spans()).isEmpty();

        emitter.get().complete("item");

        assertThat(received.join()).isEqualTo("item");
        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).isEqualTo("item");
    }

    @Test
    void failedUni_failsTheCall_andItsSubscriberGetsTheFailure() {
        IllegalStateException failure = new IllegalStateException("uni failed");
        Uni<String> returned = server.bean(Bot.class).uni(Uni.createFrom().failure(failure));

        assertThatThrownBy(() -> returned.subscribeAsCompletionStage().join())
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);

        assertThat(server.event().get(HoneyHiveAttributes.ERROR)).isEqualTo("uni failed");
    }

    @Test
    void cancelledUni_endsTheCall() {
        Uni<String> returned = server.bean(Bot.class).uni(Uni.createFrom().nothing());

        returned.subscribe().with(item -> {}).cancel();

        assertThat(server.event().get(HoneyHiveAttributes.CANCELLED)).isTrue();
    }

    @Test
    void uniThatNobodySubscribes_isRecordedInTheEnd() throws Exception {
        server.bean(Bot.class).uni(Uni.createFrom().item("never asked for"));

        Garbage.untilCollected(() -> {
            server.bean(Bot.class).anything("another call");
            return server.events().stream()
                    .anyMatch(event -> Boolean.TRUE.equals(event.get(HoneyHiveAttributes.ABANDONED)));
        });
    }

    @Test
    void callsThatRunAtShutdown_areRecorded() {
        CompletableFuture<String> work = new CompletableFuture<>();
        Server another = Server.start(Server.Telemetry.ON, Bot.class);
        another.bean(Bot.class).stage(work);

        another.close();

        assertThat(another.event().get(HoneyHiveAttributes.ABANDONED)).isTrue();
        assertThat(another.event().content().get(AttributeKey.stringKey("honeyhive_error")))
                .isNull();
        work.complete("too late");
        assertThat(another.events()).hasSize(1);
    }
}
