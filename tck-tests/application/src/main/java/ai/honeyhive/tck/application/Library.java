/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The retrieval below {@link TravelAgent}. */
@ApplicationScoped
public class Library {

    @Inject
    Sightings sightings;

    @LLMTraced(name = "library", kind = Kind.RETRIEVAL)
    public List<String> search(String call, String query) {
        sightings.note(call, "library");
        return List.of("Lisbon lies on seven hills.", "Trams climb most of them.");
    }
}
