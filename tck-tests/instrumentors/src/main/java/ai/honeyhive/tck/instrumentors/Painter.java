/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.openai.v1_1.OpenAITelemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** openai-java with OpenTelemetry's instrumentation, as its page says. */
@ApplicationScoped
public class Painter {

    private final OpenAIClient client;

    @Inject
    Painter(OpenTelemetry openTelemetry, @ConfigProperty(name = "quarkus.langchain4j.openai.base-url") String url) {
        OpenAIClient plain = OpenAIOkHttpClient.builder()
                .baseUrl(url)
                .apiKey("none-needed-by-the-stand-in")
                .build();
        client = OpenAITelemetry.builder(openTelemetry)
                .setCaptureMessageContent(true)
                .build()
                .wrap(plain);
    }

    public String describe(String subject) {
        return client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model("stand-in-model")
                        .addUserMessage("Describe " + subject)
                        .build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();
    }
}
