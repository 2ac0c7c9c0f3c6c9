/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** What all behaviours share: a way to the application and to the console, by HTTP only. */
public interface Kit {

    /** The root of the application, with its context path. */
    URI application();

    /** How the server's telemetry is set up. */
    Mode mode();

    /** What this server cannot do. A test proves each of them, so that a server that has learnt more is noticed. */
    default Set<Limit> limits() {
        return EnumSet.noneOf(Limit.class);
    }

    /** Whether the callers' traces are sampled. */
    default boolean callersAreSampled() {
        return true;
    }

    @BeforeEach
    default void forgetEarlierArrivals() {
        console().clear();
    }

    default Console console() {
        return Console.shared();
    }

    default Visit visit(String door) {
        return visit(door, Map.of());
    }

    default Visit visit(String door, Map<String, String> parameters) {
        return visit(door, parameters, Map.of());
    }

    default Visit visit(String door, Map<String, String> parameters, Map<String, String> headers) {
        Visit visit = new Visitor(application(), callersAreSampled()).visit(door, parameters, headers);
        assertThat(visit.status()).as("%s", visit).isEqualTo(200);
        return visit;
    }

    /** The event of the call that saw this span as its own: the ids are those that the application's code sees. */
    default Arrival eventOf(Visit visit, String where) {
        Visit.Sighting seen = visit.seen(where);
        assertThat(seen.isValid()).as("a valid span at " + where).isTrue();
        return console().awaitEvent(seen.traceId(), seen.spanId());
    }

    /** Everything that has arrived at HoneyHive's door when a call made now has arrived. */
    default List<Arrival> eventsUpToNow() {
        eventOf(visit("answer", Map.of("question", "marker")), "Assistant.answer");
        return console().events();
    }

    /** The events of a trace that has ended. */
    default List<Arrival> eventsOfTrace(String traceId) {
        return eventsUpToNow().stream()
                .filter(event -> event.traceId().equals(traceId))
                .toList();
    }
}
