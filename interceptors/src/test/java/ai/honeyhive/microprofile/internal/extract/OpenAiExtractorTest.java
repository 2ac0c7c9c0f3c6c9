/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ModelResult.ToolCall;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON follows the examples of OpenAI's API reference. */
class OpenAiExtractorTest {

    private static final String CHAT = """
            {"id": "chatcmpl-B9MB", "object": "chat.completion", "created": 1741569952, "model": "gpt-4.1-2025-04-14",
             "choices": [
               {"index": 0, "message": {"role": "assistant", "content": "Hello!", "refusal": null},
                "finish_reason": "stop"},
               {"index": 1, "message": {"role": "assistant", "content": "Hi!"}, "finish_reason": "length"}],
             "usage": {"prompt_tokens": 1019, "completion_tokens": 110, "total_tokens": 1129,
               "prompt_tokens_details": {"cached_tokens": 1000, "audio_tokens": 0},
               "completion_tokens_details": {"reasoning_tokens": 64}}}
            """;

    @Test
    void chatCompletion_isReadWhole() throws IOException {
        assertWhole(Extracted.from(chat(CHAT)));
    }

    @Test
    void structuredChatCompletion_isReadLikeAPlainOne() throws IOException {
        assertWhole(Extracted.from(new StructuredChatCompletion<>(Object.class, chat(CHAT))));
    }

    private static void assertWhole(ModelResult found) {
        assertThat(found.responseId()).isEqualTo("chatcmpl-B9MB");
        assertThat(found.model()).isEqualTo("gpt-4.1-2025-04-14");
        assertThat(found.text()).isEqualTo("Hello!");
        assertThat(found.inputTokens()).isEqualTo(1019);
        assertThat(found.cacheReadTokens()).isEqualTo(1000);
        assertThat(found.cacheCreationTokens()).isNull();
        assertThat(found.outputTokens()).isEqualTo(110);
        assertThat(found.reasoningTokens()).isEqualTo(64);
        assertThat(found.finishReasons()).containsExactly("stop", "length");
    }

    @Test
    void toolCallsOfBothKinds_areRead() throws IOException {
        ModelResult found = Extracted.from(chat("""
                        {"id": "c", "model": "gpt-4o", "choices": [{"index": 0, "finish_reason": "tool_calls",
                          "message": {"role": "assistant", "content": null, "tool_calls": [
                            {"id": "call_1", "type": "function",
                             "function": {"name": "weather", "arguments": "{\\"city\\":\\"Paris\\"}"}},
                            {"id": "call_2", "type": "custom", "custom": {"name": "shell", "input": "ls"}}]}}]}
                        """));

        assertThat(found.text()).isNull();
        assertThat(found.inputTokens()).isNull();
        assertThat(found.finishReasons()).containsExactly("tool_call");
        assertThat(found.toolCalls())
                .containsExactly(
                        new ToolCall("call_1", "weather", "{\"city\":\"Paris\"}"),
                        new ToolCall("call_2", "shell", "ls"));
    }

    @ParameterizedTest
    @CsvSource({
        "stop, stop",
        "length, length",
        "tool_calls, tool_call",
        "function_call, tool_call",
        "content_filter, content_filter",
        "Brand_New, brand_new"
    })
    void everyFinishReason_isInTheWordsOfTheConventions(String reason, String expected) throws IOException {
        String json = "{\"choices\": [{\"finish_reason\": \"" + reason + "\"}]}";
        assertThat(Extracted.from(chat(json)).finishReasons()).containsExactly(expected);
    }

    @Test
    void refusal_standsForTheText() throws IOException {
        String json = "{\"choices\": [{\"message\": {\"content\": null, \"refusal\": \"I can't.\"}}]}";
        assertThat(Extracted.from(chat(json)).text()).isEqualTo("I can't.");
    }

    @Test
    void fieldsThatTheAnswerLacks_makeTheLibraryThrow_andAreAbsent() throws IOException {
        ModelResult found = Extracted.from(chat("{\"model\": \"gpt-4o\", \"usage\": {\"completion_tokens\": 4}}"));

        assertThat(found.model()).isEqualTo("gpt-4o");
        assertThat(found.outputTokens()).isEqualTo(4);
        assertThat(found.responseId()).isNull();
        assertThat(found.inputTokens()).isNull();
        assertThat(found.finishReasons()).isEmpty();
    }

    @Test
    void embeddings_haveModelAndInputTokens() throws IOException {
        ModelResult found = Extracted.from(parse("""
                        {"object": "list", "model": "text-embedding-3-small",
                         "data": [{"object": "embedding", "index": 0, "embedding": [0.1, 0.2]}],
                         "usage": {"prompt_tokens": 8, "total_tokens": 8}}
                        """, CreateEmbeddingResponse.class));

        assertThat(found.model()).isEqualTo("text-embedding-3-small");
        assertThat(found.inputTokens()).isEqualTo(8);
        assertThat(found.outputTokens()).isNull();
        assertThat(found.text()).isNull();
    }

    private static ChatCompletion chat(String json) throws IOException {
        return parse(json, ChatCompletion.class);
    }

    static <T> T parse(String json, Class<T> type) throws IOException {
        return ObjectMappers.jsonMapper().readValue(json, type);
    }
}
