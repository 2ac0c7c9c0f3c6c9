/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a result tells. */
class OutputsTest {

    static Server server;

    @BeforeAll
    static void start() {
        server = Server.start(Server.Telemetry.ON, Bot.class, Own.class, Broken.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    record Answer(String said, int tokens) {}

    record Poison(String said) {}

    @ApplicationScoped
    static class Own implements ResultExtractor {

        @Override
        public boolean supports(Class<?> type) {
            return type == Answer.class;
        }

        @Override
        public void extract(Object result, ModelResult into) {
            Answer answer = (Answer) result;
            into.text(answer.said()).outputTokens(answer.tokens());
        }
    }

    @ApplicationScoped
    static class Broken implements ResultExtractor {

        @Override
        public boolean supports(Class<?> type) {
            if (type == String[].class) {
                throw new IllegalStateException("broken");
            }
            return type == Poison.class;
        }

        @Override
        public void extract(Object result, ModelResult into) {
            throw new LinkageError("a library of another version");
        }
    }

    @ApplicationScoped
    static class Bot {

        @LLMTraced(kind = Kind.MODEL)
        <T> T model(T result) {
            return result;
        }

        @LLMTraced(kind = Kind.AGENT)
        <T> T agent(T result) {
            return result;
        }

        @LLMTraced(kind = Kind.EMBEDDING)
        <T> T embedding(T result) {
            return result;
        }
    }

    private static ChatResponse response(AiMessage message) {
        return ChatResponse.builder()
                .id("resp-1")
                .modelName("gpt-4o-2024-08-06")
                .aiMessage(message)
                .tokenUsage(new TokenUsage(12, 34))
                .finishReason(FinishReason.STOP)
                .build();
    }

    @Test
    void builtInExtractor_readsALangChain4jResponse() {
        server.bean(Bot.class).model(response(AiMessage.from("Hello.")));

        var attributes = server.span().getAttributes();
        assertThat(attributes.get(GenAiAttributes.RESPONSE_ID)).isEqualTo("resp-1");
        assertThat(attributes.get(GenAiAttributes.RESPONSE_MODEL)).isEqualTo("gpt-4o-2024-08-06");
        assertThat(attributes.get(GenAiAttributes.INPUT_TOKENS)).isEqualTo(12);
        assertThat(attributes.get(GenAiAttributes.OUTPUT_TOKENS)).isEqualTo(34);
        assertThat(attributes.get(GenAiAttributes.FINISH_REASONS)).isEqualTo(List.of("stop"));
        assertThat(GenAiAttributes.FINISH_REASONS.getType()).isEqualTo(AttributeType.STRING_ARRAY);
        assertThat(server.event().get(HoneyHiveAttributes.OUTPUT_CONTENT)).isEqualTo("Hello.");
        assertThat(server.event().get(HoneyHiveAttributes.OUTPUT_FINISH_REASON)).isEqualTo("stop");
    }

    @Test
    void toolCalls_areFlattened_asHoneyHiveStoresThem() {
        server.bean(Bot.class)
                .model(response(AiMessage.from(ToolExecutionRequest.builder()
                        .id("call-1")
                        .name("weather")
                        .arguments("{\"city\":\"Rome\"}")
                        .build())));

        Server.Event event = server.event();
        assertThat(event.content("honeyhive_outputs.tool_calls.0.id")).isEqualTo("call-1");
        assertThat(event.content("honeyhive_outputs.tool_calls.0.name")).isEqualTo("weather");
        assertThat(event.content("honeyhive_outputs.tool_calls.0.arguments")).isEqualTo("{\"city\":\"Rome\"}");
        assertThat(event.get(HoneyHiveAttributes.OUTPUT_CONTENT)).isNull();
    }

    @Test
    void usage_isNotRepeatedByAnAgent_whoseModelCallsTellIt() {
        server.bean(Bot.class).agent(response(AiMessage.from("Hello.")));

        assertThat(server.span().getAttributes().get(GenAiAttributes.INPUT_TOKENS))
                .isNull();
        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).isEqualTo("Hello.");
    }

    @Test
    void absentNumbers_stayAbsent() {
        server.bean(Bot.class)
                .model(ChatResponse.builder().aiMessage(AiMessage.from("x")).build());

        assertThat(server.span().getAttributes().asMap().keySet()).containsExactly(GenAiAttributes.OPERATION_NAME);
    }

    @Test
    void extractorOfTheApplication_isAsked() {
        server.bean(Bot.class).model(new Answer("Own words.", 7));

        assertThat(server.event().get(HoneyHiveAttributes.OUTPUT_CONTENT)).isEqualTo("Own words.");
        assertThat(server.span().getAttributes().get(GenAiAttributes.OUTPUT_TOKENS))
                .isEqualTo(7);
    }

    @Test
    void extractorsThatFail_costNobodyAnything() {
        Poison poison = new Poison("x");
        String[] array = {"a"};

        assertThat(server.bean(Bot.class).model(poison)).isSameAs(poison);
        assertThat(server.bean(Bot.class).model(array)).isSameAs(array);

        assertThat(server.events().get(0).get(HoneyHiveAttributes.OUTPUT_CONTENT))
                .isEqualTo("{\"said\":\"x\"}");
        assertThat(server.events().get(1).get(HoneyHiveAttributes.OUTPUT_CONTENT))
                .isEqualTo("[\"a\"]");
    }

    @Test
    void metadata_isRecordedWithoutContent() {
        server.settings("", new CallSettings(true, CallSettings.Content.NONE, false, 1000, 5, 10));

        server.bean(Bot.class).model(response(AiMessage.from("Hello.")));

        assertThat(server.span().getAttributes().get(GenAiAttributes.INPUT_TOKENS))
                .isEqualTo(12);
        assertThat(server.event().content().asMap().keySet())
                .extracting(AttributeKey::getKey)
                .containsExactlyInAnyOrder("honeyhive_event_type", "honeyhive_event_name");
    }

    @Test
    void vectors_areBounded() {
        server.bean(Bot.class).embedding(new float[1536]);

        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).contains("… 1436 more");
    }
}
