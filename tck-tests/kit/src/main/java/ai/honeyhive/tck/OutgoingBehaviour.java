/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What leaves with a request of the server's own Jakarta REST client. Only {@code localhost} is on the list of hosts, so
 * {@code 127.0.0.1} is a stranger.
 */
public interface OutgoingBehaviour extends Kit {

    @Test
    default void hostOnTheList_getsTraceSessionAndUser() {
        try (Neighbour neighbour = new Neighbour()) {
            Visit visit = callFromInside(neighbour, "localhost");

            assertThat(neighbour.header("traceparent")).contains(visit.traceId());
            assertThat(neighbour.header("baggage").split(","))
                    .contains("tenant=acme", "honeyhive.user_id=maria")
                    .contains("honeyhive.session_id="
                            + eventOf(visit, "Outsider.call").session());
        }
    }

    @Test
    default void hostOutsideTheList_getsTheTraceAndNothingOfOurs() {
        try (Neighbour neighbour = new Neighbour()) {
            Visit visit = callFromInside(neighbour, "127.0.0.1");

            assertThat(neighbour.header("traceparent")).contains(visit.traceId());
            assertThat(neighbour.header("baggage")).isEqualTo("tenant=acme");
        }
    }

    @Test
    default void baggageThatTheApplicationWrites_goesBesideOurs() {
        try (Neighbour neighbour = new Neighbour()) {
            Visit visit =
                    visit("outside", Map.of("url", neighbour.at("localhost").toString(), "baggage", "region=emea"));

            List<String> members = List.of(neighbour.header("baggage").split(","));
            assertThat(members)
                    .contains("honeyhive.session_id="
                            + eventOf(visit, "Outsider.call").session());
            assertThat(members.contains("region=emea"))
                    .isEqualTo(!limits().contains(Limit.WRITTEN_BAGGAGE_IS_REPLACED));
        }
    }

    private Visit callFromInside(Neighbour neighbour, String host) {
        return visit(
                "outside",
                Map.of("url", neighbour.at(host).toString()),
                Map.of("baggage", "honeyhive.user_id=maria,tenant=acme"));
    }
}
