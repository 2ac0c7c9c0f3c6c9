/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.LLMTraced;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A span of the application's own, by the server's tracer, inside a traced call. */
@ApplicationScoped
public class Handmade {

    @Inject
    Sightings sightings;

    @Inject
    Tracer tracer;

    @LLMTraced
    public String around(String call) {
        sightings.note(call, "Handmade.around");
        Span own = tracer.spanBuilder("handmade")
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.request.model", "handmade-model")
                .startSpan();
        try (Scope scope = own.makeCurrent()) {
            sightings.note(call, "handmade");
            return inner(call);
        } finally {
            own.end();
        }
    }

    private String inner(String call) {
        return "made by hand for " + call;
    }
}
