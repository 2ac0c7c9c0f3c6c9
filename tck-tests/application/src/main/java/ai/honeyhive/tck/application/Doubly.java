/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.LLMTraced;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Both annotations on one method. */
@ApplicationScoped
public class Doubly {

    @Inject
    Sightings sightings;

    @WithSpan
    @LLMTraced
    public String annotated(String call) {
        sightings.note(call, "Doubly.annotated");
        return "once";
    }
}
