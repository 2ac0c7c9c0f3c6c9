/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Masked;
import ai.honeyhive.microprofile.ModelName;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.RetrievedContext;
import ai.honeyhive.microprofile.SessionId;
import ai.honeyhive.microprofile.UserId;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputsTest {

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
        Witness.touched = false;
    }

    /** Tells whether anybody has looked at it. */
    static class Witness {

        static boolean touched;

        public String getText() {
            touched = true;
            return "secret";
        }

        @Override
        public String toString() {
            touched = true;
            return "secret";
        }
    }

    enum Mood {
        GOOD
    }

    @ApplicationScoped
    static class Bot {

        @LLMTraced(kind = Kind.MODEL, model = "default-model")
        String chat(
                @UserId String user,
                @SessionId String session,
                @ModelName String model,
                @Prompt String question,
                @RetrievedContext List<String> documents,
                @Masked Object password,
                @NotCaptured Object secret,
                double temperature) {
            return "answer";
        }

        @LLMTraced
        void scalars(
                boolean flag,
                int count,
                long big,
                float price,
                double exact,
                char letter,
                Mood mood,
                UUID id,
                LocalDate day,
                BigDecimal amount,
                Optional<Integer> maybe,
                Optional<String> not,
                String nothing) {}

        @LLMTraced(inputs = Capture.OFF, output = Capture.OFF)
        Object silent(Object argument) {
            return argument;
        }

        @LLMTraced(inputs = Capture.ON, output = Capture.ON)
        String loud(String argument) {
            return argument;
        }

        @LLMTraced
        String usual(Object argument) {
            return "result";
        }

        @LLMTraced
        void twoPrompts(@Prompt String instructions, @Prompt List<Map<String, String>> messages) {}

        @LLMTraced
        void onSpan(
                @SpanAttribute("app.tenant") String tenant,
                @SpanAttribute int size,
                @SpanAttribute("app.masked") @Masked Object masked,
                @SpanAttribute("app.hidden") @NotCaptured Object hidden) {}
    }

    private void chat(Object password, Object secret) {
        server.bean(Bot.class)
                .chat("ann", "conv-123", "gpt-4o-mini", "Why?", List.of("doc 1", "doc 2"), password, secret, 0.25);
    }

    @Test
    void roles_haveTheirPlaces() {
        chat("p", "s");

        Server.Event event = server.event();
        assertThat(event.get(HoneyHiveAttributes.USER_ID)).isEqualTo("ann");
        // The vector of HoneyHive's contract for the foreign id conv-123.
        assertThat(event.session()).isEqualTo("7f89622c-443d-56d7-9b69-8f607e3c5c3d");
        assertThat(event.get(HoneyHiveAttributes.CHAT_HISTORY)).isEqualTo("[{\"role\":\"user\",\"content\":\"Why?\"}]");
        assertThat(event.get(HoneyHiveAttributes.CONTEXT)).isEqualTo("[\"doc 1\",\"doc 2\"]");
        assertThat(event.content("honeyhive_inputs.password")).isEqualTo("***");
        assertThat(event.content().get(AttributeKey.doubleKey("honeyhive_inputs.temperature")))
                .isEqualTo(0.25);
        assertThat(event.content().asMap().toString()).doesNotContain("secret", "inputs.user", "inputs.model");
    }

    @Test
    void modelParameter_beatsTheAnnotation_andNamesTheSpan() {
        chat("p", "s");

        assertThat(server.span().getName()).isEqualTo("chat gpt-4o-mini");
        assertThat(server.span().getAttributes().get(GenAiAttributes.REQUEST_MODEL))
                .isEqualTo("gpt-4o-mini");
    }

    @Test
    void modelParameterThatIsNull_leavesTheAnnotation() {
        server.bean(Bot.class).chat(null, null, null, null, null, null, null, 0);

        assertThat(server.span().getName()).isEqualTo("chat default-model");
        assertThat(server.event().content().asMap().toString()).doesNotContain("null");
    }

    @Test
    void maskedAndNotCaptured_areNotEvenLookedAt() {
        chat(new Witness(), new Witness());

        assertThat(Witness.touched).isFalse();
    }

    @Test
    void scalars_keepTheirTypes() {
        UUID id = UUID.randomUUID();
        server.bean(Bot.class)
                .scalars(
                        true,
                        7,
                        1L << 60,
                        0.1f,
                        1e-7,
                        'x',
                        Mood.GOOD,
                        id,
                        LocalDate.of(2026, 11, 25),
                        new BigDecimal("0.10000000000000000001"),
                        Optional.of(5),
                        Optional.empty(),
                        null);

        assertThat(server.event().content().asMap())
                .containsEntry(AttributeKey.booleanKey("honeyhive_inputs.flag"), true)
                .containsEntry(AttributeKey.longKey("honeyhive_inputs.count"), 7L)
                .containsEntry(AttributeKey.longKey("honeyhive_inputs.big"), 1L << 60)
                .containsEntry(AttributeKey.doubleKey("honeyhive_inputs.price"), 0.1)
                .containsEntry(AttributeKey.doubleKey("honeyhive_inputs.exact"), 1e-7)
                .containsEntry(AttributeKey.stringKey("honeyhive_inputs.letter"), "x")
                .containsEntry(AttributeKey.stringKey("honeyhive_inputs.mood"), "GOOD")
                .containsEntry(AttributeKey.stringKey("honeyhive_inputs.id"), id.toString())
                .containsEntry(AttributeKey.stringKey("honeyhive_inputs.day"), "2026-11-25")
                .containsEntry(AttributeKey.stringKey("honeyhive_inputs.amount"), "0.10000000000000000001")
                .containsEntry(AttributeKey.longKey("honeyhive_inputs.maybe"), 5L)
                .hasSize(2 + 11);
    }

    @Test
    void promptsOfSeveralParameters_makeOneHistory() {
        server.bean(Bot.class).twoPrompts("Be brief.", List.of(Map.of("role", "system")));

        assertThat(server.event().get(HoneyHiveAttributes.CHAT_HISTORY))
                .isEqualTo("[{\"role\":\"user\",\"content\":\"Be brief.\"},{\"role\":\"system\"}]");
    }

    @Test
    void captureOff_touchesNothing() {
        Witness witness = new Witness();
        assertThat(server.bean(Bot.class).silent(witness)).isSameAs(witness);

        assertThat(Witness.touched).isFalse();
        assertThat(server.event().content().size()).isEqualTo(2);
    }

    @Test
    void contentMetadata_leavesContentToTheAnnotation() {
        server.settings("", new CallSettings(true, CallSettings.Content.METADATA, false, 1000, 5, 10));

        server.bean(Bot.class).usual(new Witness());
        server.bean(Bot.class).loud("heard");

        assertThat(Witness.touched).isFalse();
        assertThat(server.events().get(0).get(HoneyHiveAttributes.RESULT)).isNull();
        assertThat(server.events().get(1).content("honeyhive_inputs.argument")).isEqualTo("heard");
        assertThat(server.events().get(1).get(HoneyHiveAttributes.RESULT)).isEqualTo("heard");
    }

    @Test
    void contentNone_beatsTheAnnotation_butNotTheUserAndSession() {
        server.settings("", new CallSettings(true, CallSettings.Content.NONE, false, 1000, 5, 10));

        server.bean(Bot.class).loud("unheard");
        chat("p", "s");

        assertThat(server.events().get(0).content().size()).isEqualTo(2);
        assertThat(server.events().get(1).get(HoneyHiveAttributes.USER_ID)).isEqualTo("ann");
        assertThat(server.events().get(1).get(HoneyHiveAttributes.CHAT_HISTORY)).isNull();
    }

    @Test
    void inactiveTracer_touchesNothing_andLeavesTheSpanToTheServer() {
        server.settings("", CallSettings.OFF);

        server.bean(Bot.class).usual(new Witness());
        chat(new Witness(), new Witness());

        assertThat(Witness.touched).isFalse();
        assertThat(server.events()).isEmpty();
        assertThat(server.spans())
                .extracting(span -> span.getName())
                .containsExactly("Bot.usual", "chat default-model");
    }

    @Test
    void spanAttributeParameters_standOnTheSpan_unlessHidden() {
        server.bean(Bot.class).onSpan("acme", 3, new Witness(), new Witness());

        assertThat(server.span().getAttributes().asMap())
                .isEqualTo(Map.of(
                        AttributeKey.stringKey("app.tenant"), "acme",
                        AttributeKey.longKey("size"), 3L,
                        AttributeKey.stringKey("app.masked"), "***"));
        assertThat(Witness.touched).isFalse();
    }

    @Test
    void longArgument_isCut_andSaidToBe() {
        server.settings("", new CallSettings(true, CallSettings.Content.FULL, false, 100, 5, 10));

        server.bean(Bot.class).usual("x".repeat(10_000_000));

        assertThat(server.event().content("honeyhive_inputs.argument")).isEqualTo("x".repeat(97) + "…");
        assertThat(server.event().get(HoneyHiveAttributes.CONTENT_TRUNCATED)).isTrue();
    }
}
