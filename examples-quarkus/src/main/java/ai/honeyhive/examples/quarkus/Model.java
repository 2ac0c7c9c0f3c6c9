/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.quarkus;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.Prompt;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The language model that quarkus-langchain4j has configured. */
@ApplicationScoped
public class Model {

    @Inject
    StreamingChatModel chatModel;

    /** The answer while it is written: its text in pieces, and at the end the whole response, which tells the tokens. */
    @LLMTraced(kind = Kind.MODEL, provider = "openai")
    @Evaluated("token-efficiency")
    public Multi<Object> chat(@Prompt List<ChatMessage> messages, @NotCaptured List<ToolSpecification> tools) {
        ChatRequest request = ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(tools)
                .build();
        return Multi.createFrom()
                .emitter(pieces -> chatModel.chat(request, new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String text) {
                        pieces.emit(text);
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        pieces.emit(response);
                        pieces.complete();
                    }

                    @Override
                    public void onError(Throwable error) {
                        pieces.fail(error);
                    }
                }));
    }
}
