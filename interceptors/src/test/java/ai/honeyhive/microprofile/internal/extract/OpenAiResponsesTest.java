/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ModelResult.ToolCall;
import com.openai.models.ChatModel;
import com.openai.models.ResponsesModel;
import com.openai.models.responses.Response;
import com.openai.models.responses.StructuredResponse;
import com.openai.models.responses.ToolChoiceOptions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON follows the examples of OpenAI's API reference. */
class OpenAiResponsesTest {

    private static final String RESPONSE = """
            {"id": "resp_67cc", "object": "response", "created_at": 1741476542, "status": "completed",
             "model": "gpt-4.1-2025-04-14", "error": null, "incomplete_details": null,
             "output": [
               {"type": "reasoning", "id": "rs_1", "summary": []},
               {"type": "message", "id": "msg_1", "status": "completed", "role": "assistant", "content": [
                 {"type": "output_text", "text": "In a ", "annotations": []},
                 {"type": "output_text", "text": "forest.", "annotations": []}]}],
             "usage": {"input_tokens": 36, "input_tokens_details": {"cached_tokens": 30},
               "output_tokens": 87, "output_tokens_details": {"reasoning_tokens": 12}, "total_tokens": 123}}
            """;

    @Test
    void response_isReadWhole() throws IOException {
        assertWhole(Extracted.from(response(RESPONSE)));
    }

    @Test
    void structuredResponse_isReadLikeAPlainOne() throws IOException {
        assertWhole(Extracted.from(new StructuredResponse<>(Object.class, response(RESPONSE))));
    }

    private static void assertWhole(ModelResult found) {
        assertThat(found.responseId()).isEqualTo("resp_67cc");
        assertThat(found.model()).isEqualTo("gpt-4.1-2025-04-14");
        assertThat(found.text()).isEqualTo("In a forest.");
        assertThat(found.inputTokens()).isEqualTo(36);
        assertThat(found.cacheReadTokens()).isEqualTo(30);
        assertThat(found.cacheCreationTokens()).isNull();
        assertThat(found.outputTokens()).isEqualTo(87);
        assertThat(found.reasoningTokens()).isEqualTo(12);
        assertThat(found.finishReasons()).containsExactly("stop");
    }

    @Test
    void toolCallsOfBothKinds_areReadWithTheIdThatTheirOutputsNeed() throws IOException {
        ModelResult found = Extracted.from(response("""
                        {"id": "r", "status": "completed", "output": [
                          {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "weather",
                           "arguments": "{\\"city\\":\\"Paris\\"}"},
                          {"type": "custom_tool_call", "call_id": "call_2", "name": "shell", "input": "ls"}]}
                        """));

        assertThat(found.finishReasons()).containsExactly("tool_call");
        assertThat(found.toolCalls())
                .containsExactly(
                        new ToolCall("call_1", "weather", "{\"city\":\"Paris\"}"),
                        new ToolCall("call_2", "shell", "ls"));
        assertThat(found.text()).isNull();
    }

    @Test
    void refusal_standsForTheText() throws IOException {
        ModelResult found = Extracted.from(response("""
                        {"output": [{"type": "message", "content": [{"type": "refusal", "refusal": "I can't."}]}]}
                        """));

        assertThat(found.text()).isEqualTo("I can't.");
    }

    @ParameterizedTest
    @CsvSource({
        "max_output_tokens, length",
        "content_filter, content_filter",
    })
    void incompleteResponse_saysWhy(String why, String expected) throws IOException {
        String json = "{\"status\": \"incomplete\", \"incomplete_details\": {\"reason\": \"" + why + "\"}}";
        assertThat(Extracted.from(response(json)).finishReasons()).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "cancelled"})
    void brokenOffResponse_endsWithError(String status) throws IOException {
        assertThat(Extracted.from(response("{\"status\": \"" + status + "\"}")).finishReasons())
                .containsExactly("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "in_progress"})
    void runningResponse_hasNoFinishReason(String status) throws IOException {
        assertThat(Extracted.from(response("{\"status\": \"" + status + "\"}")).finishReasons())
                .isEmpty();
    }

    @Test
    void model_isReadFromEachFormItCanHave() throws IOException {
        Response.Builder builder = response(RESPONSE).toBuilder();

        assertThat(modelOf(builder.model(ResponsesModel.ofString("my-model")))).isEqualTo("my-model");
        assertThat(modelOf(builder.model(ResponsesModel.ofChat(ChatModel.of("gpt-4o")))))
                .isEqualTo("gpt-4o");
        assertThat(modelOf(builder.model(ResponsesModel.ofOnly(ResponsesModel.ResponsesOnlyModel.O1_PRO))))
                .isEqualTo("o1-pro");
    }

    private static String modelOf(Response.Builder builder) {
        // The builder wants fields that the answers of the service always have and this test does not need.
        return Extracted.from(builder.parallelToolCalls(true)
                        .temperature(1.0)
                        .topP(1.0)
                        .instructions("")
                        .metadata(Response.Metadata.builder().build())
                        .toolChoice(ToolChoiceOptions.AUTO)
                        .tools(List.of())
                        .build())
                .model();
    }

    private static Response response(String json) throws IOException {
        return OpenAiExtractorTest.parse(json, Response.class);
    }
}
