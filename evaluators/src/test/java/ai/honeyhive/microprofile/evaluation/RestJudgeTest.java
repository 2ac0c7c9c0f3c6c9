/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example of the page, over HTTP; the server's REST client is not part of it. */
class RestJudgeTest {

    @Test
    @SuppressWarnings("UnnecessaryAssignment") // no container injects here
    void a_judge_over_a_rest_interface_asks_as_openai_wants_it_and_reads_the_answer() throws IOException {
        try (ModelStandIn server = new ModelStandIn("{\"reason\": \"clear\", \"score\": 5}")) {
            RestJudge judge = new RestJudge();
            judge.api = request -> post(server.url() + "/v1/chat/completions", request.toString());

            Evaluation evaluation = Judges.clarity("stand-in", judge)
                    .evaluate(Sample.of("When do you open?", "At nine."))
                    .toCompletableFuture()
                    .join();

            assertThat(evaluation.score()).hasValue(1);
            Map<?, ?> format = (Map<?, ?>) server.requests().get(0).get("response_format");
            assertThat(((Map<?, ?>) format.get("json_schema")).get("schema")).isInstanceOf(Map.class);
        }
    }

    @Test
    void the_page_shows_what_was_compiled_here() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java", RestJudge.class.getName().replace('.', '/') + ".java"));
        String example = source.substring(source.indexOf("@ApplicationScoped"));

        assertThat(Files.readString(Path.of("..", "docs", "evaluators.md"))).containsIgnoringWhitespaces(example);
    }

    private static JsonObject post(String url, String body) {
        try {
            HttpResponse<InputStream> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            try (JsonReader reader = Json.createReader(response.body())) {
                return reader.readObject();
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
