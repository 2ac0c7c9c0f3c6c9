/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of arguments and results travels, and in which form. */
public interface ContentBehaviour extends Kit {

    @Test
    default void promptAndContextOfAModelCall_goWhereHoneyHiveLooksForThem() {
        Visit visit = visit("advise", Map.of("question", "How do I get up?"));

        Arrival model = eventOf(visit, "travel-model");

        assertThat(model.attribute("honeyhive_inputs.chat_history"))
                .contains("\"role\":\"user\"")
                .contains("How do I get up?");
        assertThat(model.attribute("honeyhive_inputs.context")).contains("seven hills");
        assertThat(model.json().toString()).contains("Take the tram.");
    }

    @Test
    default void resultThatABeanOfTheApplicationReads_hasItsTokensAndText() {
        Visit visit = visit("ring", Map.of("item", "coffee"));

        Arrival event = eventOf(visit, "cashier");

        assertThat(event.attribute("gen_ai.usage.input_tokens")).isEqualTo("19");
        assertThat(event.attribute("gen_ai.usage.output_tokens")).isEqualTo("3");
        assertThat(event.json().toString()).contains("One coffee, please");
    }

    @Test
    default void secretInContent_isRedactedBeforeItLeaves() {
        // The shape of an AWS access key id: the example of AWS' own documentation.
        String secret = "AKIAIOSFODNN7EXAMPLE";

        Visit visit = visit("confide", Map.of("text", "my key is " + secret + ", keep it"));

        Arrival event = eventOf(visit, "Confidant.confide");
        assertThat(event.json().toString()).doesNotContain(secret).contains("keep it");
    }

    @Test
    default void maskedAndUncapturedArguments_doNotTravel() {
        Visit visit = visit("confide", Map.of("text", "hello"));

        Arrival event = eventOf(visit, "Confidant.confide");

        assertThat(event.attribute("honeyhive_inputs.pin")).isEqualTo("***");
        assertThat(event.has("honeyhive_inputs.diary")).isFalse();
        assertThat(event.json().toString()).doesNotContain("pin-4711", "diary-of-today");
    }

    @Test
    default void captureSwitchedOff_leavesContentOut() {
        Visit visit = visit("hush", Map.of("text", "not for your ears"));

        Arrival event = eventOf(visit, "Confidant.hush");

        assertThat(event.eventName()).isEqualTo("Confidant.hush");
        assertThat(event.json().toString()).doesNotContain("not for your ears", visit.call());
    }
}
