/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** LangChain4j itself, and what it says on the wire. */
class LangChain4jTest {

    private static final Sample SAMPLE =
            Sample.builder().question("When do you open?").output("At nine.").build();

    private static OpenAiChatModel model(ModelStandIn server, Capability... capabilities) {
        return OpenAiChatModel.builder()
                .baseUrl(server.url() + "/v1")
                .apiKey("none")
                .modelName("stand-in")
                .maxRetries(0)
                .supportedCapabilities(Set.of(capabilities))
                .build();
    }

    private static Evaluation judge(ChatModel chat) {
        return Judges.relevance("stand-in", chat)
                .evaluate(SAMPLE)
                .toCompletableFuture()
                .join();
    }

    @Test
    void a_model_that_can_is_held_to_the_schema_and_its_tokens_cost() throws IOException {
        try (ModelStandIn server = new ModelStandIn("{\"reason\": \"to the point\", \"score\": 5}")) {
            Evaluation evaluation = judge(LangChain4j.chatModel(
                    model(server, Capability.RESPONSE_FORMAT_JSON_SCHEMA),
                    usage -> usage.inputTokenCount() * 0.01 + usage.outputTokenCount() * 0.1));

            assertThat(evaluation.score()).hasValue(1);
            assertThat(evaluation.explanation()).isEqualTo("to the point");
            assertThat(evaluation.cost()).isEqualTo(0.7);
            Map<?, ?> request = server.requests().get(0);
            assertThat(request.get("temperature")).isEqualTo(new BigDecimal("0.0"));
            Map<?, ?> format = (Map<?, ?>) request.get("response_format");
            assertThat(format.get("type")).isEqualTo("json_schema");
            assertThat(((Map<?, ?>) format.get("json_schema")).get("schema").toString())
                    .contains("reason", "score");
            assertThat(message(request, 0, "system")).doesNotContain("JSON schema");
            assertThat(message(request, 1, "user")).contains("At nine.");
        }
    }

    @Test
    void any_other_model_is_told_the_schema() throws IOException {
        try (ModelStandIn server = new ModelStandIn("{\"reason\": \"off\", \"score\": 1}")) {
            assertThat(judge(LangChain4j.chatModel(model(server))).score()).hasValue(0);

            Map<?, ?> request = server.requests().get(0);
            assertThat(request.get("response_format")).isNull();
            assertThat(message(request, 0, "system")).contains("JSON schema", "\"score\"");
        }
    }

    @Test
    void a_model_that_fails_makes_the_judgement_an_error() throws IOException {
        ChatModel gone;
        try (ModelStandIn server = new ModelStandIn("")) {
            gone = LangChain4j.chatModel(model(server));
        }
        try (EvaluationWorkers workers = EvaluationWorkers.ofThreads(1)) {
            PipelineResult result = EvaluationPipeline.builder("judged", workers)
                    .add(Judges.relevance("stand-in", gone))
                    .build()
                    .run(SAMPLE)
                    .join();

            assertThat(result.parts()).extracting(Evaluation::status).containsExactly(Status.ERROR);
        }
    }

    @Test
    void texts_are_embedded_together_and_in_their_order() throws IOException {
        try (ModelStandIn server = new ModelStandIn("")) {
            EmbeddingModel model = LangChain4j.embeddingModel(OpenAiEmbeddingModel.builder()
                    .baseUrl(server.url() + "/v1")
                    .apiKey("none")
                    .modelName("stand-in")
                    .maxRetries(0)
                    .build());

            assertThat(model.embed(List.of("four", "seventeen letters")))
                    .containsExactly(new float[] {1, 4}, new float[] {1, 17});
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static String message(Map<?, ?> request, int index, String role) {
        Map<?, ?> message = (Map<?, ?>) ((List<?>) request.get("messages")).get(index);
        assertThat(message.get("role")).isEqualTo(role);
        return message.get("content").toString();
    }
}
