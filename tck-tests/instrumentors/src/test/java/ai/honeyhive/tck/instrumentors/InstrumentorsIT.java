/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.Visit;
import ai.honeyhive.tck.Visitor;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spans that the tracing of other libraries makes arrive beside ours, in their trace and session, with their content. */
final class InstrumentorsIT {

    @RegisterExtension
    static final StudioServer SERVER = new StudioServer();

    private final Console console = Console.shared();

    @BeforeEach
    void forgetEarlierArrivals() {
        console.clear();
    }

    @Test
    void openAiClient_sendsItsMessagesAsLogRecordsAndTheyAreJoinedToTheirSpan() {
        Visit visit = visit("picture", Map.of("subject", "a tram"));

        Arrival chat = console.awaitEventNamed(visit.traceId(), "chat stand-in-model");
        Arrival ours = console.awaitEventNamed(visit.traceId(), "Studio.picture");

        assertThat(chat.parentId()).isEqualTo(ours.spanId());
        assertThat(chat.session()).isEqualTo(ours.session());
        assertThat(chat.eventType()).isEqualTo("model");
        assertThat(chat.attribute("gen_ai.usage.input_tokens")).isEqualTo("11");
        assertThat(chat.attribute("honeyhive_inputs.chat_history")).contains("user", "Describe a tram");
        assertThat(chat.attribute("honeyhive_outputs.content")).isEqualTo(OpenAiStandIn.ANSWER);
    }

    @Test
    void quarkusLangChain4j_spansKeepTheirPromptAndAnswer() {
        Visit visit = visit("poem", Map.of("topic", "roses"));

        Arrival ours = console.awaitEventNamed(visit.traceId(), "Studio.poem");
        Arrival completion = console.awaitEventNamed(visit.traceId(), "completion stand-in-model");
        Arrival service = console.awaitEventNamed(visit.traceId(), "langchain4j.aiservices.Poet.poem");

        assertThat(service.parentId()).isEqualTo(ours.spanId());
        assertThat(completion.parentId()).isEqualTo(service.spanId());
        assertThat(completion.session()).isEqualTo(ours.session());
        assertThat(completion.eventType()).isEqualTo("model");
        assertThat(completion.json().toString()).contains("Write a poem about roses", OpenAiStandIn.ANSWER);
    }

    private static Visit visit(String door, Map<String, String> parameters) {
        Visit visit = new Visitor(SERVER.uri()).visit(door, parameters, Map.of());
        assertThat(visit.status()).as("%s", visit).isEqualTo(200);
        return visit;
    }
}
