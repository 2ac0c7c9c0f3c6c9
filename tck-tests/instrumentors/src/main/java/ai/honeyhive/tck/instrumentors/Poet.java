/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import dev.langchain4j.service.UserMessage;
import io.quarkiverse.langchain4j.RegisterAiService;
import io.quarkiverse.langchain4j.ToolBox;

/** quarkus-langchain4j makes the bean and traces it. */
@RegisterAiService
public interface Poet {

    @UserMessage("Write a poem about {topic}")
    String poem(String topic);

    @ToolBox(RhymingDictionary.class)
    @UserMessage("Find a rhyme for {word}")
    String rhyme(String word);
}
