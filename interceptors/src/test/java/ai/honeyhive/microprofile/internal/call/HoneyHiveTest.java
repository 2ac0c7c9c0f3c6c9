/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The programmatic twin, and enriching. */
class HoneyHiveTest {

    static Server server;

    @BeforeAll
    static void start() {
        server = Server.start(Server.Telemetry.ON, Bot.class);
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

    @ApplicationScoped
    static class Bot {

        @Inject
        HoneyHive honeyHive;

        @LLMTraced(kind = Kind.MODEL)
        String enriching() {
            honeyHive
                    .currentEvent()
                    .metadata("tenant", "acme")
                    .metric("support", 0.8)
                    .metric("ok", true)
                    .feedback("rating", 5)
                    .userProperty("plan", "gold")
                    .input("extra", List.of(1, 2))
                    .output("steps", Map.of("n", 3))
                    .config("temperature", 0.2)
                    .usage(12, 34)
                    .metadata("nothing", null);
            return "done";
        }
    }

    @Test
    void describedCall_isRecordedLikeAnAnnotatedOne() {
        String answer = honeyHive
                .trace("rephrase")
                .kind(Kind.MODEL)
                .provider("openai")
                .model("gpt-4o-mini")
                .importance(Importance.CRITICAL)
                .userId("ann")
                .sessionId("conv-123")
                .prompt("Why?")
                .retrievedContext(List.of("doc"))
                .input("temperature", 0.2)
                .input("nothing", null)
                .call(() -> "Because.");

        assertThat(answer).isEqualTo("Because.");
        Server.Event event = server.event();
        assertThat(event.name()).isEqualTo("chat gpt-4o-mini");
        assertThat(event.get(HoneyHiveAttributes.EVENT_NAME)).isEqualTo("rephrase");
        assertThat(event.get(HoneyHiveAttributes.USER_ID)).isEqualTo("ann");
        assertThat(event.session()).isEqualTo("7f89622c-443d-56d7-9b69-8f607e3c5c3d");
        assertThat(event.get(HoneyHiveAttributes.CHAT_HISTORY)).isEqualTo("[{\"role\":\"user\",\"content\":\"Why?\"}]");
        assertThat(event.get(HoneyHiveAttributes.CONTEXT)).isEqualTo("[\"doc\"]");
        assertThat(event.content().get(AttributeKey.doubleKey("honeyhive_inputs.temperature")))
                .isEqualTo(0.2);
        assertThat(event.get(HoneyHiveAttributes.OUTPUT_CONTENT)).isEqualTo("Because.");
    }

    @Test
    void checkedException_leavesInItsOwnType_asTheSameObject() {
        IOException failure = new IOException("down");

        assertThatThrownBy(() -> ask(failure)).isSameAs(failure);

        assertThat(server.event().get(HoneyHiveAttributes.ERROR)).isEqualTo("down");
    }

    /** Compiles without a catch: the type of the exception goes through. */
    private String ask(IOException failure) throws IOException {
        return honeyHive.trace("ask").call(() -> {
            throw failure;
        });
    }

    @Test
    void workThatReturnsNothing_isRecorded() {
        honeyHive.trace("clean up").run(() -> honeyHive.currentEvent().metadata("done", true));

        assertThat(server.event().content().get(AttributeKey.booleanKey("honeyhive_metadata.done")))
                .isTrue();
        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).isNull();
    }

    @Test
    void resultsThatComeLater_areFollowed() {
        CompletableFuture<String> work = new CompletableFuture<>();
        assertThat(honeyHive.trace("later").<CompletableFuture<String>, RuntimeException>call(() -> work))
                .isSameAs(work);
        assertThat(server.events()).isEmpty();
        work.complete("x");
        Stream<String> stream = honeyHive.trace("pieces").call(() -> Stream.of("a", "b"));
        assertThat(server.events()).hasSize(1);
        assertThat(stream.toList()).containsExactly("a", "b");
        Multi<String> multi =
                honeyHive.trace("multi").call(() -> Multi.createFrom().items("c"));
        assertThat(server.events()).hasSize(2);
        assertThat(multi.collect().first().await().indefinitely()).isEqualTo("c");

        assertThat(server.events()).hasSize(3);
        assertThat(server.events().get(1).get(HoneyHiveAttributes.RESULT)).isEqualTo("ab");
    }

    @Test
    void publisherOfAPublicClass_staysOne() {
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>();

        SubmissionPublisher<String> returned = honeyHive.trace("publish").call(() -> publisher);

        assertThat(returned).isSameAs(publisher);
        publisher.close();
    }

