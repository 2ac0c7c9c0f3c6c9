/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.openliberty;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import io.opentelemetry.api.trace.Tracer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
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

    @Inject
    @ConfigProperty(name = "honeyhive.annotations.enabled", defaultValue = "true")
    boolean annotated;

    @Inject
    Tracer tracer;

    private OpenAIClient client;

    @PostConstruct
    void connect() {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(url)
                .apiKey(key)
                .maxRetries(1)
                .build();
    }

    /** The answer while it is written: its text in pieces, and at the end the whole completion, which tells the tokens. */
    @LLMTraced(kind = Kind.MODEL, provider = "openai")
    @Evaluated("token-efficiency")
    public Stream<Object> chat(@Prompt List<ChatCompletionMessageParam> messages) {
        return annotated ? answer(messages) : ModelSpan.around(tracer, name, messages, () -> answer(messages));
    }

    private Stream<Object> answer(List<ChatCompletionMessageParam> messages) {
        StreamResponse<ChatCompletionChunk> response = client.chat()
                .completions()
                .createStreaming(ChatCompletionCreateParams.builder()
                        .model(name)
                        .temperature(0)
                        .messages(messages)
                        .addTool(Tools.CountPages.class)
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build());
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        Stream<String> texts = response.stream()
                .map(whole::accumulate)
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().content().stream());
        Stream<ChatCompletion> end = Stream.generate(whole::chatCompletion).limit(1);
        return Stream.<Object>concat(texts, end).onClose(response::close);
    }

    @PreDestroy
    void disconnect() {
        client.close();
    }
}
