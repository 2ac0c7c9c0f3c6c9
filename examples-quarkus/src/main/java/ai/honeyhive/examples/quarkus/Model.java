/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.quarkus;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.Prompt;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The language model that quarkus-langchain4j has configured. */
@ApplicationScoped
public class Model {

    @Inject
    ChatModel chatModel;

    @LLMTraced(kind = Kind.MODEL, provider = "openai")
    @Evaluated("token-efficiency")
    public ChatResponse chat(@Prompt List<ChatMessage> messages, @NotCaptured List<ToolSpecification> tools) {
        return chatModel.chat(ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(tools)
                .build());
    }
}
