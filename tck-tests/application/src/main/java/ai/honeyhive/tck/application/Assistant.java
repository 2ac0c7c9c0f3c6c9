/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The plain case, nothing set but the annotation. */
@ApplicationScoped
public class Assistant {

    @Inject
    Sightings sightings;

    @LLMTraced
    public String answer(String call, String question) {
        sightings.note(call, "Assistant.answer");
        return "The answer to: " + question;
    }

    /** Looks like {@link #answer} and is not traced. */
    public String mumble(String call, String question) {
        sightings.note(call, "Assistant.mumble");
        return question;
    }
}
