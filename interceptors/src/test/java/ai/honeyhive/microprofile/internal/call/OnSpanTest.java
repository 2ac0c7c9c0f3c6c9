/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Content on the span that everybody sees, where it is wanted there. The expected messages are the examples of {@code
 * gen_ai.input.messages} and {@code gen_ai.output.messages} in OpenTelemetry's registry of attributes (semantic-conventions
 * 1.41), but for {@code response}, which the example calls {@code result} and the schema does not.
 */
class OnSpanTest {

    private static final CallSettings ON_SPAN =
            new CallSettings(true, CallSettings.Content.FULL, true, 64 << 10, 8, 100);

    private static final List<ChatMessage> HISTORY = List.of(
            UserMessage.from("Weather in Paris?"),
            AiMessage.from(ToolExecutionRequest.builder()
                    .id("call_VSPygqKTWdrhaFErNvMV18Yl")
                    .name("get_weather")
                    .arguments("{\"location\":\"Paris\"}")
                    .build()),
            ToolExecutionResultMessage.from("call_VSPygqKTWdrhaFErNvMV18Yl", "get_weather", "rainy, 57°F"));

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

        @LLMTraced(kind = Kind.MODEL)
        ChatResponse chat(@Prompt List<ChatMessage> messages) {
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from("The weather in Paris is currently rainy with a temperature of 57°F."))
                    .finishReason(FinishReason.STOP)
                    .build();
        }

        @LLMTraced(kind = Kind.MODEL)
        ChatResponse call(@Prompt String question) {
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from(ToolExecutionRequest.builder()
                            .name("get_weather")
                            .arguments("not json")
                            .build()))
                    .build();
        }

        @LLMTraced(kind = Kind.MODEL)
        String see(@Prompt List<Map<String, Object>> messages) {
            return "a tram";
        }
    }

    @Test
    void messages_areThoseOfTheConventions() {
        server.settings("", ON_SPAN);
        server.bean(Bot.class).chat(HISTORY);

        Attributes span = span();
        assertThat(text(span, "gen_ai.input.messages"))
                .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Weather in Paris?\"}]},"
                        + "{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\","
                        + "\"id\":\"call_VSPygqKTWdrhaFErNvMV18Yl\",\"name\":\"get_weather\","
                        + "\"arguments\":{\"location\":\"Paris\"}}]},"
                        + "{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\","
                        + "\"id\":\"call_VSPygqKTWdrhaFErNvMV18Yl\",\"response\":\"rainy, 57°F\"}]}]");
        assertThat(text(span, "gen_ai.output.messages"))
                .isEqualTo("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":"
                        + "\"The weather in Paris is currently rainy with a temperature of 57°F.\"}],"
                        + "\"finish_reason\":\"stop\"}]");
        assertThat(text(span, "honeyhive_inputs.chat_history")).contains("Weather in Paris?");
    }

    @Test
    void answerThatCallsATool_hasItsTextWhereTheArgumentsAreNoJson() {
        server.settings("", ON_SPAN);
        server.bean(Bot.class).call("Weather?");

        assertThat(text(span(), "gen_ai.output.messages"))
                .isEqualTo("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"name\":\"get_weather\","
                        + "\"arguments\":\"not json\"}],\"finish_reason\":\"unknown\"}]");
    }

    @Test
    void partsOfOpenAi_areTextOrWhatTheyAre() {
        server.settings("", ON_SPAN);
        server.bean(Bot.class)
                .see(List.of(Map.of(
                        "role",
                        "user",
                        "content",
                        List.of(
                                Map.of("type", "text", "text", "What is this?"),
                                Map.of("type", "image_url", "url", "https://example.org/tram.png")))));

        assertThat(text(span(), "gen_ai.input.messages"))
                .contains("{\"type\":\"text\",\"content\":\"What is this?\"}")
                .contains("\"type\":\"image_url\"");
    }

    @Test
    void withoutTheSetting_theSpanTellsNone() {
        server.bean(Bot.class).chat(HISTORY);

        assertThat(span().asMap().keySet())
                .extracting(AttributeKey::getKey)
                .noneMatch(key -> key.contains("messages") || key.startsWith("honeyhive_inputs"));
    }

    private static Attributes span() {
        return server.events().get(0).attributes();
    }

    private static @Nullable String text(Attributes attributes, String key) {
        return attributes.get(AttributeKey.stringKey(key));
    }
}
