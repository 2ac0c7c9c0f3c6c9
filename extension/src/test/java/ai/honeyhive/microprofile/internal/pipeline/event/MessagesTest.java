/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages as each family of instrumentations writes them; the target form is that of contract sections 6.1 and 6.3. */
class MessagesTest {

    private static final String HISTORY = "honeyhive_inputs.chat_history";
    private static final String TWO =
            "[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hi\"}]";

    @Test
    void plain_text_of_quarkus_langchain4j_becomes_a_message() {
        Map<String, Object> event = Given.span("completion gpt-4o")
                .with("gen_ai.request.model", "gpt-4o")
                .with("gen_ai.prompt", "Be brief.\nHi")
                .with("gen_ai.completion", "Hello")
                .with("gen_ai.response.finish_reasons", "STOP")
                .with("gen_ai.usage.prompt_tokens", 12)
                .with("gen_ai.usage.completion_tokens", 3)
                .event();

        assertThat(event)
                .containsEntry(HISTORY, "[{\"role\":\"user\",\"content\":\"Be brief.\\nHi\"}]")
                .containsEntry("honeyhive_outputs.role", "assistant")
                .containsEntry("honeyhive_outputs.content", "Hello")
                .containsEntry("honeyhive_outputs.finish_reason", "STOP")
                .containsEntry("gen_ai.usage.input_tokens", 12L)
                .containsEntry("gen_ai.usage.output_tokens", 3L)
                .containsEntry("honeyhive_metadata.prompt_tokens", 12L)
                .containsEntry("honeyhive_metadata.completion_tokens", 3L)
                .containsEntry("honeyhive_metadata.total_tokens", 15L)
                .containsEntry("gen_ai.prompt", "Be brief.\nHi")
                .containsEntry("gen_ai.usage.prompt_tokens", 12L);
    }

    @Test
    void messages_of_the_current_conventions_become_role_and_content() {
        Map<String, Object> event = Given.span("chat gpt-4o")
                .with("gen_ai.operation.name", "chat")
                .with("gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"Be brief.\"}]")
                .with(
                        "gen_ai.input.messages",
                        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]")
                .with(
                        "gen_ai.output.messages",
                        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Let me \"},"
                                + "{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"weather\",\"arguments\":{\"city\":\"Bern\"}}],"
                                + "\"finish_reason\":\"tool_call\"}]")
                .event();

        assertThat(event)
                .containsEntry(HISTORY, TWO)
                .containsEntry("honeyhive_outputs.content", "Let me ")
                .containsEntry("honeyhive_outputs.finish_reason", "tool_call")
                .containsEntry("honeyhive_outputs.tool_calls.0.id", "c1")
                .containsEntry("honeyhive_outputs.tool_calls.0.name", "weather")
                .containsEntry("honeyhive_outputs.tool_calls.0.arguments", "{\"city\":\"Bern\"}");
    }

    /** The JSON is that of LangChain4j's own ChatMessageSerializerTest (1.19.0). */
    @Test
    void messages_in_the_json_of_langchain4j_become_role_and_content() {
        Map<String, Object> event = Given.span("chat gpt-4o")
                .with("gen_ai.operation.name", "chat")
                .with("gen_ai.system_instructions", "[{\"text\":\"hello\",\"type\":\"SYSTEM\"}]")
                .with(
                        "gen_ai.input.messages",
                        "[{\"name\":\"Klaus\",\"contents\":[{\"text\":\"hello\",\"type\":\"TEXT\"}],\"type\":\"USER\"},"
                                + "{\"id\":\"12345\",\"toolName\":\"weather\",\"contents\":[{\"text\":\"sunny\","
                                + "\"type\":\"TEXT\"}],\"attributes\":{},\"type\":\"TOOL_EXECUTION_RESULT\"},"
                                + "{\"id\":\"12345\",\"toolName\":\"weather\",\"text\":\"sunny\","
                                + "\"type\":\"TOOL_EXECUTION_RESULT\"}]")
                .with(
                        "gen_ai.output.messages",
                        "[{\"text\":\"test-text\",\"thinking\":\"test-thinking\",\"toolExecutionRequests\":"
                                + "[{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\": \\\"Munich\\\"}\"}],"
                                + "\"attributes\":{},\"type\":\"AI\"}]")
                .event();

        assertThat(event)
                .containsEntry(
                        HISTORY,
                        "[{\"role\":\"system\",\"content\":\"hello\"},"
                                + "{\"role\":\"user\",\"name\":\"Klaus\",\"content\":\"hello\"},"
                                + "{\"role\":\"tool\",\"content\":\"sunny\",\"tool_call_id\":\"12345\"},"
                                + "{\"role\":\"tool\",\"content\":\"sunny\",\"tool_call_id\":\"12345\"}]")
                .containsEntry("honeyhive_outputs.role", "assistant")
                .containsEntry("honeyhive_outputs.content", "test-text")
                .containsEntry("honeyhive_outputs.tool_calls.0.name", "weather")
                .containsEntry("honeyhive_outputs.tool_calls.0.arguments", "{\"city\": \"Munich\"}");
    }

