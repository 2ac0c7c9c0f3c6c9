/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.langchain4j;

import ai.honeyhive.microprofile.LLMTraced;
import dev.braintrust.instrumentation.langchain.v1_8_0.BraintrustLangchain;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Our own call around that of LangChain4j, which its instrumentor traces as the instrumentor's page says. */
@ApplicationScoped
public class Chatterbox {

    @Inject
    OpenTelemetry openTelemetry;

    @Inject
    @ConfigProperty(name = "model.url")
    String url;

    @LLMTraced
    public String chat(String about) {
        ChatModel model = BraintrustLangchain.wrap(
                openTelemetry,
                OpenAiChatModel.builder()
                        .baseUrl(url)
                        .apiKey("none-needed-by-the-stand-in")
                        .modelName("stand-in-model"));
        return model.chat("Talk about " + about);
    }
}
