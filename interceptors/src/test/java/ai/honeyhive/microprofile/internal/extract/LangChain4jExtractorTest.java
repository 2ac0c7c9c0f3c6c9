/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ModelResult.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LangChain4jExtractorTest {

    @Test
    void chatResponse_isReadWhole() {
        ModelResult found = Extracted.from(ChatResponse.builder()
                .id("chatcmpl-1")
                .modelName("gpt-4o-2024-08-06")
                .aiMessage(AiMessage.from("Paris"))
                .tokenUsage(new TokenUsage(12, 3))
                .finishReason(FinishReason.STOP)
                .build());

        assertThat(found.responseId()).isEqualTo("chatcmpl-1");
        assertThat(found.model()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(found.text()).isEqualTo("Paris");
        assertThat(found.inputTokens()).isEqualTo(12);
        assertThat(found.outputTokens()).isEqualTo(3);
        assertThat(found.cacheReadTokens()).isNull();
        assertThat(found.finishReasons()).containsExactly("stop");
        assertThat(found.toolCalls()).isEmpty();
    }

    @Test
    void chatResponse_withToolRequests_hasToolCallsAndNoText() {
        ModelResult found = Extracted.from(ChatResponse.builder()
                .aiMessage(AiMessage.from(
                        List.of(request("call_1", "weather", "{\"city\":\"Paris\"}"), request(null, "clock", null))))
                .finishReason(FinishReason.TOOL_EXECUTION)
                .build());

        assertThat(found.text()).isNull();
        assertThat(found.finishReasons()).containsExactly("tool_call");
        assertThat(found.toolCalls())
                .containsExactly(
                        new ToolCall("call_1", "weather", "{\"city\":\"Paris\"}"), new ToolCall(null, "clock", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, stop",
        "LENGTH, length",
        "TOOL_EXECUTION, tool_call",
        "CONTENT_FILTER, content_filter",
        "OTHER, other"
    })
    void everyFinishReason_isInTheWordsOfTheConventions(FinishReason reason, String expected) {
        assertThat(FinishReason.values()).hasSize(5);
        assertThat(Extracted.from(new Response<>("text", null, reason)).finishReasons())
                .containsExactly(expected);
    }

    @Test
    void responseOfMessage_hasTextAndTokens() {
        ModelResult found =
                Extracted.from(new Response<>(AiMessage.from("hi"), new TokenUsage(5, 1), FinishReason.LENGTH));

        assertThat(found.text()).isEqualTo("hi");
        assertThat(found.inputTokens()).isEqualTo(5);
        assertThat(found.outputTokens()).isEqualTo(1);
        assertThat(found.finishReasons()).containsExactly("length");
    }

    @Test
    void responseOfEmbedding_hasTokensOnly() {
        ModelResult found = Extracted.from(new Response<>(Embedding.from(new float[] {1, 2}), new TokenUsage(8), null));

        assertThat(found.inputTokens()).isEqualTo(8);
        assertThat(found.text()).isNull();
        assertThat(found.finishReasons()).isEmpty();
    }

    @Test
    void serviceResult_hasItsOwnTokens_andIdAndModelOfTheLastAnswer() {
        ChatResponse last = ChatResponse.builder()
                .id("chatcmpl-2")
                .modelName("gpt-4o")
                .aiMessage(AiMessage.from("{\"city\":\"Paris\"}"))
                .tokenUsage(new TokenUsage(1, 1))
                .build();
        Result<?> result = Result.<Object>builder()
                .content(new City("Paris"))
                .tokenUsage(new TokenUsage(40, 20))
                .finishReason(FinishReason.STOP)
                .finalResponse(last)
                .build();

        ModelResult found = Extracted.from(result);

        assertThat(found.responseId()).isEqualTo("chatcmpl-2");
        assertThat(found.model()).isEqualTo("gpt-4o");
        assertThat(found.inputTokens()).isEqualTo(40);
        assertThat(found.outputTokens()).isEqualTo(20);
        assertThat(found.text()).isEqualTo("{\"city\":\"Paris\"}");
        assertThat(found.finishReasons()).containsExactly("stop");
    }

    @Test
    void serviceResultOfText_hasTheText() {
        assertThat(Extracted.from(Result.<String>builder().content("Paris").build())
                        .text())
                .isEqualTo("Paris");
    }

    @Test
    void openAiUsage_tellsCachedAndReasoningTokens() {
        ModelResult found = Extracted.from(new Response<>(
                "text",
                OpenAiTokenUsage.builder()
                        .inputTokenCount(100)
                        .inputTokensDetails(OpenAiTokenUsage.InputTokensDetails.builder()
                                .cachedTokens(64)
                                .build())
                        .outputTokenCount(50)
                        .outputTokensDetails(OpenAiTokenUsage.OutputTokensDetails.builder()
                                .reasoningTokens(32)
                                .build())
                        .build(),
                null));

        assertThat(found.inputTokens()).isEqualTo(100);
        assertThat(found.cacheReadTokens()).isEqualTo(64);
        assertThat(found.outputTokens()).isEqualTo(50);
        assertThat(found.reasoningTokens()).isEqualTo(32);
    }

    @Test
    void anthropicUsage_countsCachedTokensAsInput() {
        ModelResult found = Extracted.from(new Response<>(
                "text",
                AnthropicTokenUsage.builder()
                        .inputTokenCount(10)
                        .outputTokenCount(7)
                        .cacheReadInputTokens(200)
                        .cacheCreationInputTokens(30)
                        .build(),
                null));

        assertThat(found.inputTokens()).isEqualTo(240);
        assertThat(found.cacheReadTokens()).isEqualTo(200);
        assertThat(found.cacheCreationTokens()).isEqualTo(30);
        assertThat(found.outputTokens()).isEqualTo(7);
    }

    private static ToolExecutionRequest request(String id, String name, String arguments) {
        return ToolExecutionRequest.builder()
                .id(id)
                .name(name)
                .arguments(arguments)
                .build();
    }

    private record City(String text) {}
}
