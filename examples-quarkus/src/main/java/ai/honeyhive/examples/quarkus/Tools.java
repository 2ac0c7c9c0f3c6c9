/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.quarkus;

import ai.honeyhive.examples.shared.Handbook;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What the model may ask the application to do. */
@ApplicationScoped
public class Tools {

    @Inject
    Handbook handbook;

    @Tool("Counts the pages of the handbook on which a term occurs, and names them")
    @LLMTraced(kind = Kind.TOOL, name = "countPages")
    public String countPages(@P("the term to look for") String term) {
        List<String> pages = handbook.pagesMentioning(term);
        return pages.size() + " pages mention “" + term + "”: " + String.join(", ", pages);
    }
}
