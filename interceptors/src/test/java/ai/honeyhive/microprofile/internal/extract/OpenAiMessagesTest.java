/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import com.openai.models.chat.completions.ChatCompletionSystemMessageParam;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.ChatCompletionUserMessageParam;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiMessagesTest {

    @Test
    void variant_of_the_union_tells_who_speaks() {
        var system =
                ChatCompletionSystemMessageParam.builder().content("Be brief.").build();
        var user = ChatCompletionUserMessageParam.builder().content("Hello?").build();
        assertThat(OpenAiMessages.read(ChatCompletionMessageParam.ofSystem(system)))
                .isEqualTo(Map.of("role", "system", "content", "Be brief."));
        assertThat(OpenAiMessages.read(ChatCompletionMessageParam.ofUser(user)))
                .isEqualTo(Map.of("role", "user", "content", "Hello?"));
    }

    @Test
    void variant_outside_the_union_tells_it_too() {
        var user = ChatCompletionUserMessageParam.builder().content("Hello?").build();
        assertThat(OpenAiMessages.read(user)).isEqualTo(Map.of("role", "user", "content", "Hello?"));
    }

    @Test
    void call_of_a_tool_and_its_answer_keep_their_id() {
        var call = ChatCompletionMessageFunctionToolCall.builder()
                .id("call_1")
                .function(ChatCompletionMessageFunctionToolCall.Function.builder()
                        .name("weather")
                        .arguments("{\"city\":\"Graz\"}")
                        .build())
                .build();
        var assistant =
                ChatCompletionAssistantMessageParam.builder().addToolCall(call).build();
        var tool = ChatCompletionToolMessageParam.builder()
                .toolCallId("call_1")
                .content("rain")
                .build();
        assertThat(OpenAiMessages.read(ChatCompletionMessageParam.ofAssistant(assistant)))
                .isEqualTo(Map.of(
                        "role",
                        "assistant",
                        "content",
                        "",
                        "tool_calls",
                        List.of(Map.of(
                                "id",
                                "call_1",
                                "type",
                                "function",
                                "function",
                                Map.of("name", "weather", "arguments", "{\"city\":\"Graz\"}")))));
        assertThat(OpenAiMessages.read(ChatCompletionMessageParam.ofTool(tool)))
                .isEqualTo(Map.of("role", "tool", "content", "rain", "tool_call_id", "call_1"));
    }

    @Test
    void parts_are_joined_and_what_is_no_text_is_named() {
        var user = ChatCompletionUserMessageParam.builder()
                .contentOfArrayOfContentParts(List.of(
                        ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                .text("What is this?")
                                .build()),
                        ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                        .url("http://localhost/cat.png")
                                        .build())
                                .build())))
                .build();
        assertThat(OpenAiMessages.read(ChatCompletionMessageParam.ofUser(user)))
                .isEqualTo(Map.of("role", "user", "content", "What is this?\n<image>"));
    }

    @Test
    void anything_else_is_left_alone() {
        assertThat(OpenAiMessages.read("Hello?")).isNull();
    }
}
