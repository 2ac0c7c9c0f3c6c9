/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.OpenAiStandIn;
import ai.honeyhive.tck.Visit;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With {@code honeyhive.capture.content=metadata}, the content that others put on their spans stays away as well. */
final class MetadataOnlyIT extends ForeignSpansKit {

    /** Of prompts, answers and a tool. What the caller wrote into the address of his request is on the server's span. */
    private static final List<String> CONTENT =
            List.of("Write a poem", "Find a rhyme", "Describe", OpenAiStandIn.ANSWER, "lamb, for");

    @RegisterExtension
    static final StudioServer SERVER = new StudioServer("metadata", "honeyhive.capture.content=metadata");

    @Override
    URI application() {
        return SERVER.uri();
    }

    @Test
    void promptsAndAnswersOfOthers_areLeftOut() {
        Visit poem = visit("poem", "topic", "tulips");
        Visit rhyme = visit("rhyme", "word", "tram");
        Visit picture = visit("picture", "subject", "tulips");

        assertThat(event(poem, COMPLETION).attribute("gen_ai.usage.input_tokens"))
                .isEqualTo("11");
        event(rhyme, "langchain4j.tools.rhymes");
        event(picture, CHAT);
        assertThat(eventsOf(poem)).isNotEmpty();
        assertThat(console.events())
                .extracting(Arrival::toString)
                .noneMatch(text -> CONTENT.stream().anyMatch(text::contains));
    }
}
