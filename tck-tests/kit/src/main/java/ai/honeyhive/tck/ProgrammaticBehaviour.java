/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The injected {@code HoneyHive}: traced code without an annotation, and more about the current event. */
public interface ProgrammaticBehaviour extends Kit {

    @Test
    default void tracedLambda_isAnEventLikeThatOfAnAnnotatedMethod() {
        Visit visit = visit("rephrase");

        Arrival event = eventOf(visit, "rephrase");

        assertThat(event.eventName()).isEqualTo("rephrase");
        assertThat(event.eventType()).isEqualTo("model");
        assertThat(event.attribute("gen_ai.operation.name")).isEqualTo("chat");
        assertThat(event.attribute("gen_ai.request.model")).isEqualTo("gpt-4o-mini");
        assertThat(event.attribute("honeyhive_inputs.chat_history")).contains("Say it again");
        assertThat(event.attribute("honeyhive_metrics.lexical_support")).isEqualTo("0.75");
        assertThat(event.json().toString()).contains("It is said again.");
    }

    @Test
    default void apiOfANamedTracer_isInjected_andGoesToItsProject() {
        Arrival event = eventOf(visit("payByHand"), "pay by hand");

        assertThat(event.key()).isEqualTo(Keys.fingerprint(Keys.PAYMENTS));
        assertThat(event.attribute("honeyhive.source")).isEqualTo("kit-payments");
    }

    @Test
    default void whatTheCodeSaysOfTheCurrentEvent_goesInItsBuckets() {
        Visit visit = visit("enrich");

        Arrival event = eventOf(visit, "Programmer.enrich");

        assertThat(event.attribute("honeyhive_metadata.tenant")).isEqualTo("acme");
        assertThat(event.json().at("/attributes/honeyhive_metrics.hits").isNumber())
                .as("a number stays one")
                .isTrue();
        assertThat(event.attribute("honeyhive_feedback.thumb")).isEqualTo("up");
        assertThat(event.attribute("honeyhive_user_properties.tier")).isEqualTo("gold");
        assertThat(event.attribute("honeyhive_config.temperature")).isEqualTo("0.2");
    }
}
