/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.openliberty;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The language model, or what stands in for it, behind OpenAI's interface. */
@ApplicationScoped
public class Model {

    @Inject
    @ConfigProperty(name = "assistant.model.url")
    String url;

    @Inject
    @ConfigProperty(name = "assistant.model.key")
    String key;

    @Inject
    @ConfigProperty(name = "assistant.model.name")
    String name;

    private OpenAIClient client;

    @PostConstruct
    void connect() {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(url)
                .apiKey(key)
                .maxRetries(1)
                .build();
    }

    @LLMTraced(kind = Kind.MODEL, provider = "openai")
    @Evaluated("token-efficiency")
    public ChatCompletion chat(@Prompt List<ChatCompletionMessageParam> messages) {
        return client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(name)
                        .temperature(0)
                        .messages(messages)
                        .addTool(Tools.CountPages.class)
                        .build());
    }

    @PreDestroy
    void disconnect() {
        client.close();
    }
}
