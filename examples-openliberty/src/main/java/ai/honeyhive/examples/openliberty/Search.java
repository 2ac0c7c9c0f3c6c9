/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.openliberty;

import ai.honeyhive.examples.shared.Handbook;
import ai.honeyhive.examples.shared.Passage;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The search for passages that may hold the answer. */
@ApplicationScoped
public class Search {

    @Inject
    Handbook handbook;

    @LLMTraced(kind = Kind.RETRIEVAL, name = "search the handbook")
    public List<Passage> nearest(String question, int most) {
        return handbook.search(question, most);
    }
}
