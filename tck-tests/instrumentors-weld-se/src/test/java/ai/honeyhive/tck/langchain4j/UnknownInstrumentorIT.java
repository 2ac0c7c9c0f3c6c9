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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A span of plain LangChain4j by an instrumentor whose attributes follow no convention that we read: with
 * {@code honeyhive.spans.foreign=all} it arrives as it was made, in its place.
 */
@ExtendWith(Results.class)
final class UnknownInstrumentorIT {

    @RegisterExtension
    static final ChatServer SERVER = new ChatServer("all");

    private final Console console = Console.shared();

    @Test
    void spanOfTheModelCall_arrivesUnderOursAsItWasMade() {
        Visit visit = new Visitor(SERVER.uri()).visit("chat", Map.of("about", "trams"), Map.of());
        assertThat(visit.status()).as("%s", visit).isEqualTo(200);

        Arrival ours = console.awaitEventNamed(visit.traceId(), "Chatterbox.chat");
        Arrival theirs = console.awaitEventNamed(visit.traceId(), "Chat Completion");
        Arrival atTheServersExporter = console.awaitSink(theirs.traceId(), theirs.spanId());

        assertThat(theirs.parentId()).isEqualTo(ours.spanId());
        assertThat(theirs.session()).isEqualTo(ours.session());
        assertThat(theirs.attribute("braintrust.input_json")).contains("Talk about trams");
        assertThat(theirs.attribute("braintrust.output_json")).contains(OpenAiStandIn.ANSWER);
        assertThat(atTheServersExporter.json().path("attributes").properties())
                .isNotEmpty()
                .allSatisfy(
                        attribute -> assertThat(theirs.json().path("attributes").path(attribute.getKey()))
                                .isEqualTo(attribute.getValue()));
    }
}
