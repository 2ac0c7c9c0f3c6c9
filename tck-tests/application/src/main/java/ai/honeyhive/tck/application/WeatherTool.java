/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The tool below {@link TravelAgent}. */
@ApplicationScoped
public class WeatherTool {

    @Inject
    Sightings sightings;

    @LLMTraced(name = "weather", kind = Kind.TOOL)
    public String forecast(String call, String city) {
        sightings.note(call, "weather");
        return "Sunny in " + city;
    }
}
