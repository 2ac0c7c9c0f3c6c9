/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the settings come from, and what they decide. */
public interface ConfigurationBehaviour extends Kit {

    @Test
    default void keyFromTheEnvironment_opensTheDefaultTracer() {
        Arrival event = eventOf(visit("answer", Map.of("question", "whose key?")), "Assistant.answer");

        assertThat(event.key()).isEqualTo(Keys.fingerprint(Keys.DEFAULT));
    }

    @Test
    default void settingsFromTheProperties_reachTheEvent() {
        Arrival event = eventOf(visit("answer", Map.of("question", "whose source?")), "Assistant.answer");

        assertThat(event.attribute("honeyhive.source")).isEqualTo("kit-" + mode().path());
        assertThat(event.attribute("honeyhive.session_name")).isEqualTo("Kit " + mode().path());
    }

    @Test
    default void namedTracer_hasItsOwnKeyAndSource() {
        Arrival event = eventOf(visit("pay"), "Configured.pay");

        assertThat(event.key()).isEqualTo(Keys.fingerprint(Keys.PAYMENTS));
        assertThat(event.attribute("honeyhive.source")).isEqualTo("kit-payments");
    }

    @Test
    default void memberOfTheAnnotation_isOverriddenByTheConfiguration() {
        Arrival event = eventOf(visit("renamed"), "name-in-the-configuration");

        assertThat(event.eventName()).isEqualTo("name-in-the-configuration");
    }
}
