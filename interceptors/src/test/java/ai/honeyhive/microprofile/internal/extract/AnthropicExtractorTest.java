/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ModelResult.ToolCall;
import com.anthropic.core.ObjectMappers;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.StructuredMessage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON follows the examples of Anthropic's API reference. */
class AnthropicExtractorTest {

    private static final String MESSAGE = """
            {"id": "msg_013Z", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5",
             "content": [
               {"type": "thinking", "thinking": "hm", "signature": "s"},
               {"type": "text", "text": "Hi! "},
               {"type": "text", "text": "I'm Claude."}],
             "stop_reason": "end_turn", "stop_sequence": null,
             "usage": {"input_tokens": 50, "cache_read_input_tokens": 100000, "cache_creation_input_tokens": 248,
               "output_tokens": 503, "output_tokens_details": {"thinking_tokens": 400}}}
            """;

    @Test
    void message_isReadWhole_andCachedTokensCountAsInput() throws IOException {
        assertWhole(Extracted.from(message(MESSAGE)));
    }

    @Test
    void structuredMessage_isReadLikeAPlainOne() throws IOException {
        assertWhole(Extracted.from(new StructuredMessage<>(Object.class, message(MESSAGE))));
    }

    private static void assertWhole(ModelResult found) {
        assertThat(found.responseId()).isEqualTo("msg_013Z");
        assertThat(found.model()).isEqualTo("claude-sonnet-4-5");
        assertThat(found.text()).isEqualTo("Hi! I'm Claude.");
        assertThat(found.inputTokens()).isEqualTo(100_298);
        assertThat(found.cacheReadTokens()).isEqualTo(100_000);
        assertThat(found.cacheCreationTokens()).isEqualTo(248);
        assertThat(found.outputTokens()).isEqualTo(503);
        assertThat(found.reasoningTokens()).isEqualTo(400);
        assertThat(found.finishReasons()).containsExactly("stop");
    }

    @Test
    void messageWithoutCache_hasItsInputTokens() throws IOException {
        ModelResult found = Extracted.from(message("{\"usage\": {\"input_tokens\": 9, \"output_tokens\": 2}}"));

        assertThat(found.inputTokens()).isEqualTo(9);
        assertThat(found.cacheReadTokens()).isNull();
        assertThat(found.cacheCreationTokens()).isNull();
    }

    @Test
    void toolUse_hasItsArgumentsAsJson() throws IOException {
        String input = """
                {"city":"Paris \\"75\\"\\\\\\n\\u0001é","days":[1,2.5,-3],"nested":{"yes":true,"no":false,"none":null},"empty":{},"list":[]}""";
        ModelResult found = Extracted.from(message("{\"stop_reason\": \"tool_use\", \"content\": ["
                + "{\"type\": \"tool_use\", \"id\": \"toolu_1\", \"name\": \"weather\", \"input\": " + input + "}]}"));

        assertThat(found.finishReasons()).containsExactly("tool_call");
        assertThat(found.text()).isNull();
        assertThat(found.toolCalls()).hasSize(1);
        ToolCall call = found.toolCalls().get(0);
        assertThat(call.id()).isEqualTo("toolu_1");
        assertThat(call.name()).isEqualTo("weather");
        assertThat(ObjectMappers.jsonMapper().readTree(call.arguments()))
                .isEqualTo(ObjectMappers.jsonMapper().readTree(input));
    }

    @Test
    void argumentsNestedWithoutReason_areCutAndStayJson() throws IOException {
        String input = "[".repeat(500) + "]".repeat(500);
        ModelResult found = Extracted.from(
                message("{\"content\": [{\"type\": \"tool_use\", \"name\": \"deep\", \"input\": " + input + "}]}"));

        assertThat(found.toolCalls().get(0).arguments()).isEqualTo("[".repeat(100) + "null" + "]".repeat(100));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, stop",
        "stop_sequence, stop",
        "max_tokens, length",
        "model_context_window_exceeded, length",
        "tool_use, tool_call",
        "refusal, content_filter",
        "pause_turn, pause_turn"
    })
    void everyStopReason_isInTheWordsOfTheConventions(String reason, String expected) throws IOException {
        assertThat(Extracted.from(message("{\"stop_reason\": \"" + reason + "\"}"))
                        .finishReasons())
                .containsExactly(expected);
    }

    private static Message message(String json) throws IOException {
        return ObjectMappers.jsonMapper().readValue(json, Message.class);
    }
}
