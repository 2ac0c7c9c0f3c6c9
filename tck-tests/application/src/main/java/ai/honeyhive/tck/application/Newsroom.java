/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The annotation on the class, replaced on one method. */
@ApplicationScoped
@LLMTraced(kind = Kind.WORKFLOW)
public class Newsroom {

    @Inject
    Sightings sightings;

    public String draft(String call, String topic) {
        sightings.note(call, "Newsroom.draft");
        return "Draft on " + topic;
    }

    @LLMTraced(name = "fact-check", kind = Kind.TOOL)
    public String check(String call, String text) {
        sightings.note(call, "fact-check");
        return "Checked: " + text;
    }
}
