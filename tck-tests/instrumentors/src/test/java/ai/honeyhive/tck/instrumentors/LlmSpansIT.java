/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.OpenAiStandIn;
import ai.honeyhive.tck.Visit;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * By default, spans that the tracing of other LLM libraries makes arrive beside ours, in their trace and session, with
 * their content, and so does what they hang on; other spans stay away.
 */
final class LlmSpansIT extends ForeignSpansKit {

    @RegisterExtension
    static final StudioServer SERVER = new StudioServer("llm", "");

    @Override
    URI application() {
        return SERVER.uri();
    }

    @Test
    void openAiClient_writesItsMessagesAsLogRecordsAndTheyAreJoinedToTheirSpan() {
        Visit visit = visit("picture", "subject", "a tram");

        Arrival chat = event(visit, CHAT);
        Arrival ours = event(visit, "Studio.picture");

        assertThat(chat.parentId()).isEqualTo(ours.spanId());
        assertThat(chat.session()).isEqualTo(ours.session());
        assertIsTheModelCall(chat, "Describe a tram");
        assertThat(chat.attribute("gen_ai.operation.name")).isEqualTo("chat");
        assertThat(chat.attribute("gen_ai.provider.name")).isEqualTo("openai");
    }

    @Test
    void openAiClientWithoutACallOfOurs_hangsUnderTheServersSpan() {
        Visit visit = visit("sketch", "subject", "a bridge");

        Arrival chat = event(visit, CHAT);
        Arrival server = console.awaitEvent(visit.traceId(), chat.parentId());

        assertThat(server.kind()).isEqualTo("SERVER");
        assertThat(server.parentId()).isEqualTo(visit.parentId());
        assertThat(chat.session()).isNotEmpty().isEqualTo(server.session());
        assertIsTheModelCall(chat, "Describe a bridge");
    }

    @Test
    void quarkusLangChain4j_spansKeepTheirPromptAndAnswer() {
        Visit visit = visit("poem", "topic", "roses");

        Arrival ours = event(visit, "Studio.poem");
        Arrival completion = event(visit, COMPLETION);
        Arrival service = event(visit, SERVICE);

        assertThat(service.parentId()).isEqualTo(ours.spanId());
        assertThat(service.eventType()).isEqualTo("chain");
        assertThat(completion.parentId()).isEqualTo(service.spanId());
        assertThat(completion.session()).isEqualTo(ours.session());
        assertIsTheModelCall(completion, "Write a poem about roses");
    }

    @Test
    void quarkusLangChain4j_toolIsAToolWithItsArgumentsAndResult() {
        Visit visit = visit("rhyme", "word", "tram");

        Arrival service = event(visit, "langchain4j.aiservices.Poet.rhyme");
        Arrival tool = event(visit, "langchain4j.tools.rhymes");

        assertThat(tool.parentId()).isEqualTo(service.spanId());
        assertThat(tool.session()).isEqualTo(service.session());
        assertThat(tool.eventType()).isEqualTo("tool");
        assertThat(tool.attribute("honeyhive_inputs.arguments")).contains("tram");
        assertThat(tool.attribute("honeyhive_outputs.result")).contains("lamb, for tram");
    }

    /** Its span has an exception and no status. */
    @Test
    void quarkusLangChain4j_refusedCallIsAnError() {
        Visit visit = open("poem", "topic", OpenAiStandIn.REFUSED);

        Arrival completion = event(visit, COMPLETION);

        assertThat(visit.status()).isEqualTo(500);
        assertThat(completion.status()).isEqualTo("ERROR");
        assertThat(completion.attribute("honeyhive_error")).contains("the stand-in refuses");
        assertThat(completion.attribute("honeyhive_error_type"))
                .isEqualTo("dev.langchain4j.exception.InvalidRequestException");
    }

    @Test
    void spanOfTheHttpClient_staysAway() {
        assertThat(eventsOf(visit("poem", "topic", "tulips")))
                .extracting(Arrival::eventName)
                .containsExactlyInAnyOrder("GET /kit/poem", "Studio.poem", SERVICE, COMPLETION);
    }

    private static void assertIsTheModelCall(Arrival event, String question) {
        assertThat(event.eventType()).isEqualTo("model");
        assertThat(event.attribute("honeyhive_inputs.chat_history"))
                .isEqualTo("[{\"role\":\"user\",\"content\":\"" + question + "\"}]");
        assertThat(event.attribute("honeyhive_outputs.role")).isEqualTo("assistant");
        assertThat(event.attribute("honeyhive_outputs.content")).isEqualTo(OpenAiStandIn.ANSWER);
        assertThat(event.attribute("gen_ai.request.model")).isEqualTo("stand-in-model");
        assertThat(event.attribute("gen_ai.response.model")).isEqualTo("stand-in-model-1");
        assertThat(event.attribute("gen_ai.usage.input_tokens")).isEqualTo("11");
        assertThat(event.attribute("gen_ai.usage.output_tokens")).isEqualTo("7");
        assertThat(event.attribute("honeyhive_metadata.total_tokens")).isEqualTo("18");
    }
}
