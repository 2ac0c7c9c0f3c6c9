/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which session an event belongs to. */
public interface SessionBehaviour extends Kit {

    @Test
    default void requestWithoutSession_getsOneThatAllItsEventsShare() {
        Visit visit = visit("advise", Map.of("question", "Where to?"));

        Arrival agent = eventOf(visit, "travel-agent");

        assertThat(UUID.fromString(agent.session())).hasToString(agent.session());
        assertThat(eventOf(visit, "library").session()).isEqualTo(agent.session());
        assertThat(eventOf(visit, "travel-model").session()).isEqualTo(agent.session());
        assertThat(visit.seen("travel-model").session())
                .as("the session that outgoing requests carry")
                .isEqualTo(agent.session());
        assertThat(agent.attribute("honeyhive.session_auto_create")).isEqualTo("true");
    }

    @Test
    default void twoRequests_getTwoSessions() {
        Arrival first = eventOf(visit("answer", Map.of("question", "one")), "Assistant.answer");
        Arrival second = eventOf(visit("answer", Map.of("question", "two")), "Assistant.answer");

        assertThat(first.session()).isNotEqualTo(second.session());
    }

    @Test
    default void sessionInTheCallersBaggage_isKept() {
        String session = UUID.randomUUID().toString();

        Visit visit =
                visit("advise", Map.of("question", "Again?"), Map.of("baggage", "honeyhive.session_id=" + session));

        boolean kept = mode() != Mode.OFF || !limits().contains(Limit.OFF_LOSES_THE_CALLERS_SESSION);
        assertThat(eventOf(visit, "travel-agent").session().equals(session)).isEqualTo(kept);
        assertThat(eventOf(visit, "travel-model").session().equals(session)).isEqualTo(kept);
    }

    @Test
    default void parameterThatNamesTheConversation_decidesTheSession() {
        Visit visit = visit("turn", Map.of("conversation", "conv-123", "user", "maria"));

        Arrival turn = eventOf(visit, "Conversation.turn");

        // The UUIDv5 of conv-123 in the URL name space, computed with Python's uuid module.
        assertThat(turn.session()).isEqualTo("7f89622c-443d-56d7-9b69-8f607e3c5c3d");
        assertThat(eventOf(visit, "weather").session()).isEqualTo(turn.session());
        assertThat(visit.seen("weather").session()).isEqualTo(turn.session());
    }

    @Test
    default void parameterThatNamesTheUser_becomesAUserPropertyAndNoInput() {
        Visit visit = visit("turn", Map.of("conversation", "conv-124", "user", "maria"));

        Arrival turn = eventOf(visit, "Conversation.turn");

        assertThat(turn.attribute("honeyhive_user_properties.user_id")).isEqualTo("maria");
        assertThat(turn.has("honeyhive_inputs.user")).isFalse();
    }
}
