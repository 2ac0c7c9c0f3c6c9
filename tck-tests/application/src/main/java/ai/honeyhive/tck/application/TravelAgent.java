/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** A model, a tool and a retrieval below an agent. */
@ApplicationScoped
public class TravelAgent {

    @Inject
    Sightings sightings;

    @Inject
    Library library;

    @Inject
    WeatherTool weather;

    @Inject
    TravelModel model;

    @LLMTraced(name = "travel-agent", kind = Kind.AGENT, importance = Importance.IMPORTANT)
    public String advise(String call, String question) {
        sightings.note(call, "travel-agent");
        List<String> pages = library.search(call, question);
        String forecast = weather.forecast(call, "Lisbon");
        String prompt = question + '\n' + pages + '\n' + forecast;
        return model.chat(call, prompt, pages, "gpt-4o-mini");
    }
}
