/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Prompts become a chat history: an array of objects with role and content. */
class MessagesTest {

    private final ArgumentEncoder encoder = new ArgumentEncoder();

    record Message(String role, String content) {}

    public static class BeanMessage {

        public String getRole() {
            return "assistant";
        }

        public Optional<String> getText() {
            return Optional.of("from a bean");
        }
    }

    public static class Broken {

        public String role() {
            throw new IllegalStateException("secret");
        }

        public String content() {
            return "unseen";
        }
    }

    private JsonArray history(Object... prompts) {
        return cutHistory(100_000, prompts);
    }

    private JsonArray cutHistory(int maxBytes, Object... prompts) {
        Encoding encoding = encoder.borrow(maxBytes, 6, 50);
        String json = encoding.chatHistory(prompts);
        encoder.giveBack(encoding);
        assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(maxBytes);
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readArray();
        }
    }

    private static String said(JsonArray history, int index) {
        JsonObject message = history.getJsonObject(index);
        return message.getString("role") + ": " + message.getString("content");
    }

    @Test
    void text_isOneMessageOfTheUser() {
        assertThat(history("Why?").toString()).isEqualTo("[{\"role\":\"user\",\"content\":\"Why?\"}]");
    }

    @Test
    void nothing_isNoHistory() {
        Encoding encoding = encoder.borrow(1000, 6, 50);

        assertThat(encoding.chatHistory(null, Optional.empty())).isNull();
    }

    @Test
    void recordsMapsAndBeans_withRoleAndContent_areMessages() {
        JsonArray history = history(List.of(
                new Message("system", "Be brief."),
                Map.of("role", "user", "content", "Why?"),
                new BeanMessage(),
                "So?"));

        assertThat(said(history, 0)).isEqualTo("system: Be brief.");
        assertThat(said(history, 1)).isEqualTo("user: Why?");
        assertThat(said(history, 2)).isEqualTo("assistant: from a bean");
        assertThat(said(history, 3)).isEqualTo("user: So?");
    }

    @Test
    void arrays_areListsOfMessages() {
        assertThat(history((Object) new String[] {"a", "b"})).hasSize(2);
    }

    @Test
    void mapMessages_keepWhatElseTheySay() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("role", "tool");
        answer.put("tool_call_id", "c1");
        answer.put("content", "21 degrees");

        assertThat(history(List.of(answer)).getJsonObject(0).getString("tool_call_id"))
                .isEqualTo("c1");
    }

    @Test
    void langChain4jMessages_areRead() {
        var toolCall = ToolExecutionRequest.builder()
                .id("call-1")
                .name("weather")
                .arguments("{\"city\":\"Rome\"}")
                .build();
        JsonArray history = history(List.of(
                SystemMessage.from("Be brief."),
                UserMessage.from(
                        TextContent.from("What is"),
                        ImageContent.from("http://localhost/a.png"),
                        TextContent.from("this?")),
                AiMessage.from(toolCall),
                ToolExecutionResultMessage.from(toolCall, "21 degrees"),
                AiMessage.from("It is warm.")));

        assertThat(said(history, 0)).isEqualTo("system: Be brief.");
        assertThat(said(history, 1)).isEqualTo("user: What is\n<ImageContent>\nthis?");
        JsonObject asking = history.getJsonObject(2);
        assertThat(asking.getString("role")).isEqualTo("assistant");
        assertThat(asking.isNull("content")).isTrue();
        JsonObject call = asking.getJsonArray("tool_calls").getJsonObject(0);
        assertThat(call.getString("id")).isEqualTo("call-1");
        assertThat(call.getJsonObject("function").getString("name")).isEqualTo("weather");
        assertThat(call.getJsonObject("function").getString("arguments")).isEqualTo("{\"city\":\"Rome\"}");
        assertThat(said(history, 3)).isEqualTo("tool: 21 degrees");
        assertThat(history.getJsonObject(3).getString("tool_call_id")).isEqualTo("call-1");
        assertThat(said(history, 4)).isEqualTo("assistant: It is warm.");
    }

    @Test
    void requestThatHoldsMessages_isItsMessages() {
        ChatRequest request = ChatRequest.builder()
                .messages(SystemMessage.from("s"), UserMessage.from("u"))
                .build();

        assertThat(history(request)).hasSize(2);
        assertThat(history(Map.of("model", "m", "messages", List.of(new Message("user", "u")))))
                .hasSize(1);
    }

    @Test
    void otherObjects_areSaidByTheUser() {
        assertThat(history(new int[] {1, 2}).getJsonObject(0).getJsonArray("content"))
                .hasSize(2);
        assertThat(history(42).getJsonObject(0).getInt("content")).isEqualTo(42);
    }

    @Test
    void longHistory_losesItsOldestMessages_butNeitherInstructionsNorQuestion() {
        List<Message> messages = new ArrayList<>();
        messages.add(new Message("system", "instructions"));
        for (int i = 0; i < 40; i++) {
            messages.add(new Message("user", i + " " + "x".repeat(100)));
        }
        messages.add(new Message("user", "question"));

        JsonArray history = cutHistory(1500, messages);

        assertThat(said(history, 0)).isEqualTo("system: instructions");
        assertThat(said(history, history.size() - 1)).isEqualTo("user: question");
        assertThat(history.size()).isBetween(4, 14);
    }

    @Test
    void hugeInstructions_giveWayToTheQuestion() {
        JsonArray history =
                cutHistory(300, List.of(new Message("system", "x".repeat(1000)), new Message("user", "question")));

        assertThat(said(history, 0)).isEqualTo("user: question");
    }

    @Test
    void hugeQuestion_isCut() {
        JsonArray history = cutHistory(100, "y".repeat(1_000_000));

        assertThat(history.getJsonObject(0).getString("content")).endsWith("y…");
    }

    @Test
    void moreMessagesThanElements_areCut() {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            messages.add(new Message("user", "m" + i));
        }

        JsonArray history = history(messages);

        assertThat(history).hasSize(50);
        assertThat(said(history, 0)).isEqualTo("user: m0");
        assertThat(said(history, 49)).isEqualTo("user: m999");
    }

    @Test
    void endlessList_isGivenUp() {
        List<String> endless = new AbstractList<>() {
            @Override
            public String get(int index) {
                return "m" + index;
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };

        assertThat(history(endless)).hasSize(50);
    }

    @Test
    void messagesThatThrow_costThemselvesOnly() {
        JsonArray history = history(List.of(new Broken(), new Message("user", "next")));

        assertThat(said(history, 0)).isEqualTo("user: <IllegalStateException>");
        assertThat(said(history, 1)).isEqualTo("user: next");
    }

    @Test
    void listThatFailsHalfWay_keepsWhatItGave() {
        List<Message> failing = new AbstractList<>() {
            @Override
            public Message get(int index) {
                if (index == 1) {
                    throw new IllegalStateException("closed");
                }
                return new Message("user", "first");
            }

            @Override
            public int size() {
                return 3;
            }
        };

        assertThat(said(history(failing), 0)).isEqualTo("user: first");
    }
}
