/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.OpenAiStandIn;
import ai.honeyhive.tck.Results;
import ai.honeyhive.tck.Visit;
import ai.honeyhive.tck.Visitor;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The spans that plain LangChain4j's own telemetry and OpenInference make arrive, unmodified and with the default of
 * {@code honeyhive.spans.foreign}, as model calls under ours.
 */
@ExtendWith(Results.class)
final class LangChain4jTelemetryIT {

    @RegisterExtension
    static final ChatServer SERVER = new ChatServer("llm");

    private final Console console = Console.shared();

    @ParameterizedTest
    @CsvSource({"cdi, chat stand-in-model", "observation, chat stand-in-model", "openinference, generate"})
    void theirSpanIsAModelCallUnderOurs(String instrumentor, String name) {
        Visit visit = visit(instrumentor, "trams");
        assertThat(visit.status()).as("%s", visit).isEqualTo(200);

        Arrival ours = console.awaitEventNamed(visit.traceId(), "Talker.talk");
        Arrival theirs = console.awaitEventNamed(visit.traceId(), name);

        assertThat(theirs.parentId()).isEqualTo(ours.spanId());
        assertThat(theirs.session()).isNotEmpty().isEqualTo(ours.session());
        assertThat(theirs.eventType()).isEqualTo("model");
        assertThat(theirs.attribute("honeyhive_metadata.prompt_tokens")).isEqualTo("11");
        assertThat(theirs.attribute("honeyhive_metadata.completion_tokens")).isEqualTo("7");
        assertThat(theirs.attribute("honeyhive_metadata.total_tokens")).isEqualTo("18");
    }

    /** Micrometer's observation tells no messages. */
    @ParameterizedTest
    @CsvSource({"cdi, chat stand-in-model", "openinference, generate"})
    void theirMessagesAreChatHistoryAndAnswer(String instrumentor, String name) {
        Visit visit = visit(instrumentor, "bridges");

        Arrival theirs = console.awaitEventNamed(visit.traceId(), name);

        assertThat(theirs.attribute("honeyhive_inputs.chat_history"))
                .isEqualTo("[{\"role\":\"system\",\"content\":\"Be brief\"},"
                        + "{\"role\":\"user\",\"content\":\"Talk about bridges\"}]");
        assertThat(theirs.attribute("honeyhive_outputs.role")).isEqualTo("assistant");
        assertThat(theirs.attribute("honeyhive_outputs.content")).isEqualTo(OpenAiStandIn.ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cdi", "observation", "openinference"})
    void refusedCallIsAnError(String instrumentor) {
        Visit visit = visit(instrumentor, OpenAiStandIn.REFUSED);

        Arrival ours = console.awaitEventNamed(visit.traceId(), "Talker.talk");
        Arrival theirs = console.awaitEventNamed(
                visit.traceId(), instrumentor.equals("openinference") ? "generate" : "chat stand-in-model");

        assertThat(visit.status()).isEqualTo(500);
        assertThat(theirs.parentId()).isEqualTo(ours.spanId());
        assertThat(theirs.status()).isEqualTo("ERROR");
        assertThat(theirs.attribute("honeyhive_error")).contains("the stand-in refuses");
    }

    private static Visit visit(String instrumentor, String about) {
        return new Visitor(SERVER.uri()).visit("talk", Map.of("instrumentor", instrumentor, "about", about), Map.of());
    }
}