    @Test
    void blankName_isRefused() {
        assertThatThrownBy(() -> honeyHive.trace(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void currentEvent_takesWhatItIsTold_inItsBuckets() {
        server.bean(Bot.class).enriching();

        assertThat(server.event().content().asMap())
                .containsEntry(AttributeKey.stringKey("honeyhive_metadata.tenant"), "acme")
                .containsEntry(AttributeKey.doubleKey("honeyhive_metrics.support"), 0.8)
                .containsEntry(AttributeKey.booleanKey("honeyhive_metrics.ok"), true)
                .containsEntry(AttributeKey.longKey("honeyhive_feedback.rating"), 5L)
                .containsEntry(AttributeKey.stringKey("honeyhive_user_properties.plan"), "gold")
                .containsEntry(AttributeKey.stringKey("honeyhive_inputs.extra"), "[1,2]")
                .containsEntry(AttributeKey.stringKey("honeyhive_outputs.steps"), "{\"n\":3}")
                .containsEntry(AttributeKey.doubleKey("honeyhive_config.temperature"), 0.2)
                .containsEntry(GenAiAttributes.INPUT_TOKENS, 12L)
                .containsEntry(GenAiAttributes.OUTPUT_TOKENS, 34L)
                .doesNotContainKey(AttributeKey.stringKey("honeyhive_metadata.nothing"));
        assertThat(server.span().getAttributes().get(GenAiAttributes.INPUT_TOKENS))
                .isEqualTo(12);
    }

    @Test
    void currentEvent_outsideAnyCall_ignoresWhatItIsTold() {
        assertThat(honeyHive.currentEvent().metadata("k", "v").usage(1, 2).error("e"))
                .isNotNull();

        assertThat(server.events()).isEmpty();
    }

    @Test
    void currentEvent_insideASpanOfSomebodyElse_isThatOfTheCallAroundIt() {
        honeyHive.trace("outer").run(() -> {
            Span foreign = server.tracer().spanBuilder("db").startSpan();
            try (Scope ignored = foreign.makeCurrent()) {
                honeyHive.currentEvent().metric("rows", 3).usage(1, 2);
            } finally {
                foreign.end();
            }
        });

        assertThat(server.event().content().get(AttributeKey.longKey("honeyhive_metrics.rows")))
                .isEqualTo(3);
        assertThat(server.spans().get(0).getAttributes().isEmpty()).isTrue();
    }

    @Test
    void lastValueWins_whateverItsType_andLateOnesAreLost() {
        HoneyHive.Event[] event = new HoneyHive.Event[1];
        honeyHive.trace("t").run(() -> {
            event[0] = honeyHive.currentEvent();
            event[0].metric("score", 1).metric("score", "high");
        });
        event[0].metric("late", 1);

        assertThat(server.event().content().asMap())
                .containsEntry(AttributeKey.stringKey("honeyhive_metrics.score"), "high")
                .doesNotContainKey(AttributeKey.longKey("honeyhive_metrics.score"));
    }

    @Test
    void endlessEnriching_isBounded() {
        honeyHive.trace("loop").run(() -> {
            for (int i = 0; i < 5_000; i++) {
                honeyHive.currentEvent().metadata("k" + i, i);
            }
        });

        assertThat(server.event().content().size()).isEqualTo(CallContent.MOST + 2);
    }

    @Test
    void errorOfTheEvent_doesNotFailTheCall() {
        honeyHive.trace("t").run(() -> honeyHive.currentEvent().error("not grounded"));

        assertThat(server.event().get(HoneyHiveAttributes.ERROR)).isEqualTo("not grounded");
        assertThat(server.event().failed()).isFalse();
    }

    @Test
    void contentNone_keepsInputsAndOutputsOut_butNotMetrics() {
        server.settings("", new CallSettings(true, CallSettings.Content.NONE, false, 1000, 5, 10));

        server.bean(Bot.class).enriching();

        assertThat(server.event().content().asMap().keySet())
                .extracting(AttributeKey::getKey)
                .contains("honeyhive_metrics.support")
                .noneMatch(name -> name.startsWith("honeyhive_inputs.") || name.startsWith("honeyhive_outputs."));
    }

    @Test
    void tracerOfTheCallAround_isInherited_andAnUnknownOneRecordsNothing() {
        server.settings("payments", Server.DEFAULTS);
        honeyHive
                .trace("outer")
                .tracer("payments")
                .run(() -> honeyHive
                        .trace("inner")
                        .run(() -> assertThat(TracedCall.from(Context.current()).tracer())
                                .isEqualTo("payments")));
        assertThat(server.events()).hasSize(2);
        server.reset();

        honeyHive
                .trace("outer")
                .tracer("unknown")
                .run(() -> honeyHive.trace("inner").run(() -> {}));

        assertThat(server.events()).isEmpty();
    }
}
