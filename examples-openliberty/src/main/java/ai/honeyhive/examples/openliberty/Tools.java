/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.openliberty;

import ai.honeyhive.examples.shared.Handbook;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What the model may ask the application to do. */
@ApplicationScoped
public class Tools {

    /** The arguments of {@link #countPages}, from which the client makes the schema that the model sees. */
    @JsonClassDescription("Counts the pages of the handbook on which a term occurs, and names them")
    public static class CountPages {

        @JsonPropertyDescription("the term to look for")
        public String term;
    }

    @Inject
    Handbook handbook;

    @LLMTraced(kind = Kind.TOOL, name = "CountPages")
    public String countPages(String term) {
        List<String> pages = handbook.pagesMentioning(term);
        return pages.size() + " pages mention “" + term + "”: " + String.join(", ", pages);
    }
}
