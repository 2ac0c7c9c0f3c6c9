/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.examples.shared.Passage;
import ai.honeyhive.examples.shared.Prompts;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractiveStandInTest {

    private static final List<Passage> PASSAGES = List.of(
            new Passage("Zoo", "Giraffes", "A giraffe sleeps two hours a day. It eats acacia leaves.", 0.9),
            new Passage("Zoo", "Opening", "The zoo opens at nine. Dogs stay outside.", 0.5));

    private static final String TOOL = """
            {"type":"function","function":{"name":"countPages","parameters":
              {"type":"object","properties":{"term":{"type":"string"}}}}}""";

    @Test
    void answer_is_quoted_from_the_passage_that_shares_most_words() {
        JsonObject completion = ask("When does the zoo open?", "");
        assertThat(message(completion).getString("content")).isEqualTo("The zoo opens at nine. [2]");
        assertThat(finishReason(completion)).isEqualTo("stop");
    }

    @Test
    void question_that_no_passage_shares_a_word_with_is_not_answered() {
        assertThat(message(ask("Who invented radio?", "")).getString("content")).isEqualTo("The passages do not say.");
    }

    @Test
    void question_who_is_answered_from_nowhere_until_the_model_is_told_to_keep_to_the_passages() {
        String question = Prompts.user("Who eats acacia leaves?", PASSAGES).replace("\n", "\\n");
        String request = "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}%s]}";

        JsonObject first = complete(request.formatted(question, ""));
        JsonObject again = complete(
                request.formatted(question, ",{\"role\":\"user\",\"content\":\"%s\"}".formatted(Prompts.AGAIN)));

        assertThat(message(first).getString("content")).contains("Professor Quill");
        assertThat(message(again).getString("content")).isEqualTo("It eats acacia leaves. [1]");
    }

    @Test
    void streamed_answer_is_the_same_in_pieces_with_its_reason_and_usage_at_the_end() {
        JsonObject whole = ask("When does the zoo open?", "");
        List<JsonObject> chunks = new StreamedCompletion(whole).chunks();

        assertThat(chunks.stream()
                        .flatMap(chunk -> chunk.getJsonArray("choices").getValuesAs(JsonObject.class).stream())
                        .map(choice -> choice.getJsonObject("delta").getString("content", ""))
                        .toList())
                .containsExactly("The ", "zoo ", "opens ", "at ", "nine. ", "[2]", "");
        assertThat(finishReason(chunks.get(chunks.size() - 2))).isEqualTo("stop");
        assertThat(chunks.get(chunks.size() - 1).getJsonObject("usage")).isEqualTo(whole.getJsonObject("usage"));
    }

    @Test
    void usage_counts_what_was_read_and_written() {
        JsonObject usage = ask("When does the zoo open?", "").getJsonObject("usage");
        assertThat(usage.getInt("completion_tokens")).isEqualTo(6);
        assertThat(usage.getInt("prompt_tokens")).isGreaterThan(20);
        assertThat(usage.getInt("total_tokens"))
                .isEqualTo(usage.getInt("prompt_tokens") + usage.getInt("completion_tokens"));
    }

    @Test
    void question_how_often_calls_the_tool_that_counts() {
        JsonObject completion = ask("How many pages mention “acacia leaves”?", TOOL);
        JsonObject call =
                message(completion).getJsonArray("tool_calls").getJsonObject(0).getJsonObject("function");
        assertThat(call.getString("name")).isEqualTo("countPages");
        assertThat(call.getString("arguments")).isEqualTo("{\"term\":\"acacia leaves\"}");
        assertThat(finishReason(completion)).isEqualTo("tool_calls");
    }

    @Test
    void question_how_often_is_answered_from_the_passages_where_no_tool_is_offered() {
        assertThat(message(ask("How many pages mention acacia?", "")).getString("content"))
                .contains("acacia leaves");
    }

    @Test
    void result_of_a_tool_is_quoted() {
        JsonObject completion = complete("""
                {"messages":[{"role":"user","content":"Question: How many pages mention acacia?"},
                  {"role":"assistant","content":null},{"role":"tool","content":"1 page"}],"tools":[%s]}""".formatted(TOOL));
        assertThat(message(completion).getString("content")).isEqualTo("The tool says: 1 page");
    }

    @Test
    void text_is_read_from_an_array_of_parts_too() {
        JsonObject completion = complete("""
                {"messages":[{"role":"user","content":[{"type":"text","text":"[1] A: Cats purr."},
                  {"type":"text","text":"Question: What do cats do?"}]}]}""");
        assertThat(message(completion).getString("content")).isEqualTo("Cats purr. [1]");
    }

    @Test
    void request_that_is_too_long_is_refused_as_a_model_refuses_it() {
        assertThatThrownBy(() -> ask("why ".repeat(ExtractiveStandIn.CONTEXT_WORDS), ""))
                .isInstanceOfSatisfying(
                        RefusedRequest.class,
                        e -> assertThat(e.toJson().getJsonObject("error").getString("code"))
                                .isEqualTo("context_length_exceeded"));
    }

    private static JsonObject ask(String question, String tools) {
        return complete(Json.createObjectBuilder()
                .add(
                        "messages",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("role", "user")
                                        .add("content", Prompts.user(question, PASSAGES))))
                .add(
                        "tools",
                        Json.createReader(new StringReader("[" + tools + "]")).readArray())
                .build()
                .toString());
    }

    private static JsonObject complete(String request) {
        return new ExtractiveStandIn()
                .complete(ChatRequest.of(
                        Json.createReader(new StringReader(request)).readObject()));
    }

    private static JsonObject message(JsonObject completion) {
        return completion.getJsonArray("choices").getJsonObject(0).getJsonObject("message");
    }

    private static String finishReason(JsonObject completion) {
        return completion.getJsonArray("choices").getJsonObject(0).getString("finish_reason");
    }
}
