/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Masked;
import ai.honeyhive.microprofile.NotCaptured;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Calls with something that must not travel. */
@ApplicationScoped
public class Confidant {

    @Inject
    Sightings sightings;

    @LLMTraced
    public String confide(String call, String text, @Masked String pin, @NotCaptured String diary) {
        sightings.note(call, "Confidant.confide");
        return "I keep it: " + text;
    }

    @LLMTraced(inputs = Capture.OFF, output = Capture.OFF)
    public String hush(String call, String text) {
        sightings.note(call, "Confidant.hush");
        return text;
    }
}
