/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Calls of which the configuration decides something. */
@ApplicationScoped
public class Configured {

    @Inject
    Sightings sightings;

    @LLMTraced(name = "name-in-the-code")
    public String renamed(String call) {
        sightings.note(call, "name-in-the-configuration");
        return "renamed";
    }

    @LLMTraced(tracer = "payments")
    public String pay(String call) {
        sightings.note(call, "Configured.pay");
        return "paid";
    }
}
