/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.langchain4j;

import ai.honeyhive.microprofile.LLMTraced;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Our own call around one of LangChain4j, which a listener traces. */
@ApplicationScoped
public class Talker {

    @Inject
    Listeners listeners;

    @Inject
    @ConfigProperty(name = "model.url")
    String url;

    @LLMTraced
    public String talk(String instrumentor, String about) {
        ChatModel model = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none-needed-by-the-stand-in")
                .modelName("stand-in-model")
                .listeners(List.of(listeners.of(instrumentor)))
                .maxRetries(0)
                .build();
        return model.chat(SystemMessage.from("Be brief"), UserMessage.from("Talk about " + about))
                .aiMessage()
                .text();
    }
}
