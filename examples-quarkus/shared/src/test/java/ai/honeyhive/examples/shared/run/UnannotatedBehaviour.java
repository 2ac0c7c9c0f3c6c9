/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import static ai.honeyhive.examples.shared.run.Events.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packaged assistant as it is, with its annotations switched off: what others make of its calls arrives all the same. */
public abstract class UnannotatedBehaviour {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private final Server server;

    protected UnannotatedBehaviour(Server server) {
        this.server = server;
    }

    @Test
    void spans_of_the_model_arrive_below_the_request_and_no_annotation_has_any_effect() throws IOException {
        try (Console console = Console.start(TARGET, 0);
                RunningAssistant assistant =
                        RunningAssistant.start(server, TARGET, console, "honeyhive.annotations.enabled=false")) {
            JsonObject reply = assistant.ask("How many pages mention baggage?", "");
            assertThat(reply.getString("answer")).contains("2 pages mention “baggage”");
            assertThat(reply.getString("event"))
                    .as("the event of an annotated call")
                    .isEmpty();

            List<JsonObject> spans = console.awaitTrace(reply.getString("trace"));
            JsonObject request = spans.stream()
                    .filter(span -> span.getString("kind").equals("SERVER"))
                    .findFirst()
                    .orElseThrow();
            assertThat(spans).as("the request and two model calls").hasSize(3);
            assertThat(spans)
                    .filteredOn(span -> span != request)
                    .allSatisfy(model -> {
                        assertThat(model.getString("parent_span_id")).isEqualTo(request.getString("span_id"));
                        assertThat(attribute(model, "honeyhive_event_type")).isEqualTo("model");
                        assertThat(attribute(model, "honeyhive_inputs.chat_history"))
                                .contains("How many pages mention baggage?");
                        assertThat(attribute(model, "honeyhive_metadata.prompt_tokens"))
                                .isNotEmpty();
                    })
                    .anySatisfy(model -> assertThat(attribute(model, "honeyhive_outputs.content"))
                            .contains("2 pages mention “baggage”"));

            assertThat(assistant
                            .ask("Who can keep each trace with an error?", "")
                            .getString("answer"))
                    .as("what the quality gate would refuse")
                    .startsWith("Professor Quill");
        }
    }
}