    /** As langchain4j-observation 1.19 writes them. */
    @Test
    void token_counts_in_text_without_a_prefix_are_counts() {
        assertThat(Given.span("chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("input_tokens", "11")
                        .with("output_tokens", "7")
                        .event())
                .containsEntry("honeyhive_metadata.prompt_tokens", 11L)
                .containsEntry("gen_ai.usage.output_tokens", 7L)
                .containsEntry("honeyhive_metadata.total_tokens", 18L);
    }

    @Test
    void a_tool_answer_keeps_the_id_of_its_call() {
        assertThat(Given.span("chat")
                        .with("gen_ai.operation.name", "chat")
                        .with(
                                "gen_ai.input.messages",
                                "[{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"c1\","
                                        + "\"response\":{\"temperature\":21.50}}]}]")
                        .event())
                .containsEntry(
                        HISTORY,
                        "[{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"{\\\"temperature\\\":21.50}\"}]");
    }

    @Test
    void messages_that_are_role_and_content_already_stay_so() {
        assertThat(Given.span("chat")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.input.messages", TWO)
                        .event())
                .containsEntry(HISTORY, TWO);
    }

    @Test
    void messages_cut_at_a_length_limit_are_shown_as_they_are() {
        String cut = TWO.substring(0, 40);

        assertThat(Given.span("chat")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.input.messages", cut)
                        .event())
                .containsEntry(HISTORY, "[{\"role\":\"user\",\"content\":" + JsonText.of(cut) + "}]");
    }

    @Test
    void indexed_messages_of_openllmetry_are_collected_in_order() {
        Map<String, Object> event = Given.span("openai.chat")
                .with("llm.request.type", "chat")
                .with("gen_ai.prompt.1.role", "user")
                .with("gen_ai.prompt.1.content", "Hi")
                .with("gen_ai.prompt.0.role", "system")
                .with("gen_ai.prompt.0.content", "Be brief.")
                .with("gen_ai.completion.0.role", "assistant")
                .with("gen_ai.completion.0.content", "Hello")
                .with("gen_ai.completion.0.finish_reason", "stop")
                .with("gen_ai.completion.0.tool_calls.0.id", "c1")
                .with("gen_ai.completion.0.tool_calls.0.name", "weather")
                .with("gen_ai.completion.0.tool_calls.0.arguments", "{}")
                .with("llm.usage.total_tokens", 9)
                .event();

        assertThat(event)
                .containsEntry(HISTORY, TWO)
                .containsEntry("honeyhive_outputs.content", "Hello")
                .containsEntry("honeyhive_outputs.finish_reason", "stop")
                .containsEntry("honeyhive_outputs.tool_calls.0.name", "weather")
                .containsEntry("honeyhive_metadata.total_tokens", 9L);
    }

    @Test
    void messages_of_openinference_are_collected_with_their_tool_calls() {
        Map<String, Object> event = Given.span("ChatCompletion")
                .with("openinference.span.kind", "LLM")
                .with("llm.input_messages.0.message.role", "system")
                .with("llm.input_messages.0.message.content", "Be brief.")
                .with("llm.input_messages.1.message.role", "user")
                .with("llm.input_messages.1.message.contents.0.message_content.type", "text")
                .with("llm.input_messages.1.message.contents.0.message_content.text", "Hi")
                .with("llm.output_messages.0.message.role", "assistant")
                .with("llm.output_messages.0.message.tool_calls.0.tool_call.id", "c1")
                .with("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "weather")
                .with("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", "{\"a\":1}")
                .with("llm.token_count.prompt", 5)
                .with("llm.token_count.completion", 6)
                .event();

        assertThat(event)
                .containsEntry(HISTORY, TWO)
                .containsEntry("honeyhive_outputs.tool_calls.0.id", "c1")
                .containsEntry("honeyhive_outputs.tool_calls.0.name", "weather")
                .containsEntry("honeyhive_outputs.tool_calls.0.arguments", "{\"a\":1}")
                .containsEntry("honeyhive_metadata.prompt_tokens", 5L)
                .containsEntry("honeyhive_metadata.total_tokens", 11L)
                .doesNotContainKey("honeyhive_outputs.content")
                .doesNotContainKey("gen_ai.operation.name");
    }

    @Test
    void messages_told_by_events_are_collected() {
        Map<String, Object> event = Given.span("chat gpt-4o")
                .with("gen_ai.operation.name", "chat")
                .event("gen_ai.system.message", "content", "Be brief.")
                .event("gen_ai.user.message", "content", "Hi")
                .event(
                        "gen_ai.choice",
                        "message",
                        "{\"role\":\"assistant\",\"content\":\"Hello\"}",
                        "finish_reason",
                        "stop")
                .event();

        assertThat(event)
                .containsEntry(HISTORY, TWO)
                .containsEntry("honeyhive_outputs.role", "assistant")
                .containsEntry("honeyhive_outputs.content", "Hello")
                .containsEntry("honeyhive_outputs.finish_reason", "stop");
    }

    @Test
    void what_an_interceptor_captured_is_not_overwritten() {
        assertThat(Given.span("ask")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.input.messages", TWO)
                        .with("gen_ai.completion", "other")
                        .content(HISTORY, "[]")
                        .content("honeyhive_outputs.result", "mine")
                        .event())
                .containsEntry(HISTORY, "[]")
                .containsEntry("honeyhive_outputs.result", "mine")
                .doesNotContainKey("honeyhive_outputs.content");
    }

    @Test
    void the_call_of_a_tool_tells_its_arguments_and_result() {
        assertThat(Given.span("langchain4j.tools.weather")
                        .with("gen_ai.operation.name", "execute_tool")
                        .with("gen_ai.tool.call.arguments", "{\"city\":\"Bern\"}")
                        .with("gen_ai.tool.call.result", "21 degrees")
                        .event())
                .containsEntry("honeyhive_inputs.arguments", "{\"city\":\"Bern\"}")
                .containsEntry("honeyhive_outputs.result", "21 degrees");
    }

    @Test
    void a_former_provider_name_is_translated() {
        assertThat(Given.span("chat")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.system", "az.ai.openai")
                        .event())
                .containsEntry("gen_ai.provider.name", "azure.ai.openai")
                .containsEntry("gen_ai.system", "az.ai.openai");
    }
}
