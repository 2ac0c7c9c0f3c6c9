/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.SessionId;
import ai.honeyhive.microprofile.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A call that names its conversation and its user. */
@ApplicationScoped
public class Conversation {

    @Inject
    Sightings sightings;

    @Inject
    WeatherTool weather;

    @LLMTraced
    public String turn(String call, @SessionId String conversation, @UserId String user) {
        sightings.note(call, "Conversation.turn");
        return weather.forecast(call, "Porto");
    }
}
