/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Expected;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.RetrievedContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Calls that are scored. */
@ApplicationScoped
public class Critic {

    @Inject
    Sightings sightings;

    /** By a pipeline that the configuration describes. */
    @LLMTraced(kind = Kind.MODEL, model = "gpt-4o-mini")
    @Evaluated("critique")
    public String answer(
            String call, @Prompt String question, @RetrievedContext List<String> pages, @Expected String expected) {
        sightings.note(call, "Critic.answer");
        return expected + ", please";
    }

    /** By a single evaluator, and traced only because of it. */
    @Evaluated("patience")
    public String hasten(String call) {
        sightings.note(call, "Critic.hasten");
        return call;
    }
}
