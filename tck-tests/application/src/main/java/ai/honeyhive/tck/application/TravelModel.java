/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.ModelName;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.RetrievedContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The model below {@link TravelAgent}. */
@ApplicationScoped
public class TravelModel {

    @Inject
    Sightings sightings;

    @LLMTraced(name = "travel-model", kind = Kind.MODEL, provider = "openai", model = "named-by-the-parameter-instead")
    public String chat(
            String call, @Prompt String prompt, @RetrievedContext List<String> context, @ModelName String model) {
        sightings.note(call, "travel-model");
        return "Take the tram.";
    }
}
