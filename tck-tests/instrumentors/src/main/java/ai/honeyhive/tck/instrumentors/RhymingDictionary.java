/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import dev.langchain4j.agent.tool.Tool;
import jakarta.enterprise.context.ApplicationScoped;

/** A tool that quarkus-langchain4j calls and traces when the model asks for it. */
@ApplicationScoped
public class RhymingDictionary {

    @Tool("Words that rhyme")
    public String rhymes(String word) {
        return "lamb, for " + word;
    }
}
