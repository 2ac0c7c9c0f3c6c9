/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.ForTracer;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The programmatic twin of the annotation, and what it can say of the current event. */
@ApplicationScoped
public class Programmer {

    @Inject
    Sightings sightings;

    @Inject
    HoneyHive honeyHive;

    @Inject
    @ForTracer("payments")
    HoneyHive payments;

    public String rephrase(String call) {
        return honeyHive
                .trace("rephrase")
                .kind(Kind.MODEL)
                .provider("openai")
                .model("gpt-4o-mini")
                .input("call", call)
                .prompt("Say it again")
                .call(() -> {
                    sightings.note(call, "rephrase");
                    honeyHive.currentEvent().metric("lexical_support", 0.75);
                    return "It is said again.";
                });
    }

    public String payByHand(String call) {
        return payments.trace("pay by hand").call(() -> {
            sightings.note(call, "pay by hand");
            return "paid";
        });
    }

    @LLMTraced
    public String flag(String call) {
        sightings.note(call, "Programmer.flag");
        sightings.say(
                call, "sampled", String.valueOf(Span.current().getSpanContext().isSampled()));
        return "raised";
    }

    @LLMTraced
    public String enrich(String call) {
        sightings.note(call, "Programmer.enrich");
        honeyHive
                .currentEvent()
                .metadata("tenant", "acme")
                .metric("hits", 3)
                .feedback("thumb", "up")
                .userProperty("tier", "gold")
                .config("temperature", 0.2);
        return "enriched";
    }
}
